package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.MasterDisk;
import sower.cli.CommandLineProgram;
import sower.disk.Extent;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.metainfo.Metainfo;
import sower.metainfo.Sha1;

/// What must not happen does not, and is said in one sentence: exit codes 1 (failed) and 3
/// (refused).
@Tag("system")
class RefusalSystemTest {

    @TempDir private Path folder;

    private record Outcome(int code, String said) {
        Outcome {
            assertFalse(said.contains("Exception"), said);
        }
    }

    @Test
    void aGibibyteUnderALargerVolumeIsRefusedBeforeTheFirstByte() throws Exception {
        Needs.root();
        Needs.tool("losetup", "mke2fs");
        var master = sparse("master.img", 2L << 30);
        Programs.run("mke2fs", "-q", "-F", "-t", "ext4", master.toString());
        var image = capture(master, "--in-place");
        var target = filled("target.img", 1 << 30);

        try (var room = OpenWorkstation.of(image);
                var loop = LoopDevice.of(target)) {
            var outcome = restore(room, loop.path());

            assertEquals(3, outcome.code, outcome.said);
            assertTrue(outcome.said.contains("too small"), outcome.said);
        }
        assertUntouched(target);
    }

    @Test
    void aDiskThatIsTooSmallForThePartitionsIsRefused() throws Exception {
        var image = capture(MasterDisk.make(folder.resolve("master.img")));
        var target = filled("target.img", 7 << 20);

        try (var room = OpenWorkstation.of(image)) {
            var outcome = restore(room, target);

            assertEquals(3, outcome.code, outcome.said);
        }
        assertUntouched(target);
    }

    @Test
    void aMountedDiskIsRefused() throws Exception {
        Needs.root();
        Needs.tool("losetup", "mke2fs", "mount", "umount");
        var image = capture(MasterDisk.make(folder.resolve("master.img")));
        var target = sparse("target.img", 64 << 20);
        Programs.run("mke2fs", "-q", "-F", target.toString());
        var point = Files.createDirectories(folder.resolve("mnt")).toString();

        try (var room = OpenWorkstation.of(image);
                var loop = LoopDevice.of(target)) {
            Programs.run("mount", loop.path().toString(), point);
            try {
                var outcome = restore(room, loop.path());

                assertEquals(3, outcome.code, outcome.said);
                assertTrue(outcome.said.contains("is mounted on " + point), outcome.said);
            } finally {
                Programs.run("umount", point);
            }
        }
        Programs.run("e2fsck", "-fn", target.toString());
    }

    @Test
    void aReadOnlyDiskIsRefused() throws Exception {
        Needs.root();
        Needs.tool("losetup");
        var image = capture(MasterDisk.make(folder.resolve("master.img")));
        var target = filled("target.img", 16 << 20);

        try (var room = OpenWorkstation.of(image);
                var loop = LoopDevice.of(target, "-r")) {
            var outcome = restore(room, loop.path());

            assertEquals(3, outcome.code, outcome.said);
            assertTrue(outcome.said.contains("read-only"), outcome.said);
        }
        assertUntouched(target);
    }

    @Test
    void aSourceThatChangesWhileItIsSeededIsNotSent() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var image = capture(master, "--in-place");
        var target = filled("target.img", 16 << 20);

