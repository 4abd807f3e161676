package sower.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.Programs;
import sower.disk.Extent;

class PackedFileTest {
    private static final int LENGTH = 3 << 20;

    @TempDir private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 24);
    }

    /// Everything that was given, at its place, and zeros everywhere else.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasPackedIsReadAtItsPlace(int seed) throws Exception {
        var random = new Random(seed);
        var sample = Sample.of(random);
        var file = sample.pack(folder.resolve("sda1.zst"));

        try (var packed = PackedFile.open(file, LENGTH)) {
            for (int i = 0; i < 60; i++) {
                int from = i == 0 ? 0 : random.nextInt(LENGTH);
                int count = i == 0 ? LENGTH : random.nextInt(Math.min(400_000, LENGTH - from) + 1);
                var expected = Arrays.copyOfRange(sample.volume, from, from + count);
                var into =
                        i % 2 == 0 ? ByteBuffer.allocateDirect(count) : ByteBuffer.allocate(count);
                packed.read(from, into);
                var bytes = new byte[count];
                into.flip().get(bytes);
                assertArrayEquals(expected, bytes, from + ", " + count);
                var sent = new ByteArrayOutputStream();
                packed.send(from, count, Channels.newChannel(sent));
                assertArrayEquals(expected, sent.toByteArray(), from + ", " + count);
            }
        }
    }

    @Tag("oracle")
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {30, 31, 32, 33, 34, 35})
    void zstdUnpacksTheSlicesInTheirOrder(int seed) throws Exception {
        Needs.tool("zstd");
        var sample = Sample.of(new Random(seed));
        var file = sample.pack(folder.resolve("sda1.zst"));
        var slices = new ByteArrayOutputStream();
        for (var extent : sample.extents) {
            slices.write(sample.volume, (int) extent.offset(), (int) extent.length());
        }

        Programs.run("zstd", "-q", "-t", file.toString());
        var unpacked = folder.resolve("sda1");
        Programs.run("zstd", "-q", "-d", file.toString(), "-o", unpacked.toString());

        assertArrayEquals(slices.toByteArray(), Files.readAllBytes(unpacked));
    }

    /// Wherever a byte is changed: what is read is right, or is said to be damaged.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {40, 41, 42, 43})
    void nothingWrongIsReadFromADamagedFile(int seed) throws Exception {
        var random = new Random(seed);
        var sample = Sample.of(random);
        byte[] whole = Files.readAllBytes(sample.pack(folder.resolve("sda1.zst")));
        int found = 0;
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            int near = i % 3 == 0 ? Math.min(200, whole.length) : whole.length;
            int at = whole.length - 1 - random.nextInt(near);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            var file = Files.write(folder.resolve("damaged" + i), damaged);
            try (var packed = PackedFile.open(file, LENGTH)) {
                assertArrayEquals(sample.volume, packed.bytes(0, LENGTH), "byte " + at);
            } catch (IOException damage) {
                assertTrue(damage.toString().contains(file.toString()), damage.toString());
                found++;
            }
        }
        assertTrue(found > 50, "only " + found + " of 60 were noticed");
    }

    /// Whatever a capture that was killed left: the file becomes what it would have become, and
    /// what stood there is not written again.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {60, 61, 62, 63, 64, 65, 66, 67})
    void aFileThatWasNotFinishedIsGoneOnWith(int seed) throws Exception {
        var random = new Random(seed);
        var sample = Sample.of(random);
        byte[] whole = Files.readAllBytes(sample.pack(folder.resolve("whole.zst")));
        byte[] left = Arrays.copyOf(whole, random.nextInt(2 * whole.length));
        boolean damaged = seed % 2 == 0 && left.length > 0;
        if (damaged) {
            int from = random.nextInt(left.length);
            int to = from + random.nextInt(Math.min(left.length - from, 50_000) + 1);
            Arrays.fill(left, from, to, (byte) 0);
        }
        var file = Files.write(folder.resolve("sda1.zst"), left);

        long kept = sample.packOn(file);

        assertArrayEquals(whole, Files.readAllBytes(file));
        if (!damaged && left.length >= whole.length) {
            assertEquals(new ExtentMap(sample.extents).length(), kept);
        }
    }

    @ParameterizedTest(name = "{0} bytes left")
    @ValueSource(doubles = {0, 0.01, 0.5, 0.99, 0.9999})
    void aTruncatedFileIsRefused(double left) throws Exception {
        var file = Sample.of(new Random(50)).pack(folder.resolve("sda1.zst"));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, (int) (whole.length * left)));

        var refused = assertThrows(IOException.class, () -> PackedFile.open(file, LENGTH));

        assertTrue(refused.toString().contains("is damaged or was cut short"), refused.toString());
    }

    @Test
    void whoWaitsForAPieceThatNeverComesGivesUp() throws Exception {
        try (var writer = PackedWriter.create(folder.resolve("sda1.zst"));
                var thread = Executors.newSingleThreadExecutor()) {
            var bytes = ByteBuffer.allocateDirect(4096);
            var waiting =
                    thread.submit(() -> {
                        var extents = List.of(new Extent(0, 4096));
                        return assertThrows(IOException.class, () -> writer.add(1, bytes, extents));
                    });
            writer.abandon();

            assertEquals("a piece before piece 1 was not written", waiting.get().getMessage());
        }
    }

    /// A volume's bytes and which of them are held.
    @SuppressWarnings("ArrayRecordComponent") // samples are not compared
    private record Sample(byte[] volume, List<Extent> extents, int pieceLength) {
        static Sample of(Random random) {
            var volume = new byte[LENGTH];
            var extents = new ArrayList<Extent>();
            int most = random.nextBoolean() ? 900_000 : 20_000;
            for (int at = random.nextInt(5000); at < LENGTH; at += random.nextInt(most)) {
                int length = Math.min(LENGTH - at, 1 + random.nextInt(most));
                fill(volume, at, length, random);
                extents.add(new Extent(at, length));
                at += length;
            }
            if (random.nextBoolean()) {
                Collections.shuffle(extents, random); // as in a later version
            }
            int[] lengths = {16 << 10, 300_000, PackedWriter.FRAME, 1 << 20, 4 << 20};
            return new Sample(volume, extents, lengths[random.nextInt(lengths.length)]);
        }

        private static void fill(byte[] volume, int at, int length, Random random) {
            var bytes = new byte[length]; // zeros
            switch (random.nextInt(3)) {
                case 0 -> random.nextBytes(bytes);
                case 1 -> {
                    for (int i = 0; i < length; i++) {
                        bytes[i] = (byte) (i / 7 % 50 + random.nextInt(3));
                    }
                }
                default -> {}
            }
            System.arraycopy(bytes, 0, volume, at, length);
        }

        /// Packs it with three threads, as a capture does.
        Path pack(Path file) throws Exception {
            assertEquals(0, packOn(file));
            return file;
        }

        /// @return bytes that stood there
        long packOn(Path file) throws Exception {
            var map = new ExtentMap(extents);
            try (var writer = PackedWriter.create(file);
                    var threads = Executors.newFixedThreadPool(3)) {
                var pieces = new ArrayList<Future<?>>();
                for (long at = 0; at < map.length(); at += pieceLength) {
                    int piece = pieces.size();
                    var slices = map.slices(at, Math.min(pieceLength, map.length() - at));
                    pieces.add(
                            threads.submit(() -> {
                                writer.add(piece, bytes(slices), slices);
                                return null;
                            }));
                }
                for (var piece : pieces) {
                    piece.get();
                }
                writer.finish();
                return writer.kept();
            }
        }

        private ByteBuffer bytes(List<Extent> slices) {
            int length = (int) slices.stream().mapToLong(Extent::length).sum();
            var bytes = ByteBuffer.allocateDirect(length);
            for (var slice : slices) {
                bytes.put(volume, (int) slice.offset(), (int) slice.length());
            }
            return bytes.flip();
        }
    }
}
