package sower.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import sower.metainfo.PieceLayout;

/// Decides which pieces a seed tells its peers that it has (BEP 16), so that it sends every piece
/// once before it sends any twice, and the peers hand them on to each other.
///
/// Only a few pieces are on their way at a time, however many peers there are, so that each is with
/// the room soon: what is shown to all of thirty at once is all of it only half with them when the
/// first could hand it on. The next one goes to the peer that holds fewest pieces nobody else has
/// fetched yet: whom TCP favours, or whose port is busy, waits. It is the piece of which fewest
/// copies are out or on their way, and among equals one that nobody has yet, so that what was shown
/// to a slow or vanished peer is shown to another in the end; then in ascending order, which a hard
/// disk likes to read.
///
/// Shown pieces count as fetched when the peer says so or was sent as many bytes, for not every
/// client tells; when it wants none of them any more, or fetches nothing for a while, nobody waits
/// for it. How long "a while" is, follows from what is on its way at all: while the seed's port is
/// what everybody waits for, nobody is late. A peer that was there alone and takes its time is
/// known to be late only after long, so whoever has less than its share on its way waits for nobody
/// else's: a first peer that read a kilobyte a second made the second one wait for nine seconds.
///
/// The study of the number ([SimulationStudy] of the tests; one seed, 512 pieces of 1 MiB, 100
/// Mbit/s everywhere; last machine : bound, copies that the seed sent). Few at a time, and the
/// first machines hand on early; too few, and many machines have nothing to hand on:
///
/// | pieces on their way | 8 machines | 16 | 32 | 60 | 100 | 250 |
/// |---|---|---|---|---|---|---|
/// | 2, or 0.3 s | 1.025, 1.02 | 1.045, 1.04 | 1.096, 1.03 | 1.127, 1.04 | 1.138, 1.04 | |
/// | 4 | 1.031, 1.03 | 1.041, 1.04 | 1.068, 1.03 | 1.104, 1.04 | 1.112, 1.05 | |
/// | 5 | 1.024, 1.02 | 1.050, 1.05 | 1.055, 1.04 | 1.079, 1.04 | 1.088, 1.06 | |
/// | 6 | 1.025, 1.02 | 1.048, 1.05 | 1.055, 1.04 | 1.070, 1.05 | 1.081, 1.06 | 1.094, 1.09 |
/// | 8 | 1.025, 1.02 | 1.046, 1.05 | 1.057, 1.05 | 1.070, 1.07 | 1.080, 1.08 | |
/// | a sixth of the machines | | | 1.056, 1.04 | 1.074, 1.07 | 1.097, 1.09 | 1.122, 1.12 |
///
/// Pure: its torrent's lock guards it, and the time and what was sent are given.
final class SuperSeeding<P> {
    private static final int LEAST_PIECES = 4; // on their way
    private static final int MOST_PIECES = 6;
    private static final int PEERS_PER_PIECE = 4; // between the two
    private static final double SECONDS = 0.3; // or as much as is sent in this time
    private static final long PATIENCE = 1_000_000_000L; // and twice the time of what is on its way
    private static final int SPREAD = 2; // copies that make a piece safe with the peers

    /// One peer, as the seed sees it.
    static final class Audience<P> {
        private final P peer;
        private final BitSet pieces; // that it says to have
        private final BitSet shown = new BitSet();
        private int alone; // shown pieces that are not spread
        private long shownBytes; // the last piece is shorter than the others
        private long fetched; // bytes of shown pieces that it says to have
        private long sent;
        private long forgiven; // bytes that are not waited for any more
        private long shownNanos; // when it was last shown a piece
        private long sentWhenShown;

        /// @param pieces what the peer has, kept by the caller
        Audience(P peer, BitSet pieces) {
            this.peer = peer;
            this.pieces = pieces;
        }
    }

    /// What peers do with what they are shown.
    interface Wish<P> {
        /// Whether a peer would ask for a piece.
        ///
        /// @param first whether there is no copy of it, out or on its way
        boolean has(P peer, int piece, boolean first);
    }

    /// Tell this peer of that piece.
    record Show<P>(P peer, int piece) {}

    private final PieceLayout layout;
    private final int[] copies; // peers that say to have it
    private final int[] expected; // peers that were shown it and have not got it
    private final BitSet lost = new BitSet();
    private final Set<Audience<P>> audiences = new LinkedHashSet<>();
    private final int first; // where the ascending order begins
    private long fastest; // rate so far: a seed whose peers hang must not become ever more patient
    private long patience = PATIENCE; // nanoseconds; then others are shown pieces as well

    /// @param first another one in every seed: two of them begin with different pieces
    SuperSeeding(PieceLayout layout, int first) {
        this.layout = layout;
        this.first = first;
        this.copies = new int[layout.pieceCount()];
        this.expected = new int[layout.pieceCount()];
    }

    /// A peer came; what it has is told by [#has].
    void joined(Audience<P> audience) {
        audiences.add(audience);
    }

    /// A peer got a piece, from us or from another one; told once for each of its pieces.
    void has(Audience<P> audience, int piece) {
        setCopies(piece, copies[piece] + 1);
        if (audience.shown.get(piece)) {
            audience.fetched += layout.length(piece);
            expected[piece]--;
        }
    }

