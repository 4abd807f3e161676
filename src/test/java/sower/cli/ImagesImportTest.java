package sower.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.capture.CancelledException;
import sower.capture.Capture;
import sower.capture.Intake;
import sower.capture.MasterDisk;
import sower.exchange.Flavour;
import sower.exchange.Forms;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

class ImagesImportTest {
    @TempDir private Path folder;
    private String library = "";
    private Path out = Path.of("");
    private String said = "";

    @BeforeEach
    void capture() throws IOException {
        library = folder.resolve("library").toString();
        out = folder.resolve("out");
        var master = MasterDisk.make(folder.resolve("master.img")).toString();
        assertEquals(0, run("capture", master, "--name", "lab"), said);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasExportedComesBack(Flavour flavour) throws IOException {
        export(flavour);

        assertEquals(0, run("images", "import", out.toString(), "--name", "back"), said);

        assertEquals(0, run("images", "verify", "back"), said);
        var captured = open("lab");
        var imported = open("back");
        assertEquals(captured.manifest().layout(), imported.manifest().layout());
        assertEquals(captured.manifest().source(), imported.manifest().source());
        for (int i = 0; i < captured.manifest().volumes().size(); i++) {
            var original = captured.manifest().volumes().get(i);
            var volume = imported.manifest().volumes().get(i);
            assertEquals(original.label(), volume.label());
            assertEquals(original.uuid(), volume.uuid());
            assertEquals(original.contents(), volume.contents());
            if (volume.contents() == Manifest.Contents.DATA) {
                if (flavour == Flavour.NATIVE) {
                    assertEquals(original, volume); // the info-hash among it
                }
                assertUsedBytesAreEqual(captured, imported, volume);
            }
        }
    }

    @Test
    void aVolumeAloneIsADiskWithoutTable() throws IOException {
        export(Flavour.NATIVE);
        Files.delete(out.resolve("manifest.json"));
        for (var other : List.of("disk1", "disk5")) {
            Files.delete(out.resolve(other + ".torrent"));
        }

        assertEquals(0, run("images", "import", out.toString(), "--name", "alone"), said);

        var captured = open("lab").manifest().volumes().get(1);
        var volume = open("alone").manifest().volumes().getFirst();
        assertEquals(captured.infoHash(), volume.infoHash());
        assertEquals(captured.filesystem(), volume.filesystem());
        assertEquals(captured.lastExtentEnd(), volume.lastExtentEnd());
        assertEquals(0, volume.slot());
        assertEquals("none", open("alone").manifest().layout().kind());
    }

    @Test
    void severalVolumesWithoutTheirPlacesAreRefused() throws IOException {
        export(Flavour.NATIVE);
        Files.delete(out.resolve("manifest.json"));

        assertRefused("no manifest.json that says where they lie");
    }

    @Test
    void aDamagedSliceIsNoticed() throws IOException {
        export(Flavour.CLONEZILLA);
        var slice = firstSlice();
        try (var file = new RandomAccessFile(slice.toFile(), "rw")) {
            int before = file.read();
            file.seek(0);
            file.write(before ^ 1);
        }

        assertRefused("disk1 is damaged: its piece 0 of 1, from byte 0 of the volume on");
    }

    @Test
    void aMissingSliceIsNoticed() throws IOException {
        export(Flavour.NATIVE);
        var slice = firstSlice();
        Files.delete(slice);

        assertRefused(slice + " is missing");
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() throws IOException {
        export(Flavour.NATIVE);
        for (var name : List.of("disk1", "disk2", "disk5")) {
            Files.delete(out.resolve(name + ".torrent"));
        }
        Files.delete(out.resolve("manifest.json"));
        var volume = open("lab").manifest().volumes().getFirst();
        var good = Files.readAllBytes(open("lab").torrent(volume));
        var evil = new String(good, StandardCharsets.ISO_8859_1);
        evil = evil.replace("4:name5:disk1", "4:name8:../disk1");
        Files.write(out.resolve("disk1.torrent"), evil.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("a volume cannot be called '../disk1'");
    }

    @Test
    void badSectorsComeAlongAndAreShown() throws IOException {
        export(Flavour.NATIVE);
        var manifest = out.resolve("manifest.json");
        var text = Files.readString(manifest);
        var bad =
                text.replaceFirst(
                        "badSectors\" : \\[ *]",
                        "badSectors\" : [{\"offset\":4096,\"length\":512}]");
        assertNotEquals(text, bad);
        Files.writeString(manifest, bad);

        assertEquals(0, run("images", "import", out.toString(), "--name", "worn"), said);
        assertEquals(0, run("images", "show", "worn"), said);

        assertTrue(said.contains("512 bytes of disk1 could not be read"), said);
        assertTrue(said.contains("the first at byte 4096"), said);
    }

    @Test
    void whoeverCancelsFindsNothing() throws IOException {
        export(Flavour.NATIVE);
        var images = new ImageLibrary(Path.of(library));
        var intake = new Intake(images, "half", "", Capture.Options.of(false));
        var incoming = Forms.recognise(out);

        assertThrows(CancelledException.class, () -> intake.run(incoming, _ -> {}, () -> true));

        assertEquals(List.of("lab"), images.list().stream().map(Image::title).toList());
        assertEquals(List.of(), images.incomplete());
    }

    @Test
    void whatIsNothingKnownIsRefused() throws IOException {
        Files.createDirectories(out);
        assertRefused("holds nothing that can be imported");
        Files.writeString(out.resolve("torrent.info"), "hello\n");
        assertRefused("no torrent.info");
        assertEquals(1, run("images", "import", out + "/none", "--name", "x"));
        assertTrue(said.contains("does not exist"), said);
        assertEquals(2, run("images", "import", out.toString()));
    }

    private void assertRefused(String why) throws IOException {
        int code = run("images", "import", out.toString(), "--name", "bad");
        assertTrue(code == 1 || code == 3, said);
        assertTrue(said.contains(why), said);
        assertEquals(1, said.strip().lines().filter(line -> line.startsWith("sower: ")).count());
        var images = new ImageLibrary(Path.of(library));
        assertEquals(List.of("lab"), images.list().stream().map(Image::title).toList());
        assertEquals(List.of(), images.incomplete());
    }

    private Path firstSlice() throws IOException {
        try (var slices = Files.list(out.resolve("disk1"))) {
            return slices.sorted().findFirst().orElseThrow();
        }
    }

    private void export(Flavour flavour) {
        int code =
                run("images", "export", "lab", "--to", out + "", "--flavour", flavour.toString());
        assertEquals(0, code, said);
    }

    private static void assertUsedBytesAreEqual(
            Image captured, Image imported, Manifest.Volume volume) throws IOException {
        var torrent = Metainfo.read(Files.readAllBytes(imported.torrent(volume)));
        assertEquals(volume.infoHash(), torrent.infoHash().toString());
        try (var ours = VolumeData.open(captured, volume);
                var theirs = VolumeData.open(imported, volume)) {
            assertEquals(ours.length(), theirs.length());
            for (var extent : torrent.extents()) {
                int length = (int) extent.length();
                assertArrayEquals(
                        ours.bytes(extent.offset(), length), theirs.bytes(extent.offset(), length));
            }
        }
    }

    private Image open(String name) throws IOException {
        return new ImageLibrary(Path.of(library)).open(name);
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--library", library));
        var words = new StringWriter();
        var writer = new PrintWriter(words);
        int code = CommandLineProgram.run(writer, writer, all.toArray(String[]::new));
        said = words.toString();
        return code;
    }
}
