package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.filesystem.FileVolume;

/// Ctrl-C in the middle of a capture, in a process of its own.
@Tag("system")
class InterruptionSystemTest {
    @TempDir private Path folder;

    @Test
    void ctrlCEndsWithItsCodeAndLeavesNothing() throws IOException, InterruptedException {
        Needs.tool("env", "kill");
        var disk = FileVolume.sparse(folder.resolve("disk.img"), 200L << 30); // takes minutes
        var library = Files.createDirectory(folder.resolve("library"));
        var said = folder.resolve("said.txt");
        var process =
                new ProcessBuilder(
                                "env",
                                "--default-signal=INT", // background jobs of a shell ignore it
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommandLineProgram.class.getName(),
                                "capture",
                                disk.toString(),
                                "--in-place",
                                "--name",
                                "lab",
                                "--library",
                                library.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            for (int i = 0; i < 300 && !Files.readString(said).contains("reading and"); i++) {
                Thread.sleep(100);
            }
            try (var folders = Files.list(library)) {
                assertEquals(1, folders.count(), Files.readString(said));
            }

            Programs.run("kill", "-INT", "" + process.pid());

            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running after Ctrl-C");
            assertEquals(130, process.exitValue(), Files.readString(said));
            assertTrue(Files.readString(said).contains("cancelled"), Files.readString(said));
            try (var folders = Files.list(library)) {
                assertEquals(0, folders.count());
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
