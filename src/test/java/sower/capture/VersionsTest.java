package sower.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.ImageStorage;
import sower.image.Manifest;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

/// Versions of a disk that nobody can parse: captured whole, so every byte counts.
class VersionsTest {
    private static final int LENGTH = 10_000_000; // in three pieces, the last one short
    private static final int GRAIN = 16 << 10;

    @TempDir private Path folder;
    private Path disk = Path.of("");
    private boolean compress;
    private ImageLibrary library = new ImageLibrary(Path.of(""));

    @BeforeEach
    void makeMaster() throws IOException {
        var bytes = new byte[LENGTH];
        new Random(3).nextBytes(bytes);
        disk = Files.write(folder.resolve("master.img"), bytes);
        library = new ImageLibrary(folder.resolve("library"));
    }

    @Test
    void anUnchangedVolumeIsNeitherStoredNorNamedAnew() throws IOException {
        var first = capture();
        var second = capture();

        assertEquals(1, second.manifest().parent());
        assertEquals(volume(first).infoHash(), volume(second).infoHash());
        assertEquals(0, allocated(second.raw(volume(second))));
        assertWhole(second);
    }

    @Test
    void aChangedByteCostsAGrain() throws IOException {
        var first = capture();
        var before = Files.readAllBytes(disk);
        change(5_000_000);

        var second = capture();

        assertTrue(allocated(second.raw(volume(second))) <= GRAIN);
        assertEquals(
                List.of(true, false, true),
                List.of(equal(first, second, 0), equal(first, second, 1), equal(first, second, 2)));
        assertArrayEquals(before, content(first));
        assertArrayEquals(Files.readAllBytes(disk), content(second));
        assertWhole(first);
        assertWhole(second);
    }

    @Test
    void bytesThatBecameZeroAreZero() throws IOException {
        capture();
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(6_000_000);
            file.write(new byte[100_000]);
        }

        var second = capture();

        assertArrayEquals(Files.readAllBytes(disk), content(second));
        assertWhole(second);
    }

    @Test
    void aCompressedVersionHoldsWhatDiffers() throws IOException {
        compress = true;
        var first = capture();
        change(5_000_000);

        var second = capture();
        var third = capture();

        assertTrue(first.isPacked(volume(first)));
        assertTrue(Files.size(second.packed(volume(second))) < 2 * GRAIN);
        assertTrue(Files.size(third.packed(volume(third))) < 200);
        assertArrayEquals(Files.readAllBytes(disk), content(third));
        assertWhole(second);
    }

    /// Five versions with random changes, each raw or compressed; then they are deleted in a random
    /// order, and at every step what is left is whole and holds what it held.
    @ParameterizedTest(name = "seed {0}, {1} of 4 compressed")
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 4", "5, 4", "6, 2", "7, 2", "8, 2", "9, 1", "10, 3"})
    void deletingVersionsInAnyOrderLeavesTheOthersWhole(long seed, int compressed)
            throws IOException {
        var random = new Random(seed);
        for (int version = 1; version <= 5; version++) {
            compress = random.nextInt(4) < compressed;
            Files.copy(disk, folder.resolve("master" + version));
            capture();
            for (int i = 0; i < 6; i++) {
                change(random.nextInt(LENGTH));
            }
        }
        while (!library.list().isEmpty()) {
            var images = library.list();
            for (var image : images) {
                var master = folder.resolve("master" + image.manifest().version());
                assertArrayEquals(Files.readAllBytes(master), content(image), image.title());
                assertWhole(image);
            }
            library.delete(images.get(random.nextInt(images.size())));
        }
        assertEquals(List.of(), library.incomplete());
    }

    @Test
    void aVersionWhoseForerunnerWasTakenAwaySaysSo() throws IOException {
        var first = capture();
        var second = capture();
        Files.move(first.directory(), folder.resolve("elsewhere"));

        var failure = assertThrows(IOException.class, () -> assertWhole(second));

        assertTrue(failure.toString().contains("shares its data with lab"), failure.toString());
    }

    @Test
    void anotherImageOfTheSameNameIsNotTakenForTheForerunner() throws IOException {
        var first = capture();
        var second = capture();
        var other = new ImageLibrary(folder.resolve("other"));
        change(0);
        var stranger = capture(other);
        Files.move(first.directory(), folder.resolve("elsewhere"));
        Files.move(stranger.directory(), first.directory());

        assertThrows(IOException.class, () -> assertWhole(second));
    }

    @Test
    void aForerunnerThatIsDeletedMeanwhileEndsTheCapture() throws IOException {
        var first = capture();
        var done = new AtomicBoolean();

        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                capture(
                                        library,
                                        progress -> {
                                            boolean read =
                                                    progress.stage()
                                                            == CaptureProgress.Stage.METAINFO;
                                            if (read && done.compareAndSet(false, true)) {
                                                delete(first);
                                            }
                                        }));

        assertTrue(failure.toString().contains("was deleted meanwhile"), failure.toString());
        assertEquals(List.of(), library.list());
        assertEquals(List.of(), library.incomplete());
    }

    @Test
    void aDiskOfAnotherLengthStartsAfresh() throws IOException {
        capture();
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(LENGTH + 512);
        }

        var second = capture();

        assertEquals(2, second.manifest().version());
        assertEquals(0, second.manifest().parent());
        assertFalse(Files.exists(second.directory().resolve("sharing.json")));
        assertWhole(second);
    }

    @Test
    void aForerunnerThatWasTamperedWithIsNotBuiltOn() throws IOException {
        var first = capture();
        var manifest = first.directory().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"note\"", "\"note\" "));

        assertEquals(0, capture().manifest().parent());
    }

    private Image capture() throws IOException {
        return capture(library);
    }

    private void delete(Image image) {
        try {
            library.delete(image);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Image capture(ImageLibrary into) throws IOException {
        return capture(into, progress -> {});
    }

    private Image capture(ImageLibrary into, Consumer<CaptureProgress> progress)
            throws IOException {
        CapturePlan plan;
        try (var source = BlockDevice.openSource(disk)) {
            plan = CapturePlan.of(LocalDisks.of().at(disk), source);
        }
        return new Capture(plan, into, "lab", "", Capture.Options.of(false).compressed(compress))
                .run(progress, () -> false);
    }

    private void change(int offset) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(offset);
            int before = file.read();
            file.seek(offset);
            file.write(before + 1);
        }
    }

    private static boolean equal(Image one, Image other, int piece) {
        return volume(one).sha256().get(piece).equals(volume(other).sha256().get(piece));
    }

    private static void assertWhole(Image image) throws IOException {
        assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
    }

    private static byte[] content(Image image) throws IOException {
        var volume = volume(image);
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        try (var data = VolumeData.open(image, volume)) {
            var bytes = ByteBuffer.allocate(LENGTH);
            new ImageStorage(data, torrent.extents()).read(0, bytes);
            return bytes.array();
        }
    }

    /// Bytes on the disk, without holes.
    private static long allocated(Path file) throws IOException {
        return Long.parseLong(Programs.run("stat", "-c", "%b", file.toString()).strip()) * 512;
    }

    private static Manifest.Volume volume(Image image) {
        return image.manifest().volumes().getFirst();
    }
}
