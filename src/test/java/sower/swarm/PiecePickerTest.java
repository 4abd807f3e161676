package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecePickerTest {
    private static final BitSet NONE = new BitSet();

    @Test
    void picksTheRarest() {
        var picker = new PiecePicker(3, NONE, new Random(1));
        picker.peerHas(pieces(0, 1, 2));
        picker.peerHas(pieces(0, 2));

        assertEquals(1, picker.pick(pieces(0, 1, 2), NONE));
    }

    @Test
    void picksOnlyWhatIsOffered() {
        var picker = new PiecePicker(3, NONE, new Random(1));
        picker.peerHas(pieces(0, 1, 2));
        picker.peerHas(2);

        assertEquals(2, picker.pick(pieces(2), NONE));
    }

    @Test
    void picksNothingThatIsRefused() {
        var picker = new PiecePicker(2, NONE, new Random(1));

        assertEquals(-1, picker.pick(pieces(1), pieces(1)));
    }

    @Test
    void picksNothingThatIsOnTheDisk() {
        var picker = new PiecePicker(2, pieces(0), new Random(1));

        assertEquals(-1, picker.pick(pieces(0), NONE));
    }

    @Test
    void picksEachPieceOnce() {
        var picker = new PiecePicker(100, NONE, new Random(1));
        var picked = new HashSet<Integer>();

        for (int i = 0; i < 100; i++) {
            picked.add(picker.pick(all(100), NONE));
        }

        assertEquals(100, picked.size());
        assertTrue(picker.allPicked());
    }

    @Test
    void picksAtRandomAmongEquals() {
        var first = new HashSet<Integer>();

        for (int seed = 0; seed < 200; seed++) {
            first.add(new PiecePicker(4, NONE, new Random(seed)).pick(all(4), NONE));
        }

        assertEquals(Set.of(0, 1, 2, 3), first);
    }

    @Test
    void picksAgainWhatCameToNothing() {
        var picker = new PiecePicker(1, NONE, new Random(1));
        picker.putBack(picker.pick(all(1), NONE));

        assertEquals(0, picker.pick(all(1), NONE));
    }

    @Test
    void forgetsWhatAPeerThatLeftHad() {
        var picker = new PiecePicker(2, NONE, new Random(1));
        picker.peerHas(pieces(0, 1));
        picker.peerHas(pieces(1));
        picker.peerHas(pieces(0));
        picker.peerHas(pieces(0));
        picker.peerLost(pieces(1));
        picker.peerLost(pieces(0));

        assertEquals(1, picker.pick(all(2), NONE));
    }

    @Test
    void wantsWhatItHasNot() {
        var picker = new PiecePicker(2, pieces(0), new Random(1));

        assertFalse(picker.wants(pieces(0)));
        assertTrue(picker.wants(pieces(0, 1)));
    }

    @Test
    void isCompleteWithTheLastPiece() {
        var picker = new PiecePicker(2, pieces(0), new Random(1));

        picker.have(1);

        assertTrue(picker.complete());
    }

    @Test
    void fetchesNoPieceThatItsOwnStorageLost() {
        var picker = new PiecePicker(2, all(2), new Random(1));

        picker.lose(1);

        assertEquals(-1, picker.pick(all(2), NONE));
        assertFalse(picker.has(1));
    }

    private static BitSet all(int count) {
        return pieces(IntStream.range(0, count).toArray());
    }

    private static BitSet pieces(int... pieces) {
        var set = new BitSet();
        IntStream.of(pieces).forEach(set::set);
        return set;
    }
}
