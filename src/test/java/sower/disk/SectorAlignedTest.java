package sower.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The device below only accepts whole sectors, as Windows and macOS have it.
class SectorAlignedTest {
    private static final int SECTOR = 512;
    private static final int LENGTH = 64 * SECTOR;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyRangeIsReadAndWrittenThroughWholeSectors(int seed) throws IOException {
        var random = new Random(seed);
        var expected = new byte[LENGTH];
        random.nextBytes(expected);
        var sectors = new SectorsOnly(expected.clone());
        try (var device = SectorAligned.of(sectors)) {
            for (int i = 0; i < 200; i++) {
                int offset = random.nextInt(LENGTH);
                var part = new byte[random.nextInt(1, LENGTH - offset + 1)];
                if (random.nextBoolean()) {
                    random.nextBytes(part);
                    System.arraycopy(part, 0, expected, offset, part.length);
                    assertEquals(part.length, device.write(offset, ByteBuffer.wrap(part)));
                } else {
                    assertEquals(part.length, device.read(offset, ByteBuffer.wrap(part)));
                    var there = Arrays.copyOfRange(expected, offset, offset + part.length);
                    assertArrayEquals(there, part);
                }
            }
        }

        assertArrayEquals(expected, sectors.bytes);
    }

    private static final class SectorsOnly implements Medium {
        private final byte[] bytes;

        SectorsOnly(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public int logicalSectorSize() {
            return SECTOR;
        }

        @Override
        public int read(long offset, ByteBuffer into) {
            check(offset, into);
            // drivers may move less than they were asked for
            int count = Math.min(into.remaining(), 4 * SECTOR);
            into.put(bytes, (int) offset, count);
            return count;
        }

        @Override
        public int write(long offset, ByteBuffer from) {
            check(offset, from);
            int count = Math.min(from.remaining(), 4 * SECTOR);
            from.get(bytes, (int) offset, count);
            return count;
        }

        private static void check(long offset, ByteBuffer buffer) {
            assertEquals(0, offset % SECTOR);
            assertEquals(0, buffer.remaining() % SECTOR);
        }

        @Override
        public void flush() {}

        @Override
        public void dropCache() {}

        @Override
        public void close() {}
    }
}
