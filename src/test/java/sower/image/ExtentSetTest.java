package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sower.disk.Extent;

/// Against sets of bits.
class ExtentSetTest {
    private static final int LENGTH = 200;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isASet(int seed) {
        var random = new Random(seed);
        var a = extents(random);
        var b = extents(random);
        var inA = bits(a);
        var inB = bits(b);
        var setA = ExtentSet.of(a);
        var setB = ExtentSet.of(b);

        assertEquals(runs(inA), setA.extents());
        assertEquals(inA.cardinality(), setA.bytes());
        for (var part : b) {
            int from = (int) part.offset();
            assertEquals(inA.get(from, (int) part.end()).cardinality(), setA.bytesIn(part));
        }
        var both = (BitSet) inA.clone();
        both.and(inB);
        assertEquals(runs(both), setA.and(setB).extents());
        var either = (BitSet) inA.clone();
        either.or(inB);
        assertEquals(runs(either), setA.plus(setB).extents());
        inA.andNot(inB);
        assertEquals(runs(inA), setA.minus(setB).extents());
    }

    private static List<Extent> extents(Random random) {
        var extents = new ArrayList<Extent>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int from = random.nextInt(LENGTH);
            extents.add(new Extent(from, random.nextInt(Math.min(20, LENGTH - from) + 1)));
        }
        return extents;
    }

    private static BitSet bits(List<Extent> extents) {
        var bits = new BitSet();
        extents.forEach(extent -> bits.set((int) extent.offset(), (int) extent.end()));
        return bits;
    }

    private static List<Extent> runs(BitSet bits) {
        var runs = new ArrayList<Extent>();
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(bits.nextClearBit(i))) {
            runs.add(new Extent(i, bits.nextClearBit(i) - i));
        }
        return runs;
    }
}
