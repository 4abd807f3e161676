package sower.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.metainfo.Metainfo;

/// The whole way from a disk-image file to an image, without root and without other programs.
class CaptureTest {
    @TempDir private Path folder;
    private Path disk = Path.of("");
    private ImageLibrary library = new ImageLibrary(Path.of(""));

    @BeforeEach
    void makeMaster() throws IOException {
        disk = MasterDisk.make(folder.resolve("master.img"));
        library = new ImageLibrary(folder.resolve("library"));
    }

    @Test
    void everyVolumeIsCapturedInItsOwnWay() throws IOException {
        var image = capture("lab", false);

        var volumes = image.manifest().volumes();
        assertEquals(
                List.of("disk1", "disk2", "disk3", "disk4", "disk5"),
                volumes.stream().map(Manifest.Volume::name).toList());
        assertEquals(
                List.of("vfat", "ext4", "swap", "", "unknown"),
                volumes.stream().map(Manifest.Volume::filesystem).toList());
        assertEquals(
                List.of(
                        Manifest.Contents.DATA,
                        Manifest.Contents.DATA,
                        Manifest.Contents.SWAP,
                        Manifest.Contents.EMPTY,
                        Manifest.Contents.DATA),
                volumes.stream().map(Manifest.Volume::contents).toList());
        assertEquals(2 << 20, volumes.get(1).lastExtentEnd()); // the file system, not its partition
        assertEquals("gpt", image.manifest().layout().kind());
        assertArrayEquals(
                new byte[] {(byte) 0xEB, 0x63},
                Base64.getDecoder().decode(image.manifest().layout().bootArea()));
    }

    @Test
    void rawFilesHoldTheUsedBytesAtTheirOffsets() throws IOException {
        var image = capture("lab", false);

        try (var source = BlockDevice.openSource(disk)) {
            for (var volume : image.manifest().volumes()) {
                if (volume.contents() != Manifest.Contents.DATA) {
                    assertFalse(Files.exists(image.raw(volume)));
                    continue;
                }
                var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
                assertEquals(volume.infoHash(), torrent.infoHash().toString());
                assertEquals(volume.length(), Files.size(image.raw(volume)));
                var part = source.slice(new Extent(volume.offset(), volume.length()));
                try (var raw = BlockDevice.openSource(image.raw(volume))) {
                    for (var extent : torrent.extents()) {
                        int length = (int) extent.length();
                        assertArrayEquals(
                                part.bytes(extent.offset(), length),
                                raw.bytes(extent.offset(), length));
                    }
                }
            }
        }
        assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
    }

    @Test
    void aChangedByteIsFoundByPiece() throws IOException {
        var image = capture("lab", false);
        var volume = image.manifest().volumes().get(1);
        try (var raw = new RandomAccessFile(image.raw(volume).toFile(), "rw")) {
            raw.seek(5000);
            raw.write(raw.read() + 1);
        }

        assertEquals(
                List.of(new ImageCheck.BadPiece("disk2", 0)),
                new ImageCheck(image).run(progress -> {}, () -> false));
    }

    @Test
    void theSameDiskTwiceIsASecondVersionWithEqualTorrents() throws IOException {
        var first = capture("lab", false);
        var second = capture("lab", false);

        assertEquals(2, second.manifest().version());
        assertEquals(
                first.manifest().volumes().stream().map(Manifest.Volume::infoHash).toList(),
                second.manifest().volumes().stream().map(Manifest.Volume::infoHash).toList());
    }

    @Test
    void inPlaceCopiesNothingAndStillVerifies() throws IOException {
        var image = capture("lab", true);

        assertEquals(disk.toRealPath().toString(), image.manifest().inPlace());
        assertFalse(Files.exists(image.raw(image.manifest().volumes().get(1))));
        assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
    }

    @Test
    void chosenPartitionsOnly() throws IOException {
        var image =
                new Capture(plan().only(Set.of(2)), library, "lab", "", options(false))
                        .run(progress -> {}, () -> false);

        assertEquals(List.of(2), image.manifest().volumes().stream().map(v -> v.slot()).toList());
        assertEquals(5, image.manifest().layout().partitions().size());
        assertThrows(RefusedException.class, () -> plan().only(Set.of(2, 9)));
    }

    @Test
    void cancellingLeavesNothing() throws IOException {
        var capture = new Capture(plan(), library, "lab", "", options(false));

        assertThrows(CancelledException.class, () -> capture.run(progress -> {}, () -> true));

        try (var left = Files.list(library.root())) {
            assertEquals(0, left.filter(Files::isDirectory).count());
        }
    }

    @Test
    void aSourceThatChangesWhileItIsReadGivesNoImage() throws IOException {
        var once = new AtomicBoolean();
        var capture = new Capture(plan(), library, "lab", "", options(false));

        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                capture.run(
                                        progress -> {
                                            if (progress.bytesDone() > 0 && !once.getAndSet(true)) {
                                                mountElsewhere();
                                            }
                                        },
                                        () -> false));

        assertEquals(true, failure.toString().contains("changed while it was read"));
        assertEquals(List.of(), library.list());
    }

    @Test
    void stagesAreToldInOrder() throws IOException {
        var stages = new ArrayList<CaptureProgress.Stage>();
        new Capture(plan(), library, "lab", "", options(false))
                .run(progress -> stages.add(progress.stage()), () -> false);

        assertEquals(List.of(CaptureProgress.Stage.values()), stages.stream().distinct().toList());
    }

    @Test
    void findingsHaveWordsAndRemedies() throws IOException {
        mountElsewhere();

        var findings = plan().findings();

        assertEquals(
                List.of("needs-recovery", "not-parsed"),
                findings.stream().map(Finding::key).toList());
        assertEquals(Finding.Severity.WARNING, findings.get(0).severity());
        assertEquals(
                "disk2 was not unmounted properly and its journal must be replayed. Run fsck or"
                        + " mount and unmount it; otherwise all of it is captured, 3.1 MB.",
                findings.get(0).text());
        assertEquals(true, plan().spaceFinding(100).isPresent());
    }

    /// What a kernel does to a superblock that it mounts: the recovery flag.
    private void mountElsewhere() {
        try (var random = new RandomAccessFile(disk.toFile(), "rw")) {
            random.seek(2 * MasterDisk.MIB + 1024 + 0x60); // s_feature_incompat
            int flags = random.read();
            random.seek(2 * MasterDisk.MIB + 1024 + 0x60);
            random.write(flags | 0x4);
            // and the checksum that goes with it
            var superblock = new byte[1024];
            random.seek(2 * MasterDisk.MIB + 1024);
            random.readFully(superblock);
            var crc = new CRC32C();
            crc.update(superblock, 0, 0x3FC);
            random.seek(2 * MasterDisk.MIB + 1024 + 0x3FC);
            random.writeInt(Integer.reverseBytes((int) ~crc.getValue()));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Image capture(String name, boolean inPlace) throws IOException {
        return new Capture(plan(), library, name, "note", options(inPlace))
                .run(progress -> {}, () -> false);
    }

    private CapturePlan plan() throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            return CapturePlan.of(LocalDisks.of().at(disk), source);
        }
    }

    private static Capture.Options options(boolean inPlace) {
        return Capture.Options.of(inPlace).compressed(false);
    }
}
