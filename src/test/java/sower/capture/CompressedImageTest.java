package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.VolumeData;

/// What is said of a compressed image that is not what it was.
class CompressedImageTest {
    private static final int LENGTH = 10_000_000;

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aFlippedByteOfACompressedFileIsNoticed(long seed) throws IOException {
        var image = capture();
        var volume = volume(image);
        int at = new Random(seed).nextInt(LENGTH / volume.pieceLength() * volume.pieceLength());
        flip(image.packed(volume), at);

        var bad = new ImageCheck(image).run(progress -> {}, () -> false);
        var told = assertThrows(IOException.class, () -> content(image));

        int piece = at / volume.pieceLength(); // noise: nothing shrank
        assertEquals(List.of(new ImageCheck.BadPiece(volume.name(), piece)), bad);
        var sentence = "lab: piece %d of %s is damaged".formatted(piece, volume.name());
        assertTrue(told.toString().contains(sentence), told.toString());
    }

    @Test
    void aTruncatedCompressedFileIsRefusedInWords() throws IOException {
        var image = capture();
        try (var cut = new RandomAccessFile(image.packed(volume(image)).toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }

        var told = assertThrows(IOException.class, () -> content(image));

        assertTrue(told.toString().contains(volume(image).name() + " of lab"), told.toString());
        assertTrue(told.toString().contains("cut short"), told.toString());
    }

    private Image capture() throws IOException {
        var bytes = new byte[LENGTH];
        new Random(3).nextBytes(bytes);
        var disk = Files.write(folder.resolve("master.img"), bytes);
        CapturePlan plan;
        try (var source = BlockDevice.openSource(disk)) {
            plan = CapturePlan.of(LocalDisks.of().at(disk), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        return new Capture(plan, library, "lab", "", Capture.Options.of(false).compressed(true))
                .run(progress -> {}, () -> false);
    }

    private static byte[] content(Image image) throws IOException {
        try (var data = VolumeData.open(image, volume(image))) {
            return data.bytes(0, LENGTH);
        }
    }

    private static void flip(Path file, int offset) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int before = bytes.read();
            bytes.seek(offset);
            bytes.write(before ^ 1);
        }
    }

    private static Manifest.Volume volume(Image image) {
        return image.manifest().volumes().getFirst();
    }
}
