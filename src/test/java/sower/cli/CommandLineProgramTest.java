package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.MasterDisk;

class CommandLineProgramTest {
    @TempDir private Path folder;

    private record Outcome(int code, String out, String err) {}

    @Test
    void captureListShowVerifyDelete() throws IOException {
        var disk = MasterDisk.make(folder.resolve("master.img")).toString();
        var library = folder.resolve("library").toString();

        var captured =
                run("capture", disk, "--name", "lab", "--library", library, "--note", "first");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.err().contains("reading and hashing"), captured.err());
        assertTrue(captured.out().contains("lab is in"), captured.out());

        assertTrue(run("images", "--library", library).out().contains("first"));
        assertTrue(run("images", "show", "lab", "--library", library).out().contains("disk2"));
        assertEquals("lab is whole\n", run("images", "verify", "lab", "--library", library).out());
        assertEquals(3, run("images", "delete", "lab", "--library", library).code());
        assertEquals(0, run("images", "delete", "lab", "--yes", "--library", library).code());
        assertEquals("", run("images", "list", "--library", library).out());
    }

    @Test
    void disksAreListedAsJson() throws IOException {
        var listed = run("disks", "--json");

        assertEquals(0, listed.code(), listed.err());
        assertTrue(new ObjectMapper().readTree(listed.out()).isArray());
    }

    @Test
    void failuresAreOneSentenceAndACode() {
        var missing = run("capture", folder.resolve("none").toString(), "--name", "lab");
        assertEquals(1, missing.code());
        assertEquals(1, missing.err().lines().count(), missing.err());

        var disk = folder.resolve("x").toString();
        assertEquals(2, run("capture", disk).code()); // no name
        assertEquals(2, run("capture", disk, "--name", "a", "--wrong").code());
        assertEquals(2, run().code());
        assertEquals(0, run("--help").code());
    }

    @Test
    void aRefusalHasItsOwnCode() throws IOException {
        var disk = MasterDisk.make(folder.resolve("master.img")).toString();
        var library = folder.resolve("library").toString();

        var badName = run("capture", disk, "--name", "../lab", "--library", library);
        assertEquals(3, badName.code());
        assertFalse(badName.err().contains("Exception"), badName.err());
        assertEquals(
                3,
                run("capture", disk, "--name", "a", "--partitions", "9", "--library", library)
                        .code());
    }

    private static Outcome run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineProgram.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Outcome(code, out.toString(), err.toString());
    }
}
