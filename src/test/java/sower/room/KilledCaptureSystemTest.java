package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.capture.ImageCheck;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Signature;

/// Captures that die at random moments of their life, from the first folder to the last rename.
@Tag("system")
class KilledCaptureSystemTest {
    private static final int LENGTH = 24 << 20;

    @TempDir private Path folder;
    private final Random random = new Random(11);
    private String kind = "";
    private int published;
    private int incomplete;
    private int nothing;

    @ParameterizedTest(name = "{0}, {1} kills")
    @CsvSource({"--compress, 16", "--no-compress, 34"})
    void theLibraryIsValidAtEveryInstant(String kind, int kills) throws Exception {
        this.kind = kind;
        var disk = folder.resolve("master.img");
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        Files.write(disk, bytes);
        var library = new ImageLibrary(folder.resolve("library"));
        capture(disk, library, "lab", Long.MAX_VALUE); // the system's caches are warm after it
        long start = System.nanoTime();
        capture(disk, library, "lab", Long.MAX_VALUE);
        long wholeMillis = (System.nanoTime() - start) / 1_000_000;

        for (int i = 0; i < kills; i++) {
            change(disk);
            // the first third is the start of the Java machine
            long millis = wholeMillis / 3 + random.nextLong(wholeMillis * 2 / 3);
            killAndCheck(disk, library, i % 2 == 0 ? "lab" : "new" + i, millis);
        }

        System.out.printf(
                "%d captures of %d ms killed: %d had left nothing, %d a folder marked incomplete, %d a whole image%n",
                kills, wholeMillis, nothing, incomplete, published);
        assertTrue(incomplete >= kills / 10, "too few were killed at work");
        for (var left : library.incomplete()) {
            library.deleteIncomplete(left);
        }
        assertEquals(List.of(), library.incomplete());
    }

    private void killAndCheck(Path disk, ImageLibrary library, String name, long millis)
            throws Exception {
        var before = library.list();
        int unfinished = library.incomplete().size();

        capture(disk, library, name, millis);

        var after = library.list();
        assertEquals(before, after.stream().filter(before::contains).toList());
        after.removeAll(before);
        int left = library.incomplete().size() - unfinished;
        assertTrue(after.size() + left <= 1, after + " and " + left + " incomplete");
        for (var image : after) {
            assertWhole(image);
        }
        for (var folder : library.incomplete()) {
            assertTrue(!ImageLibrary.isInWork(folder), folder + " is said to be in work");
        }
        assertWhole(library.open("lab@" + (1 + random.nextInt(2))));
        published += after.size();
        incomplete += left;
        nothing += 1 - after.size() - left;
    }

    private static void assertWhole(Image image) throws IOException {
        assertTrue(Signature.of(image) instanceof Signature.Own, image.title());
        assertEquals(
                List.of(), new ImageCheck(image).run(progress -> {}, () -> false), image.title());
    }

    private void capture(Path disk, ImageLibrary library, String name, long millis)
            throws Exception {
        var args =
                new String[] {
                    "capture",
                    disk.toString(),
                    kind,
                    "--name",
                    name,
                    "--library",
                    library.root().toString()
                };
        try (var process = SowerProcess.start(folder, "", args)) {
            if (!process.process().waitFor(Math.min(millis, 60_000), TimeUnit.MILLISECONDS)) {
                process.kill();
                return;
            }
            assertEquals(0, process.exitCode(1), process.said());
        }
    }

    private void change(Path disk) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            for (int i = 0; i < 20; i++) {
                file.seek(random.nextInt(LENGTH));
                file.write(random.nextInt(256));
            }
        }
    }
}
