package sower.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.FileVolume;

class PieceHasherTest {
    private static final int PIECE = 64 << 10;

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void hashesAndRawFileAreWhatOnePlainPassGives(int seed)
            throws IOException, GeneralSecurityException {
        var random = new Random(seed);
        var bytes = volume(random);
        var extents = extents(random, bytes.length);
        var path = folder.resolve("raw");

        var hashes = hash(FileVolume.of(bytes), extents, path, bytes.length);

        var stream = new ByteArrayOutputStream();
        var expectedRaw = new byte[bytes.length];
        for (var extent : extents) {
            int at = (int) extent.offset();
            stream.write(bytes, at, (int) extent.length());
            System.arraycopy(bytes, at, expectedRaw, at, (int) extent.length());
        }
        var dense = stream.toByteArray();
        int pieces = (dense.length + PIECE - 1) / PIECE;
        assertEquals(pieces, hashes.sha1().size());
        for (int i = 0; i < pieces; i++) {
            int length = Math.min(PIECE, dense.length - i * PIECE);
            assertArrayEquals(digest("SHA-1", dense, i * PIECE, length), hashes.sha1().get(i));
            assertEquals(
                    HexFormat.of().formatHex(digest("SHA-256", dense, i * PIECE, length)),
                    hashes.sha256().get(i));
        }
        assertArrayEquals(expectedRaw, Files.readAllBytes(path));
    }

    @Test
    void anUnreadableSourceEndsItWithTheReason() {
        ByteSource broken =
                new ByteSource() {
                    @Override
                    public long length() {
                        return 10 * PIECE;
                    }

                    @Override
                    public void read(long offset, ByteBuffer into) throws IOException {
                        if (offset >= 3 * PIECE) {
                            throw new IOException("bad sector at " + offset);
                        }
                        into.position(into.limit());
                    }
                };
        var all = List.of(new Extent(0, 10 * PIECE));

        var failure =
                assertThrows(
                        IOException.class,
                        () -> hash(broken, all, folder.resolve("raw"), 10 * PIECE));

        assertEquals("bad sector at " + 3 * PIECE, failure.getMessage());
    }

    @Test
    void cancellingEndsItBetweenReads() throws IOException {
        var asked = new AtomicInteger();
        var meter = new ProgressMeter(progress -> {}, System::nanoTime);
        try (var hasher = new PieceHasher(2, meter, () -> asked.incrementAndGet() > 5)) {
            var bytes = FileVolume.of(new byte[20 * PIECE]);
            var all = List.of(new Extent(0, 20 * PIECE));

            assertThrows(CancelledException.class, () -> hasher.hash(bytes, all, PIECE, null));
        }
        assertEquals(6, asked.get());
    }

    /// Whatever stands in a raw file that was begun: it becomes what a new one becomes, and bytes
    /// that are right are not written.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRawFileThatWasBegunIsGoneOnWith(long seed) throws Exception {
        var random = new Random(seed);
        var bytes = volume(random);
        var extents = extents(random, bytes.length);
        var whole = folder.resolve("whole.raw");
        var begun = folder.resolve("begun.raw");
        hash(FileVolume.of(bytes), extents, whole, bytes.length);
        var left = Files.readAllBytes(whole);
        for (var extent : extents) { // some are not there, some are not what they were
            int from = (int) extent.offset();
            switch (random.nextInt(3)) {
                case 0 -> Arrays.fill(left, from, (int) extent.end(), (byte) 0);
                case 1 -> left[from + random.nextInt((int) extent.length())] ^= 1;
                default -> {}
            }
        }
        Files.write(begun, left);

        hash(FileVolume.of(bytes), extents, begun, bytes.length);

        assertEquals(-1, Files.mismatch(whole, begun));
        Files.setLastModifiedTime(begun, FileTime.fromMillis(0));
        hash(FileVolume.of(bytes), extents, begun, bytes.length);
        assertEquals(FileTime.fromMillis(0), Files.getLastModifiedTime(begun));
    }

    private static PieceHasher.Hashes hash(
            ByteSource source, List<Extent> extents, Path path, long length) throws IOException {
        var meter = new ProgressMeter(progress -> {}, System::nanoTime);
        try (var hasher = new PieceHasher(2, meter, () -> false);
                var raw = RawFile.create(path, length)) {
            return hasher.hash(source, extents, PIECE, raw);
        }
    }

    /// Random bytes with runs of zeros of all lengths.
    private static byte[] volume(Random random) {
        var bytes = new byte[random.nextInt(1, 2_000_000)];
        random.nextBytes(bytes);
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(100_000));
            Arrays.fill(bytes, at, end, (byte) 0);
        }
        return bytes;
    }

    private static List<Extent> extents(Random random, int length) {
        var extents = new ArrayList<Extent>();
        int at = random.nextInt(1000);
        while (at < length) {
            int count = Math.min(length - at, random.nextInt(1, 300_000));
            extents.add(new Extent(at, count));
            at += count + random.nextInt(1, 100_000);
        }
        return extents;
    }

    private static byte[] digest(String algorithm, byte[] bytes, int at, int length)
            throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(algorithm);
        digest.update(bytes, at, length);
        return digest.digest();
    }
}
