package sower.exchange.clonezilla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.Capture;
import sower.capture.Intake;
import sower.exchange.Forms;
import sower.filesystem.FileVolume;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.VolumeData;

/// A small folder with an MBR, a copied partition in two parts and a swap area.
class ClonezillaFolderTest {
    private static final String UUID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    @TempDir private Path scratch;
    private Path folder = Path.of("");
    private byte[] volume = {};

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(scratch.resolve("clonezilla"));
        volume = FileVolume.golden("fat12");
        long sectors = volume.length / 512;
        write("disk", "sda\n");
        write("parts", "sda1\n");
        write(
                "sda-pt.sf",
                """
                label: dos
                label-id: 0xabcd1234
                device: /dev/sda
                unit: sectors

                /dev/sda1 : start=        2048, size=%d, type=c, bootable
                /dev/sda2 : start=       10240, size=        8192, type=5
                /dev/sda5 : start=       12288, size=        2048, type=82
                """
                        .formatted(sectors));
        write(
                "sda-pt.parted",
                "Disk /dev/sda: 20480s\nSector size (logical/physical): 512B/512B\n");
        write("swappt-sda5.info", "UUID=\"%s\"\nLABEL=\"\"\n".formatted(UUID));
        var mbr = new byte[512];
        mbr[0] = (byte) 0xEB;
        Files.write(folder.resolve("sda-mbr"), mbr);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(volume);
        }
        var bytes = packed.toByteArray();
        int half = bytes.length / 2;
        Files.write(folder.resolve("sda1.dd-img.gz.aa"), Arrays.copyOf(bytes, half));
        Files.write(
                folder.resolve("sda1.dd-img.gz.ab"), Arrays.copyOfRange(bytes, half, bytes.length));
    }

    @Test
    void itIsADiskLikeAnyOther() throws IOException {
        var image = take();

        var manifest = image.manifest();
        assertEquals("mbr", manifest.layout().kind());
        assertEquals("abcd1234", manifest.layout().diskId());
        assertEquals(3, manifest.layout().partitions().size());
        assertEquals("6w==", manifest.layout().bootArea()); // the one byte of boot code
        assertEquals(20480 * 512, manifest.source().length());
        var data = manifest.volumes().get(0);
        assertEquals("sda1 vfat", data.name() + " " + data.filesystem());
        try (var bytes = VolumeData.open(image, data)) {
            assertArrayEquals(volume, bytes.bytes(0, volume.length));
        }
        var swap = manifest.volumes().get(1);
        assertEquals("sda5", swap.name());
        assertEquals(Manifest.Contents.SWAP, swap.contents());
        assertEquals(UUID, swap.uuid());
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        move("sda1.dd-img.gz.ab", "elsewhere");
        assertRefused("the image of sda1 cannot be unpacked beyond byte 0 of the volume");
        move("sda1.dd-img.gz.aa", "sda1.dd-img.gz.ab");
        assertRefused("the image of sda1 lacks its part .aa");
        Files.delete(folder.resolve("sda1.dd-img.gz.ab"));
        assertRefused("lacks the image of sda1");
        write("lvm_vg_dev.list", "vg /dev/sda1 x\n");
        assertRefused("logical volumes (LVM)");
        write("parts", "sda1 sda7\n");
        write("sda1.dd-img.uncomp", "");
        assertRefused("holds sda7");
        Files.delete(folder.resolve("sda-pt.sf"));
        assertRefused("does not say how sda was partitioned");
        write("disk", "sda sdb\n");
        assertRefused("the disks sda, sdb");
    }

    @Test
    void otherFormsAreRefusedByName() throws IOException {
        Files.delete(folder.resolve("sda1.dd-img.gz.ab"));
        move("sda1.dd-img.gz.aa", "sda1.vfat-ptcl-img.lz4");
        assertRefused("packed with lz4");
        move("sda1.vfat-ptcl-img.lz4", "sda1.ntfs-img.aa");
        assertRefused("was not written by partclone or dd");
        move("sda1.ntfs-img.aa", "sda1.vfat-ptcl-img.uncomp");
        assertRefused("was not written by partclone, though");
        write("sda1.vfat-ptcl-img.gz", "no gzip");
        assertRefused("several images of sda1");
        Files.delete(folder.resolve("sda1.vfat-ptcl-img.uncomp"));
        assertRefused("the image of sda1 cannot be unpacked");
    }

    private void assertRefused(String why) throws IOException {
        var refused = assertThrows(IOException.class, this::take);
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::toString);
        var library = new ImageLibrary(scratch.resolve("library"));
        assertEquals(List.of(), library.list());
        assertEquals(List.of(), library.incomplete());
    }

    private Image take() throws IOException {
        var library = new ImageLibrary(scratch.resolve("library"));
        return new Intake(library, "lab", "", Capture.Options.of(false))
                .run(Forms.recognise(folder), _ -> {}, () -> false);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void move(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to));
    }
}
