package sower.desktop.disks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskMapTest {

    @Test
    void widthsAreInProportion() {
        assertArrayEquals(
                new double[] {100, 300}, DiskMap.widths(new long[] {1, 3}, 400, 26), 1e-9);
    }

    @Test
    void aSliverStaysVisible() {
        assertArrayEquals(
                new double[] {26, 374}, DiskMap.widths(new long[] {1, 1_000_000}, 400, 26), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void widthsAlwaysFillTheRoom(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 200; round++) {
            long[] lengths =
                    random.longs(1 + random.nextInt(40), 1, 1L << (1 + random.nextInt(50)))
                            .toArray();

            double[] widths = DiskMap.widths(lengths, 600, 26);

            assertEquals(600, Arrays.stream(widths).sum(), 1e-6);
            double least = Math.min(26, 600.0 / lengths.length);
            assertTrue(Arrays.stream(widths).allMatch(width -> width >= least - 1e-9));
        }
    }
}
