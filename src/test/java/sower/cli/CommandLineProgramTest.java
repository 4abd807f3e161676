package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.MasterDisk;
import sower.image.ImageLibrary;

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
        assertEquals(2, run("images", "delete", "--library", library).code());
        assertEquals(0, run("images", "delete", "lab", "--yes", "--library", library).code());
        assertEquals("", run("images", "list", "--library", library).out());
    }

    @Test
    void aSupportBundleTellsWhatIsInIt() throws IOException {
        var file = folder.resolve("bundle.zip");

        var made =
                run(
                        "support-bundle",
                        file.toString(),
                        "--library",
                        folder.resolve("none").toString());

        assertEquals(0, made.code(), made.err());
        assertTrue(made.out().contains("system.txt"), made.out());
        assertTrue(made.out().contains("saved as " + file), made.out());
        assertTrue(Files.size(file) > 0);
        assertFalse(Files.exists(folder.resolve("none")), "a library was made");
    }

    @Test
    void versionsAreShownAndCompared() throws IOException {
        var disk = MasterDisk.make(folder.resolve("master.img")).toString();
        var library = folder.resolve("library").toString();
        run("capture", disk, "--name", "lab", "--library", library);
        run("capture", disk, "--name", "lab", "--library", library);

        var shown = run("images", "show", "lab", "--library", library);
        assertTrue(shown.out().contains("version 2 of 1, 2"), shown.out());
        assertTrue(shown.out().contains("stores 0 B itself"), shown.out());
        assertTrue(shown.out().contains("library's own key"), shown.out());
        var older = run("images", "show", "lab@1", "--library", library).out();
        assertTrue(older.contains("lab@2 shares data of this"), older);
        var compared = run("images", "compare", "lab@1", "lab@2", "--library", library).out();
        assertEquals(3, compared.lines().filter(row -> row.contains("0 B of")).count(), compared);
        assertEquals(0, run("images", "delete", "lab@1", "--yes", "--library", library).code());
        assertEquals(
                "lab@2 is whole\n", run("images", "verify", "lab", "--library", library).out());
    }

    @Test
    void damageIsToldByRangesOfPieces() throws IOException {
        var disk = folder.resolve("master.img");
        var bytes = new byte[18 << 20]; // five pieces
        new Random(1).nextBytes(bytes);
        Files.write(disk, bytes);
        var library = folder.resolve("library");
        var path = library.toString();
        run("capture", disk.toString(), "--name", "lab", "--no-compress", "--library", path);
        try (var raw = new RandomAccessFile(library.resolve("lab/disk.raw").toFile(), "rw")) {
            for (int piece : new int[] {1, 2, 4}) {
                raw.seek((long) piece * (4 << 20));
                raw.write(~bytes[piece * (4 << 20)]);
            }
        }

        var verified = run("images", "verify", "lab", "--library", library.toString());

        assertEquals(1, verified.code());
        assertTrue(verified.err().contains("pieces 1 to 2 of disk are"), verified.err());
        assertTrue(verified.err().contains("piece 4 of disk is"), verified.err());
        var manifest = library.resolve("lab/manifest.json");
        var json = Files.readString(manifest).replace("\"lab\"", "\"lib\"");
        Files.writeString(manifest, json);
        var changed = run("images", "verify", "lib", "--library", library.toString());
        assertEquals(1, changed.code());
        assertTrue(changed.err().contains("does not match its signature"), changed.err());
    }

    /// The folder is what a capture leaves that is killed right before its end.
    @Test
    void whatAKilledCaptureHadWrittenIsSaid() throws IOException {
        var disk = folder.resolve("master.img");
        var bytes = new byte[6 << 20];
        new Random(1).nextBytes(bytes);
        Files.write(disk, bytes);
        var library = folder.resolve("library");
        run("capture", disk.toString(), "--name", "lab", "--library", library.toString());
        var left = Files.createDirectory(library.resolve("new.incomplete"));
        Files.writeString(left.resolve(".capturing"), "\ndisk.zst/zstd/\n");
        Files.copy(library.resolve("lab/disk.zst"), left.resolve("disk.zst"));
        var listed = run("images", "--library", library.toString()).err();
        assertTrue(listed.contains("the same command as then goes on with it"), listed);

        var again = run("capture", disk + "", "--name", "new", "--library", library + "");

        assertEquals(0, again.code(), again.err());
        assertTrue(
                again.err().contains("6.3 MB of it had been written before, when new was not"),
                again.err());
        assertEquals("", run("images", "--library", library.toString()).err());
        assertEquals(0, run("images", "verify", "new", "--library", library + "").code());
    }

    @Test
    void compressedOrNotIsAChoiceThatIsShown() throws IOException {
        var disk = folder.resolve("master.img");
        Files.write(disk, new byte[6 << 20]);
        var library = folder.resolve("library").toString();
        for (var kind : List.of("--compress", "--no-compress")) {
            var name = "image" + kind;
            var captured =
                    run("capture", disk.toString(), "--name", name, kind, "--library", library);
            assertEquals(0, captured.code(), captured.err());
        }
        run("capture", disk.toString(), "--name", "unsaid", "--library", library);

        var packed = run("images", "show", "image--compress", "--library", library).out();
        var unsaid = run("images", "show", "unsaid", "--library", library).out();
        var raw = run("images", "show", "image--no-compress", "--library", library).out();

        assertTrue(packed.contains("disk is kept compressed"), packed);
        assertTrue(unsaid.contains("disk is kept compressed"), unsaid);
        assertTrue(raw.contains("disk is kept as a sparse file"), raw);
        assertEquals(0, run("images", "verify", "image--compress", "--library", library).code());
    }

    @Test
    void whatAKilledCaptureLeftIsOfferedAndDeleted() throws IOException {
        var library = Files.createDirectories(folder.resolve("library"));
        var left = Files.createDirectory(library.resolve("lab.incomplete"));
        Files.writeString(left.resolve("sda1.raw"), "half");
        try (var inWork = new ImageLibrary(library).stage("other")) {
            var listed = run("images", "--library", library.toString());
            assertTrue(listed.err().contains("lab.incomplete was not finished"), listed.err());
            assertTrue(listed.err().contains("other.incomplete is being captured"), listed.err());
            var args = new String[] {"images", "delete", "--incomplete", "--library", library + ""};
            assertEquals(3, run(args).code());
            args = Arrays.copyOf(args, args.length + 1);
            args[args.length - 1] = "--yes";
            assertEquals(0, run(args).code());
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(inWork.directory()));
        }
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
        assertEquals(2, run("deploy", "lab", "--yes").code()); // who is expected?
        var rule = run("deploy", "lab", "--disk", "biggest");
        assertEquals(2, rule.code());
        assertTrue(rule.err().contains("'biggest' names no disk; write only,"), rule.err());
        assertEquals(2, run("target").code()); // no workstation
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
