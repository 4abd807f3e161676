package sower.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;

/// The reader as a process of its own, as pkexec would start it.
@Tag("system")
class ReaderProcessSystemTest {
    private static final int LENGTH = 3 << 20;
    private static final String PATH = System.getProperty("java.class.path");
    private static final String NAME = "sower.disk.DiskReader";

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        Needs.root();
        Needs.tool("losetup", "env");
    }

    @Test
    void readsADiskAndNothingBeyondIt() throws IOException {
        var written = new byte[LENGTH];
        new Random(1).nextBytes(written);
        var file = Files.write(folder.resolve("disk.img"), written);

        try (var loop = LoopDevice.of(file, "-b", "4096");
                var reader = ReaderProcess.start(asIfByPkexec("0"));
                var disk = reader.opened(loop.path())) {
            var read = ByteBuffer.allocate(LENGTH);
            while (read.hasRemaining()) {
                disk.read(read.position(), read);
            }

            assertEquals(LENGTH, disk.length());
            assertEquals(4096, disk.logicalSectorSize());
            assertArrayEquals(written, read.array());
            assertEquals(-1, disk.read(LENGTH, ByteBuffer.allocate(512)));
            assertThrows(
                    RefusedException.class, () -> disk.read(LENGTH + 1, ByteBuffer.allocate(512)));
            assertThrows(RefusedException.class, () -> disk.write(0, ByteBuffer.allocate(512)));
        }
    }

    @Test
    void refusesAFileAndGoesOn() throws IOException {
        var file = Files.write(folder.resolve("disk.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file);
                var reader = ReaderProcess.start(asIfByPkexec("0"))) {
            assertThrows(RefusedException.class, () -> reader.opened(file));
            reader.opened(loop.path()).close();
        }
    }

    @Test
    void refusesAnotherUsersProcess() {
        assertThrows(IOException.class, () -> ReaderProcess.start(asIfByPkexec("65534")));
    }

    @Test
    void refusesToBeStartedWithoutPkexec() {
        assertThrows(
                IOException.class,
                () ->
                        ReaderProcess.start(
                                List.of("env", "-u", "PKEXEC_UID", java(), "-cp", PATH, NAME)));
    }

    private static List<String> asIfByPkexec(String user) {
        return List.of(
                "env",
                "PKEXEC_UID=" + user,
                java(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                PATH,
                NAME);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
