package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/// Who is shut out for wrong pieces, and for how long.
class ConductTest {
    private static final long SECOND = 1_000_000_000;

    private final Conduct conduct = new Conduct();

    @Test
    void threeWrongPiecesAreTooManyWhereOthersHaveAllThatItOffers() {
        sendRight(1000);
        sendWrong(2, false);
        assertFalse(conduct.isShutOut(0));

        conduct.sentWrong(2, false, 0);

        assertTrue(conduct.isShutOut(0));
    }

    @Test
    void anOnlySourceMaySendHalfOfItWrong() {
        sendRight(50);

        sendWrong(50, true);

        assertFalse(conduct.isShutOut(0));
    }

    @Test
    void whoSendsNothingRightIsNoSource() {
        sendWrong(3, true);

        assertTrue(conduct.isShutOut(0));
    }

    @Test
    void itMayComeBackAfterAMinuteAndThenAfterTwo() {
        sendWrong(3, true);
        assertTrue(conduct.isShutOut(59 * SECOND));
        assertFalse(conduct.isShutOut(60 * SECOND));

        conduct.sentWrong(3, true, 60 * SECOND);

        assertTrue(conduct.isShutOut(179 * SECOND));
        assertFalse(conduct.isShutOut(180 * SECOND));
    }

    @Test
    void whatWasOnItsWayWhenItWasShutOutMakesItNoLonger() {
        sendWrong(9, true);

        assertFalse(conduct.isShutOut(60 * SECOND));
    }

    @Test
    void thePieceThatWasWrongTwiceIsHopeless() {
        sendWrong(3, true);
        assertEquals(new BitSet(), conduct.hopeless());

        conduct.sentWrong(1, true, 0);

        assertEquals(BitSet.valueOf(new long[] {1 << 1}), conduct.hopeless());
    }

    private void sendRight(int count) {
        for (int i = 0; i < count; i++) {
            conduct.sentRight();
        }
    }

    private void sendWrong(int count, boolean needed) {
        for (int piece = 0; piece < count; piece++) {
            conduct.sentWrong(piece, needed, 0);
        }
    }
}