        try (var room = OpenWorkstation.of(image)) {
            flip(master, (8 << 20) + 1);
            var outcome = restore(room, target);

            assertEquals(1, outcome.code, outcome.said);
            assertTrue(outcome.said.contains("source has changed"), outcome.said);
            assertTrue(room.deployment().snapshot().trouble().getFirst().contains("changed"));
        }
        assertEquals(0, tableBytes(target), "the disk is visibly not bootable");
    }

    @Test
    void aCorruptedByteOfTheImageIsNotSent() throws Exception {
        var image = capture(MasterDisk.make(folder.resolve("master.img")), "--no-compress");
        flip(image.directory().resolve("disk5.raw"), (1 << 20) + 1);
        var target = filled("target.img", 16 << 20);

        try (var room = OpenWorkstation.of(image)) {
            var outcome = restore(room, target);

            assertEquals(1, outcome.code, outcome.said);
            assertTrue(outcome.said.contains("disk5"), outcome.said);
        }
    }

    @Test
    void aTruncatedTorrentIsRefused() throws Exception {
        var whole = torrent("00000000000000000000000000000000");
        var file = folder.resolve("cut.torrent");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertTorrentIsRefused(file, "damaged");
    }

    @Test
    void aTorrentOfAFileCalledDiskImgIsRefused() throws Exception {
        var file = folder.resolve("img.torrent");
        Files.write(file, torrent("disk.img"));

        assertTorrentIsRefused(file, "disk.img");
    }

    private void assertTorrentIsRefused(Path torrent, String word) throws IOException {
        var target = filled("target.img", 1 << 20);

        var outcome =
                run(
                        "restore",
                        "--torrent",
                        torrent.toString(),
                        "--peer",
                        "127.0.0.1:1",
                        "--to",
                        target.toString());

        assertEquals(1, outcome.code, outcome.said);
        assertTrue(outcome.said.contains(word), outcome.said);
        assertUntouched(target);
    }

    private static byte[] torrent(String fileName) throws IOException {
        var ours =
                Metainfo.create(
                        "sda1",
                        1 << 14,
                        List.of(new Extent(0, 100)),
                        Sha1.of(new byte[100]),
                        "",
                        Instant.EPOCH);
        var text = new String(ours.bytes(), StandardCharsets.ISO_8859_1);
        return text.replace("32:" + "0".repeat(32), fileName.length() + ":" + fileName)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private Image capture(Path master, String... more) throws IOException {
        var library = folder.resolve("library").toString();
        var args = new ArrayList<>(List.of("capture", master.toString()));
        args.addAll(List.of("--name", "lab", "--library", library));
        args.addAll(List.of(more));
        var outcome = run(args.toArray(String[]::new));
        assertEquals(0, outcome.code, outcome.said);
        return new ImageLibrary(Path.of(library)).open("lab");
    }

    private static Outcome restore(OpenWorkstation room, Path target) {
        return run("restore", "--from", room.control().url(), "--to", target.toString(), "--leave");
    }

    private static Outcome run(String... args) {
        var said = new StringWriter();
        var printer = new PrintWriter(said);
        int code = CommandLineProgram.run(printer, printer, args);
        return new Outcome(code, said.toString());
    }

    private Path sparse(String name, long length) throws IOException {
        var file = folder.resolve(name);
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(length);
        }
        return file;
    }

    /// Sparse, but for a mark at both ends.
    private Path filled(String name, long length) throws IOException {
        var file = sparse(name, length);
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.write(mark());
            raw.seek(length - 4096);
            raw.write(mark());
        }
        return file;
    }

    private static byte[] mark() {
        byte[] mark = new byte[4096];
        Arrays.fill(mark, (byte) 0xA5);
        return mark;
    }

    private static void assertUntouched(Path target) throws IOException {
        try (var raw = new RandomAccessFile(target.toFile(), "r")) {
            byte[] bytes = new byte[1 << 20];
            long length = raw.length();
            for (long at = 0; at < length; at += bytes.length) {
                raw.readFully(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    long place = at + i;
                    boolean marked = place < 4096 || place >= length - 4096;
                    assertEquals(marked ? (byte) 0xA5 : 0, bytes[i], "byte " + place);
                }
            }
        }
    }

    private static int tableBytes(Path disk) throws IOException {
        try (var raw = new RandomAccessFile(disk.toFile(), "r")) {
            byte[] first = new byte[512];
            raw.readFully(first);
            int count = 0;
            for (byte b : first) {
                count += b == 0 ? 0 : 1;
            }
            return count;
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(offset);
            int before = raw.read();
            raw.seek(offset);
            raw.write(before ^ 0xFF);
        }
    }
}
