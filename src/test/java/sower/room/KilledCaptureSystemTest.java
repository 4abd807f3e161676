package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.capture.ImageCheck;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Signature;

/// Captures and imports that die at random moments of their life, from the first folder to the last
/// rename, and go on with what the one before left.
@Tag("system")
class KilledCaptureSystemTest {
    private static final int LENGTH = 18 << 20;

    private static final int IMPORTS = 15;

    @TempDir private Path folder;
    private final Random random = new Random(11);
    private int published;
    private int incomplete;
    private int nothing;

    /// What makes an image of some name.
    private interface Making {
        List<String> command(String name);
    }

    @ParameterizedTest(name = "{0}, {1} kills")
    @CsvSource({"--compress, 50", "--no-compress, 15"})
    void theLibraryIsValidAtEveryInstant(String kind, int kills) throws Exception {
        var disk = disk();
        Making capture = name -> List.of("capture", disk + "", kind, "--name", name);

        killAtRandom(capture, kills, () -> change(disk));
    }

    @Test
    void theLibraryIsValidAtEveryInstantOfAnImport() throws Exception {
        var slices = folder.resolve("slices") + "";
        var library = library();
        run(List.of("capture", disk() + "", "--name", "slices"), Long.MAX_VALUE);
        run(List.of("images", "export", "slices", "--to", slices), Long.MAX_VALUE);
        library.delete(library.open("slices"));
        Making take = name -> List.of("images", "import", slices, "--name", name);

        killAtRandom(take, IMPORTS, () -> {});
    }

    private interface Change {
        void run() throws IOException;
    }

    private void killAtRandom(Making making, int kills, Change between) throws Exception {
        var library = library();
        run(making.command("lab"), Long.MAX_VALUE); // the system's caches are warm after it
        long start = System.nanoTime();
        run(making.command("lab"), Long.MAX_VALUE);
        double millis = (System.nanoTime() - start) / 1e6;

        for (int i = 0; i < kills; i++) {
            between.run();
            // other tests make it slower or quicker meanwhile: what was found says where to aim
            int before = nothing;
            int whole = published;
            killAndCheck(
                    making,
                    library,
                    i % 2 == 0 ? "lab" : "new",
                    (long) (millis * (0.3 + 0.8 * random.nextDouble())));
            millis *= nothing > before ? 1.15 : published > whole ? 0.9 : 1;
        }

        System.out.printf(
                "%d of about %.0f ms killed: %d had left nothing, %d a folder marked incomplete, %d a whole image%n",
                kills, millis, nothing, incomplete, published);
        assertTrue(incomplete >= kills / 10, "too few were killed at work");
        assertTrue(library.incomplete().size() <= 2, "one for each name: " + library.incomplete());
        for (var name : List.of("lab", "new")) {
            run(making.command(name), Long.MAX_VALUE);
            assertWhole(library.open(name));
        }
        assertEquals(List.of(), library.incomplete());
    }

    private void killAndCheck(Making making, ImageLibrary library, String name, long millis)
            throws Exception {
        var before = library.list();

        run(making.command(name), millis);

        var after = library.list();
        assertEquals(before, after.stream().filter(before::contains).toList());
        after.removeAll(before);
        var unfinished = library.root().resolve(name + ".incomplete");
        int left = library.incomplete().contains(unfinished) ? 1 : 0;
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

    private ImageLibrary library() {
        return new ImageLibrary(folder.resolve("library"));
    }

    private Path disk() throws IOException {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return Files.write(folder.resolve("master.img"), bytes);
    }

    private void run(List<String> command, long millis) throws Exception {
        var args = new ArrayList<>(command);
        args.addAll(List.of("--library", library().root().toString()));
        try (var process = SowerProcess.start(folder, "", args.toArray(String[]::new))) {
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
