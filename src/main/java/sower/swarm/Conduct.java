package sower.swarm;

import java.util.BitSet;

/// What one address has sent of a torrent, in whole pieces that it alone sent, and whether it is
/// shut out for it. The time is given.
///
/// Who sends wrong pieces may be lying, or may be the only source there is, with bad sectors on its
/// disk. So it goes only when it is not needed, or when next to nothing of it was right; and never
/// for good, because the others may leave. A piece that was wrong twice it is not asked for again.
final class Conduct {
    private static final int MOST_WRONG = 3; // different pieces
    private static final int WRONG_TO_RIGHT = 2;
    private static final long FIRST_EXCLUSION = 60_000_000_000L;

    private final BitSet wrong = new BitSet();
    private final BitSet hopeless = new BitSet();
    private int right;
    private boolean excluded;
    private long untilNanos;
    private long exclusionNanos = FIRST_EXCLUSION;

    void sentRight() {
        right++;
    }

    /// @param needed whether it offers anything that is missing and that nobody else offers
    void sentWrong(int piece, boolean needed, long now) {
        (wrong.get(piece) ? hopeless : wrong).set(piece);
        int above = wrong.cardinality() - MOST_WRONG;
        if (above >= (needed ? WRONG_TO_RIGHT * right : 0) && !isShutOut(now)) {
            excluded = true;
            untilNanos = now + exclusionNanos;
            exclusionNanos *= 2;
        }
    }

    boolean isShutOut(long now) {
        return excluded && now - untilNanos < 0;
    }

    /// Pieces that it has sent wrongly more than once.
    BitSet hopeless() {
        return hopeless;
    }
}
