package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.cli.CommandLineProgram;
import sower.filesystem.FileVolume;
import sower.image.Image;

/// A disk that has nearly everything already.
@Tag("system")
class RedeploySystemTest {
    private static final int LENGTH = 96 << 20;
    private static final int SECTOR = 512; // the unit of /sys/block, whatever a sector is
    private static final int READ_SECTORS = 2; // the column

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup");
    }

    /// What was right before counts as read back: it was read from the medium in this very run, by
    /// the same hash.
    @Test
    void whatIsRightAlreadyIsReadOnceAndTheRestWrittenAndReadBack() throws Exception {
        var master = folder.resolve("master.img");
        byte[] bytes = new byte[LENGTH];
        new Random(8).nextBytes(bytes);
        Files.write(master, bytes);
        var image = Captured.by(folder, master, folder.resolve("library"), "lab");
        var backing = folder.resolve("backing.img");
        FileVolume.sparse(backing, LENGTH);
        try (var loop = LoopDevice.of(backing)) {
            restore(image, loop.path());
            spoil(loop.path());
            long before = read(loop.path());

            restore(image, loop.path());

            long read = read(loop.path()) - before;
            assertTrue(read >= LENGTH, read + " bytes read: not even everything once");
            assertTrue(read < LENGTH * 1.3, read + " bytes read of " + LENGTH);
        }
        assertEquals(-1, Files.mismatch(master, backing));
    }

    private static void restore(Image image, Path target) throws Exception {
        try (var room = OpenWorkstation.of(image)) {
            var said = new StringWriter();
            var out = new PrintWriter(said);
            int code =
                    CommandLineProgram.run(
                            out,
                            out,
                            "restore",
                            "--from",
                            room.control().url(),
                            "--to",
                            target.toString(),
                            "--leave");
            assertEquals(0, code, said.toString());
        }
    }

    private static void spoil(Path device) throws IOException {
        try (var disk = new RandomAccessFile(device.toFile(), "rw")) {
            disk.seek(LENGTH / 2);
            disk.write(new byte[4096]);
            disk.getFD().sync();
        }
    }

    /// Bytes that were read from a device so far.
    private static long read(Path device) throws IOException {
        var stat = Files.readString(Path.of("/sys/block", device.getFileName().toString(), "stat"));
        return Long.parseLong(stat.strip().split("\\s+")[READ_SECTORS]) * SECTOR;
    }
}
