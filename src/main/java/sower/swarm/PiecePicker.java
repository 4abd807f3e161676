package sower.swarm;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// Decides which piece to begin next: rarest first over all peers we know, random among equals.
///
/// A pure state machine: no clock, no thread of its own (its torrent's lock guards it), randomness
/// is given. A piece is missing, picked (somebody is downloading it) or had.
final class PiecePicker {
    private final int count;
    private final RandomGenerator random;
    private final int[] availability;
    private final BitSet had = new BitSet();
    private final BitSet missing = new BitSet(); // neither had nor picked

    /// @param had pieces that are on the disk already
    PiecePicker(int count, BitSet had, RandomGenerator random) {
        this.count = count;
        this.random = random;
        this.availability = new int[count];
        this.had.or(had);
        this.missing.set(0, count);
        this.missing.andNot(had);
    }

    /// A peer joined with these pieces.
    void peerHas(BitSet pieces) {
        pieces.stream().forEach(piece -> availability[piece]++);
    }

    /// A peer got one more.
    void peerHas(int piece) {
        availability[piece]++;
    }

    /// A peer with these pieces left.
    void peerLost(BitSet pieces) {
        pieces.stream().forEach(piece -> availability[piece]--);
    }

    /// The rarest missing piece among `offered`, now picked; −1 when there is none.
    ///
    /// @param refused pieces this peer is not to be asked for
    int pick(BitSet offered, BitSet refused) {
        int best = -1;
        int rarest = Integer.MAX_VALUE;
        int equals = 0;
        var candidates = (BitSet) offered.clone();
        candidates.and(missing);
        candidates.andNot(refused);
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (availability[i] > rarest) {
                continue;
            }
            equals = availability[i] < rarest ? 1 : equals + 1;
            rarest = availability[i];
            if (random.nextInt(equals) == 0) {
                best = i;
            }
        }
        if (best >= 0) {
            missing.clear(best);
        }
        return best;
    }

    /// Whether no peer offers it.
    boolean unavailable(int piece) {
        return availability[piece] == 0;
    }

    /// A picked piece came to nothing: it is missing again.
    void putBack(int piece) {
        missing.set(piece);
    }

    /// A picked piece is on the disk.
    void have(int piece) {
        missing.clear(piece);
        had.set(piece);
    }

    /// A piece we thought to have turned out to be wrong, and is not to be fetched either.
    void lose(int piece) {
        had.clear(piece);
    }

    boolean has(int piece) {
        return had.get(piece);
    }

    /// Whether any of `offered` is not ours yet.
    boolean wants(BitSet offered) {
        return wants(offered::get);
    }

    /// Whether any piece that is not ours yet is so.
    boolean wants(IntPredicate so) {
        int piece = had.nextClearBit(0);
        while (piece < count && !so.test(piece)) {
            piece = had.nextClearBit(piece + 1);
        }
        return piece < count;
    }

    /// Whether every piece is had or being downloaded: time for the end game.
    boolean allPicked() {
        return missing.isEmpty();
    }

    boolean complete() {
        return hadCount() == count;
    }

    int count() {
        return count;
    }

    int hadCount() {
        return had.cardinality();
    }

    /// A copy.
    BitSet had() {
        return (BitSet) had.clone();
    }
}
