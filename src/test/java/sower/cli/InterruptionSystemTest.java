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
            assertEquals(1, folders(library), Files.readString(said));

            Programs.run("kill", "-INT", "" + process.pid());

            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running after Ctrl-C");
            assertEquals(130, process.exitValue(), Files.readString(said));
            assertTrue(Files.readString(said).contains("cancelled"), Files.readString(said));
            assertEquals(0, folders(library));
        } finally {
            process.destroyForcibly();
        }
    }

    /// Images and what is on its way to be one.
    private static long folders(Path library) throws IOException {
        try (var entries = Files.list(library)) {
            return entries.filter(Files::isDirectory).count();
        }
    }
}
