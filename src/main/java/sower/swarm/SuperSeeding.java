package sower.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sower.metainfo.PieceLayout;

/// Decides which pieces a seed tells a peer that it has (BEP 16), so that it sends every piece once
/// before it sends any twice, and the peers hand them on to each other.
///
/// A peer is shown a few pieces at a time: those of which fewest copies are out or on their way,
/// and among equals those that nobody has yet, so that what was shown to a slow or vanished peer is
/// shown to others in the end; then in ascending order, which a hard disk likes to read. Shown
/// pieces count as fetched when the peer says so or was sent as many bytes, for not every client
/// tells; when it wants none of them any more, or fetches nothing for a few seconds, it is shown
/// others.
///
/// A peer that others take nothing from has to wait: it is shown no more while it holds a few more
/// pieces than the median peer that no other peer has fetched yet. Without that a peer that TCP
/// favours gets most of the pieces, and then its port is what the room waits for.
///
/// Pure: its torrent's lock guards it, and what was sent and how fast is given.
///
/// With 8 machines on ports of 100 Mbit/s and 512 pieces the seed sends TODO copies with it.
final class SuperSeeding {
    private static final int LEAST_PIECES = 4; // of one peer, shown and not fetched
    private static final double SECONDS = 1; // or as much as it is sent in this time
    private static final int PATIENT_TICKS = 3;
    private static final int SPREAD = 2; // copies that make a piece safe with the peers
    private static final int AHEAD = 4; // pieces

    /// One peer, as the seed sees it.
    static final class Audience {
        private final BitSet shown = new BitSet();
        private final BitSet waiting = new BitSet(); // shown, and it does not say it has them
        private int alone; // shown pieces that are not spread
        private long fetched; // bytes of shown pieces that it says to have
        private long forgiven; // bytes that are not waited for any more
        private long sentAtTick;
        private int idleTicks;
    }

    private final PieceLayout layout;
    private final int[] copies; // peers that say to have it
    private final int[] expected; // peers that were shown it and have not got it
    private final BitSet lost = new BitSet();
    private final Set<Audience> audiences = new HashSet<>();
    private final int first; // where the ascending order begins

    /// @param first another one in every seed: two of them begin with different pieces
    SuperSeeding(PieceLayout layout, int first) {
        this.layout = layout;
        this.first = first;
        this.copies = new int[layout.pieceCount()];
        this.expected = new int[layout.pieceCount()];
    }

    /// A peer got a piece, from us or from another one.
    void has(Audience audience, int piece) {
        setCopies(piece, copies[piece] + 1);
        if (audience.waiting.get(piece)) {
            audience.waiting.clear(piece);
            audience.fetched += layout.length(piece);
            expected[piece]--;
        }
    }

    /// A peer left, which had these pieces.
    void left(Audience audience, BitSet pieces) {
        audiences.remove(audience);
        pieces.stream().forEach(piece -> setCopies(piece, copies[piece] - 1));
        audience.waiting.stream().forEach(piece -> expected[piece]--);
        audience.waiting.clear();
    }

    private void setCopies(int piece, int now) {
        boolean before = spread(piece);
        copies[piece] = now;
        if (before != spread(piece)) {
            for (var audience : audiences) {
                if (audience.shown.get(piece)) {
                    audience.alone += before ? 1 : -1;
                }
            }
        }
    }

    private boolean spread(int piece) {
        return copies[piece] >= SPREAD;
    }

    /// The storage does not have it any more.
    void lose(int piece) {
        lost.set(piece);
    }

    /// Pieces to be told to a peer now.
    ///
    /// @param pieces what it has
    /// @param sent bytes that it was sent so far
    /// @param rate bytes per second that it is sent
    List<Integer> show(Audience audience, BitSet pieces, long sent, long rate) {
        audiences.add(audience);
        var now = new ArrayList<Integer>();
        long most = Math.max((long) LEAST_PIECES * layout.pieceLength(), (long) (rate * SECONDS));
        long open = open(audience, sent);
        int ahead = medianAlone() + AHEAD;
        while (open < most && audience.alone < ahead) {
            int piece = next(audience, pieces);
            if (piece < 0) {
                break;
            }
            audience.shown.set(piece);
            audience.waiting.set(piece);
            expected[piece]++;
            audience.alone += spread(piece) ? 0 : 1;
            open += layout.length(piece);
            now.add(piece);
        }
        return now;
    }

    /// The upper median: of two peers neither waits for the other.
    private int medianAlone() {
        int[] all = audiences.stream().mapToInt(audience -> audience.alone).sorted().toArray();
        return all[all.length / 2];
    }

    /// Nothing of what it was shown is waited for any more.
    void forgive(Audience audience, long sent) {
        audience.forgiven += Math.max(0, open(audience, sent));
    }

    /// Once a second, for a peer that may ask.
    void tick(Audience audience, long sent) {
        boolean idle = sent == audience.sentAtTick;
        audience.sentAtTick = sent;
        audience.idleTicks = idle ? audience.idleTicks + 1 : 0;
        if (audience.idleTicks >= PATIENT_TICKS) {
            audience.idleTicks = 0;
            forgive(audience, sent);
        }
    }

    private long open(Audience audience, long sent) {
        long shown = (long) audience.shown.cardinality() * layout.pieceLength();
        return shown - Math.max(sent, audience.fetched) - audience.forgiven;
    }

    private int next(Audience audience, BitSet pieces) {
        int best = -1;
        for (int i = 0; i < copies.length; i++) {
            int piece = (first + i) % copies.length;
            if (audience.shown.get(piece) || pieces.get(piece) || lost.get(piece)) {
                continue;
            }
            if (best < 0 || before(piece, best)) {
                best = piece;
            }
        }
        return best;
    }

    private boolean before(int a, int b) {
        int difference = copies[a] + expected[a] - copies[b] - expected[b];
        return difference < 0 || difference == 0 && copies[a] < copies[b];
    }
}