    /// A peer left.
    void left(Audience<P> audience) {
        audiences.remove(audience);
        audience.pieces.stream().forEach(piece -> setCopies(piece, copies[piece] - 1));
        audience.shown.stream()
                .filter(piece -> !audience.pieces.get(piece))
                .forEach(piece -> expected[piece]--);
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

    /// The storage does not have it any more, and nobody waits for those who were to fetch it.
    void lose(int piece) {
        lost.set(piece);
        for (var audience : audiences) {
            if (audience.shown.get(piece) && !audience.pieces.get(piece)) {
                audience.shown.clear(piece);
                audience.shownBytes -= layout.length(piece);
                audience.alone -= spread(piece) ? 0 : 1;
                expected[piece]--;
            }
        }
    }

    /// A peer was sent so many bytes so far.
    void sent(Audience<P> audience, long bytes) {
        audience.sent = bytes;
    }

    /// Nothing of what it was shown is waited for any more.
    void forgive(Audience<P> audience) {
        audience.forgiven += open(audience);
    }

    /// Pieces to be told to peers now.
    ///
    /// @param served whether a peer that asks is answered
    /// @param wish whether a peer would ask for a piece
    /// @param rate bytes per second that all peers are sent
    List<Show<P>> show(Predicate<P> served, Wish<P> wish, long rate, long now) {
        var shows = new ArrayList<Show<P>>();
        long pieces = Math.clamp(audiences.size() / PEERS_PER_PIECE, LEAST_PIECES, MOST_PIECES);
        long most = Math.max(pieces * layout.pieceLength(), (long) (rate * SECONDS));
        fastest = Math.max(fastest, rate);
        patience = PATIENCE + (fastest == 0 ? 0 : (long) (2e9 * most / fastest));
        long share = Math.max(layout.pieceLength(), most / Math.max(1, audiences.size()));
        long onTheWay = 0;
        long shared = 0; // the same without what one keeps from the others
        for (var audience : audiences) {
            long open = late(audience, now) ? 0 : open(audience);
            onTheWay += open;
            shared += Math.min(open, share);
        }
        var ready = new ArrayList<Audience<P>>(audiences);
        ready.removeIf(audience -> !ready(audience, served, now));
        while (!ready.isEmpty()) {
            var audience = ready.stream().min(order(most / 2)).orElseThrow();
            boolean inShare = open(audience) < share;
            if ((inShare ? shared : onTheWay) >= most) {
                break;
            }
            int piece = next(audience, wish);
            if (piece < 0) {
                ready.remove(audience);
                continue;
            }
            mark(audience, piece, now);
            onTheWay += layout.length(piece);
            shared += inShare ? layout.length(piece) : 0;
            shows.add(new Show<>(audience.peer, piece));
        }
        return shows;
    }

    /// One that was never shown anything does not know yet that it wants to ask.
    private boolean ready(Audience<P> audience, Predicate<P> served, long now) {
        long open = open(audience);
        boolean idle = audience.sent == audience.sentWhenShown;
        boolean stuck = late(audience, now) && open > (idle ? 0 : layout.pieceLength());
        return !stuck && (audience.shown.isEmpty() || served.test(audience.peer));
    }

    /// Whether it has had time enough to fetch what it was shown.
    private boolean late(Audience<P> audience, long now) {
        return now - audience.shownNanos >= patience;
    }

    /// Who is to be shown the next piece: not one that is at its share already, while others are
    /// not.
    private Comparator<Audience<P>> order(long share) {
        return Comparator.<Audience<P>, Boolean>comparing(audience -> open(audience) >= share)
                .thenComparingInt(audience -> audience.alone)
                .thenComparingLong(this::open)
                .thenComparingInt(audience -> audience.shown.cardinality());
    }

    private void mark(Audience<P> audience, int piece, long now) {
        audience.shown.set(piece);
        audience.shownBytes += layout.length(piece);
        audience.shownNanos = now;
        audience.sentWhenShown = audience.sent;
        audience.alone += spread(piece) ? 0 : 1;
        expected[piece]++;
    }

    private long open(Audience<P> audience) {
        long settled = Math.max(audience.sent, audience.fetched) + audience.forgiven;
        return Math.max(0, audience.shownBytes - settled);
    }

    private int next(Audience<P> audience, Wish<P> wish) {
        int best = -1;
        for (int i = 0; i < copies.length; i++) {
            int piece = (first + i) % copies.length;
            if (audience.shown.get(piece) || audience.pieces.get(piece) || lost.get(piece)) {
                continue;
            }
            boolean better = best < 0 || before(piece, best);
            if (better && wish.has(audience.peer, piece, out(piece) == 0)) {
                best = piece;
            }
        }
        return best;
    }

    /// Copies that are out or on their way.
    private int out(int piece) {
        return copies[piece] + expected[piece];
    }

    private boolean before(int a, int b) {
        int difference = out(a) - out(b);
        return difference < 0 || difference == 0 && copies[a] < copies[b];
    }
}
