package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.MasterDisk;
import sower.cli.CommandLineProgram;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.filesystem.FileVolume;
import sower.image.Image;

/// A machine whose disk does not keep what it is given is never done, and says which bytes.
@Tag("system")
class LyingDiskSystemTest {
    private static final Pattern RANGE = Pattern.compile("bytes? ([\\d,]+) to ([\\d,]+)");
    private static final long MIB = 1 << 20;

    @TempDir private static Path shared;
    private static Optional<Image> captured = Optional.empty();

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() throws IOException {
        Needs.root();
        Needs.tool("losetup", "fusermount");
        Needs.that(Files.exists(Path.of("/dev/fuse")), "this test needs FUSE (/dev/fuse)");
        Needs.that(
                Programs.attempt("", "/usr/bin/python3", "-c", "import fusepy").code() == 0,
                "this test needs FUSE for Python (python3-fusepy)");
    }

    @Test
    void oneThatDoesNotLieIsDone() throws Exception {
        var row = restored("none", 0, 0);

        assertEquals(Phase.DONE, row.phase(), row.message());
    }

    /// Partition 5 is of unknown data, its first MiB zeros: bytes 7 to 9 MiB of the disk.
    @ParameterizedTest
    @CsvSource({"refuse", "forget", "drop", "flip", "full"})
    void theWrongBytesAreNamed(String lie) throws Exception {
        assertNamed(restored(lie, 8 * MIB, 8 * MIB + 4096), 8 * MIB, 2 * MIB);
    }

    /// ext4's first superblock; the rest of the volume is right.
    @ParameterizedTest
    @CsvSource({"refuse", "forget", "drop", "flip"})
    void soAreThoseOfAFilesystem(String lie) throws Exception {
        assertNamed(restored(lie, 2 * MIB + 1024, 2 * MIB + 2048), 2 * MIB + 1024, 3 * MIB);
    }

    /// What is written last is read back as well, and is as narrow: a sector or two, not the disk.
    @ParameterizedTest
    @CsvSource({
        "drop, 5242880, 5246976, a swap area",
        "flip, 5243904, 5244000, a swap area",
        "forget, 5242880, 5246976, cannot be read",
        "drop, 0, 2, the boot code",
        "flip, 100, 101, the boot code",
        "drop, 512, 1024, the partition table",
        "flip, 1024, 1152, the partition table",
        "drop, 16776704, 16777216, the partition table",
        "flip, 16760832, 16760960, the partition table",
        "refuse, 5242880, 5246976, a swap area",
        "refuse, 0, 512, has not kept what was written",
        "refuse, 16776704, 16777216, has not kept what was written"
    })
    void whatIsWrittenLastIsReadBackToo(String lie, long begin, long end, String what)
            throws Exception {
        var row = restored(lie, begin, end);

        assertTrue(row.message().contains(what), row.message());
        assertNamed(row, begin, 17_408);
    }

    /// @param most bytes that are named
    private static void assertNamed(MachineSnapshot row, long place, long most) {
        assertEquals(Phase.FAILED, row.phase());
        var range = RANGE.matcher(row.message());
        assertTrue(range.find(), row.message());
        assertTrue(number(range.group(1)) <= place, row.message());
        assertTrue(number(range.group(2)) > place, row.message());
        long length = number(range.group(2)) - number(range.group(1));
        assertTrue(length <= most, row.message());
        assertTrue(row.message().contains("/dev/loop"), row.message());
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /// What the workstation shows of a machine with such a disk.
    private MachineSnapshot restored(String lie, long begin, long end) throws Exception {
        var image = image();
        var backing = folder.resolve("backing.img");
        FileVolume.sparse(backing, 16 * MIB);
        try (var disk = LyingDisk.make(folder, backing, lie, begin, end);
                var loop = LoopDevice.of(disk.file(), "--direct-io=on");
                var room = OpenWorkstation.of(image)) {
            var said = new StringWriter();
            var out = new PrintWriter(said);
            var args =
                    List.of(
                            "restore",
                            "--from",
                            room.control().url(),
                            "--to",
                            loop.path().toString(),
                            "--leave");
            int code = CommandLineProgram.run(out, out, args.toArray(String[]::new));
            var row = room.deployment().snapshot().machines().getFirst();

            assertFalse(said.toString().contains("Exception"), said.toString());
            assertEquals(row.phase() == Phase.DONE ? 0 : 1, code, said.toString());
            return row;
        }
    }

    private static Image image() throws Exception {
        if (captured.isEmpty()) {
            var master = MasterDisk.make(shared.resolve("master.img"));
            captured = Optional.of(Captured.by(shared, master, shared.resolve("library"), "lab"));
        }
        return captured.get();
    }

    /// The program that lies, and the folder with its file.
    private record LyingDisk(Process process, Path mount) implements AutoCloseable {
        static LyingDisk make(Path folder, Path backing, String lie, long begin, long end)
                throws Exception {
            var mount = Files.createDirectories(folder.resolve("fuse"));
            var script = folder.resolve("lying_disk.py");
            try (var in = LyingDiskSystemTest.class.getResourceAsStream("lying_disk.py")) {
                Files.write(script, in.readAllBytes());
            }
            var process =
                    new ProcessBuilder(
                                    "/usr/bin/python3",
                                    script.toString(),
                                    mount.toString(),
                                    backing.toString(),
                                    lie,
                                    "" + begin,
                                    "" + end)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("fuse.txt").toFile())
                            .start();
            var disk = new LyingDisk(process, mount);
            for (int i = 0; i < 200 && !Files.exists(disk.file()); i++) {
                Thread.sleep(50);
            }
            return disk;
        }

        Path file() {
            return mount.resolve("disk");
        }

        @Override
        public void close() throws IOException {
            Programs.attempt("", "fusermount", "-u", "-z", mount.toString());
            process.destroy();
        }
    }
}
