package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationBitmapTest {
    private static final int SLICE_BITS = 8 << 20;

    record Run(long first, long count) {}

    @ParameterizedTest(name = "{0} units")
    @ValueSource(
            ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000, SLICE_BITS - 1, SLICE_BITS, SLICE_BITS + 65})
    void runsAreWhatABitSetSays(int units) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            var marked = random(units, new Random(seed));
            var bits = bytes(marked, units);

            assertEquals(slowly(marked, units), walk(bits, units), "seed " + seed);
        }
    }

    @Test
    void aBitmapInMemoryIsWalkedTheSameWay() throws IOException {
        for (int units = 1; units < 300; units++) {
            var marked = random(units, new Random(units));
            var runs = new ArrayList<Run>();

            long count =
                    AllocationBitmap.walk(
                            bytes(marked, units), units, (at, many) -> runs.add(new Run(at, many)));

            assertEquals(slowly(marked, units), runs);
            assertEquals(marked.get(0, units).cardinality(), count);
        }
    }

    @Test
    void aBitmapTooShortForItsUnitsIsCorrupt() {
        assertThrows(CorruptFilesystemException.class, () -> walk(new byte[10], 81));
    }

    private static List<Run> walk(byte[] bits, int units) throws IOException {
        var runs = new ArrayList<Run>();
        AllocationBitmap.walk(
                FileVolume.of(bits), units, (first, count) -> runs.add(new Run(first, count)));
        return runs;
    }

    /// Short and long runs, and marks behind the last unit.
    private static BitSet random(int units, Random random) {
        var marked = new BitSet();
        int at = random.nextInt(100);
        while (at < units + 8) {
            int end = at + 1 + random.nextInt(random.nextBoolean() ? 3 : units / 3 + 1);
            marked.set(at, end);
            at = end + 1 + random.nextInt(random.nextBoolean() ? 3 : units / 3 + 1);
        }
        return marked;
    }

    private static byte[] bytes(BitSet marked, int units) {
        return Arrays.copyOf(marked.toByteArray(), (units + 7) / 8);
    }

    private static List<Run> slowly(BitSet marked, int units) {
        var runs = new ArrayList<Run>();
        for (int i = marked.nextSetBit(0);
                i >= 0 && i < units;
                i = marked.nextSetBit(marked.nextClearBit(i))) {
            runs.add(new Run(i, Math.min(units, marked.nextClearBit(i)) - i));
        }
        return runs;
    }
}
