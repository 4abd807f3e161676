package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;

class UsedBlocksTest {
    private static final long GAP = UsedBlocks.MERGED_GAP;

    @Test
    void gapsUpToTheLimitAreMerged() throws CorruptFilesystemException {
        var used = new UsedBlocks.Builder(10 * GAP);
        used.add(0, 100);
        used.add(100 + GAP, 100);
        used.add(200 + 2 * GAP + 1, 100);

        assertEquals(
                List.of(new Extent(0, 200 + GAP), new Extent(201 + 2 * GAP, 100)),
                used.build().merged(GAP).extents());
    }

    @Test
    void theExactMapKeepsEveryGap() throws CorruptFilesystemException {
        var used = new UsedBlocks.Builder(1000);
        used.add(0, 100);
        used.add(100, 100);
        used.add(201, 9);

        var exact = used.build();

        assertEquals(List.of(new Extent(0, 200), new Extent(201, 9)), exact.extents());
        assertEquals(exact, exact.merged(0));
        assertEquals(List.of(new Extent(0, 210)), exact.merged(1).extents());
    }

    @Test
    void runsOutsideTheVolumeAreCorruption() {
        var used = new UsedBlocks.Builder(1000);

        assertThrows(CorruptFilesystemException.class, () -> used.add(900, 101));
        assertThrows(CorruptFilesystemException.class, () -> used.add(Long.MAX_VALUE, 1));
        assertThrows(CorruptFilesystemException.class, () -> used.add(-1, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyOrderGivesWhatABitSetGives(int seed) throws CorruptFilesystemException {
        var random = new Random(seed);
        int unit = 32 << 10; // half a gap
        var marked = new BitSet();
        var used = new UsedBlocks.Builder(500L * unit);
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(490);
            int count = random.nextInt(1, 6);
            marked.set(at, at + count);
            used.add((long) at * unit, (long) count * unit);
        }

        assertEquals(slowly(marked, unit), used.build().merged(GAP).extents());
    }

    /// Units joined where at most two of them, one gap, are missing in between.
    private static List<Extent> slowly(BitSet marked, int unit) {
        for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
            int next = marked.nextSetBit(i + 1);
            if (next > 0 && next - i <= 3) {
                marked.set(i, next);
            }
        }
        var extents = new ArrayList<Extent>();
        for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(marked.nextClearBit(i))) {
            extents.add(new Extent((long) i * unit, (long) (marked.nextClearBit(i) - i) * unit));
        }
        return extents;
    }
}
