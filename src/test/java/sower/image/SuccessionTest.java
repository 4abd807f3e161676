package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sower.disk.Extent;
import sower.metainfo.PieceLayout;

/// Against byte sets of a volume of some kilobyte-sized blocks, several generations long.
class SuccessionTest {
    private static final int BLOCK = 1 << 12;
    private static final int BLOCKS = 600;
    private static final int PIECE = PieceLayout.BLOCK;

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyUsedByteIsThereOnceAndPiecesInUseKeepTheirPlace(int seed) {
        var random = new Random(seed);
        var used = used(random, new BitSet());
        var parent = Succession.none(extents(used)).extents();
        for (int generation = 0; generation < 5; generation++) {
            used = used(random, used);

            var next = Succession.of(parent, PIECE, extents(used));

            var stream = blocks(next.extents());
            var covered = new BitSet();
            stream.forEach(block -> {
                assertTrue(!covered.get(block), "block " + block + " is there twice");
                covered.set(block);
            });
            var missing = (BitSet) used.clone();
            missing.andNot(covered);
            assertEquals(new BitSet(), missing);
            assertTrue(covered.length() <= BLOCKS);
            int surplus = covered.cardinality() - used.cardinality();
            assertTrue(surplus <= used.cardinality(), "more free than used: " + surplus);
            assertKept(pieces(parent), next, used);
            parent = next.extents();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameBytesGiveTheSameStream(int seed) {
        var random = new Random(seed);
        var used = used(random, new BitSet());
        var first = Succession.none(extents(used)).extents();
        var second = Succession.of(first, PIECE, extents(used(random, used)));

        var third = Succession.of(second.extents(), PIECE, sorted(second.extents()));

        assertEquals(second.extents(), third.extents());
        var all = pieces(second.extents());
        for (int piece = 0; piece < all.size(); piece++) {
            assertEquals(piece, third.parentPiece(piece).orElse(-1));
        }
    }

    @Test
    void aPieceIsKeptWhileHalfOfItIsInUse() {
        var parent = List.of(new Extent(0, 2 * PIECE));

        var half = Succession.of(parent, PIECE, List.of(new Extent(PIECE + PIECE / 2, PIECE / 2)));
        var less =
                Succession.of(
                        parent, PIECE, List.of(new Extent(PIECE + PIECE / 2 + 1, PIECE / 2 - 1)));

        assertEquals(List.of(new Extent(PIECE, PIECE)), half.extents());
        assertEquals(1, half.parentPiece(0).orElse(-1));
        assertEquals(List.of(new Extent(PIECE + PIECE / 2 + 1, PIECE / 2 - 1)), less.extents());
        assertTrue(less.parentPiece(0).isEmpty());
    }

    /// Fully used pieces of the parent are there, in order, and all that is said to be kept is.
    private static void assertKept(List<List<Integer>> before, Succession next, BitSet used) {
        var after = pieces(next.extents());
        var kept = new ArrayList<Integer>();
        for (int piece = 0; piece < after.size(); piece++) {
            var from = next.parentPiece(piece);
            if (from.isPresent()) {
                assertEquals(before.get(from.getAsInt()), after.get(piece));
                kept.add(from.getAsInt());
            }
        }
        assertEquals(kept.stream().sorted().distinct().toList(), kept);
        for (int piece = 0; piece < before.size(); piece++) {
            boolean inUse = before.get(piece).stream().allMatch(used::get);
            boolean full = before.get(piece).size() == PIECE / BLOCK;
            assertTrue(!(inUse && full) || kept.contains(piece), "piece " + piece + " is lost");
        }
    }

    private static BitSet used(Random random, BitSet before) {
        var used = (BitSet) before.clone();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            int from = random.nextInt(BLOCKS);
            int to = Math.min(BLOCKS, from + 1 + random.nextInt(40));
            used.set(from, to, before.isEmpty() || random.nextInt(3) > 0);
        }
        used.set(0);
        return used;
    }

    private static List<Extent> extents(BitSet used) {
        var extents = new ArrayList<Extent>();
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(used.nextClearBit(i))) {
            long length = (long) (used.nextClearBit(i) - i) * BLOCK;
            extents.add(new Extent((long) i * BLOCK, length));
        }
        return extents;
    }

    private static List<Extent> sorted(List<Extent> extents) {
        return ExtentSet.of(extents).extents();
    }

    private static List<Integer> blocks(List<Extent> extents) {
        var blocks = new ArrayList<Integer>();
        for (var extent : extents) {
            for (long at = extent.offset(); at < extent.end(); at += BLOCK) {
                blocks.add((int) (at / BLOCK));
            }
        }
        return blocks;
    }

    private static List<List<Integer>> pieces(List<Extent> extents) {
        var blocks = blocks(extents);
        var pieces = new ArrayList<List<Integer>>();
        int perPiece = PIECE / BLOCK;
        for (int i = 0; i < blocks.size(); i += perPiece) {
            pieces.add(List.copyOf(blocks.subList(i, Math.min(blocks.size(), i + perPiece))));
        }
        return pieces;
    }
}
