package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.filesystem.FileVolume;
import sower.image.ImageLibrary;

/// Ctrl-C in the middle of a command, in a process of its own.
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
                start(
                        said,
                        "capture",
                        disk + "",
                        "--in-place",
                        "--name",
                        "lab",
                        "--library",
                        library + "");
        try {
            await(said, "reading and");
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

    @Test
    void ctrlCEndsTheWaitForAnImageWithItsCode() throws IOException, InterruptedException {
        Needs.tool("env", "kill");
        var library = new ImageLibrary(folder.resolve("library"));
        var said = folder.resolve("said.txt");
        try (var _ = library.stage("lab")) { // somebody captures it
            var process =
                    start(
                            said,
                            "deploy",
                            "lab",
                            "--await",
                            "--listen",
                            "127.0.0.1:0",
                            "--library",
                            library.root() + "");
            try {
                await(said, "waiting for lab");

                Programs.run("kill", "-INT", "" + process.pid());

                assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still running after Ctrl-C");
                assertEquals(130, process.exitValue(), Files.readString(said));
                assertTrue(Files.readString(said).contains("stopped"), Files.readString(said));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(Path said, String... args) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "--default-signal=INT", // background jobs of a shell ignore it
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommandLineProgram.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static void await(Path said, String text) throws IOException, InterruptedException {
        for (int i = 0; i < 300 && !Files.readString(said).contains(text); i++) {
            Thread.sleep(100);
        }
    }

    /// Images and what is on its way to be one.
    private static long folders(Path library) throws IOException {
        try (var entries = Files.list(library)) {
            return entries.filter(Files::isDirectory).count();
        }
    }
}
