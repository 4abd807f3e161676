package sower.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.image.ImageLibrary;

/// A compressed image, seeded to a machine by real processes.
@Tag("system")
class CompressedSystemTest {
    private static final int LENGTH = 40 << 20;

    @TempDir private Path folder;

    @Test
    void aMachineGetsTheMastersBytes() throws Exception {
        var random = new Random(5);
        var bytes = new byte[LENGTH]; // noise, text and zeros by turns
        for (int at = 0; at < LENGTH; at += 1_000_000) {
            int count = Math.min(300_000, LENGTH - at);
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) random.nextInt(at % 2_000_000 == 0 ? 256 : 4);
            }
        }
        var disk = Files.write(folder.resolve("master.img"), bytes);
        var library = folder.resolve("library");
        capture(disk, library, "--compress");
        bytes[7_000_000] ^= 1;
        change(disk, bytes);
        capture(disk, library, "--no-compress");
        bytes[23_000_000] ^= 1;
        change(disk, bytes);
        capture(disk, library, "--compress");
        var target = folder.resolve("target.img");
        try (var file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(LENGTH);
        }

        Delivery.run(folder, library, "lab@3", target);

        assertArrayEquals(bytes, Files.readAllBytes(target));
        var first = new ImageLibrary(library).open("lab@1");
        var volume = first.manifest().volumes().getFirst();
        assertTrue(Files.size(first.packed(volume)) < LENGTH / 2);
    }

    private static void change(Path disk, byte[] bytes) throws Exception {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.write(bytes);
        }
    }

    private void capture(Path disk, Path library, String kind) throws Exception {
        Captured.by(folder, disk, library, "lab", kind);
    }
}
