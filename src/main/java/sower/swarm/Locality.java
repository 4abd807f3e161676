package sower.swarm;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sower.wire.PeerId;

/// Who is near and who is behind a cable that many share, and what may be fetched from there.
///
/// A peer of another site is asked only for pieces that nobody here has and that this machine is to
/// import ([Importers]); a seed shows a piece that nobody has to anybody, and another copy of it to
/// those who are to import it. With a master behind one switch and thirty machines on two, the
/// cable between them carried 2.9 copies without this and 1.00 with it ([SimulationStudy] of the
/// tests). Who does not say its site, or where this machine has none, is near. A peer that does not
/// keep its word is near as well, to be asked, but counts for nothing: else one that says to have
/// everything would cut its whole site off.
///
/// Who imports what is agreed on without a word by those who know the same neighbours. So where
/// machines of other sites hand on, a machine stays connected with all neighbours that it can, and
/// with a few of the others ([#crowded]): with 20 connections of each, chosen at random, the cable
/// carried 2.0 copies for a room of 60. A seed knows everybody, and what it shows a machine of
/// another site is for this machine to import, whatever it knows itself: a hundred machines behind
/// one cable waited for ever for neighbours that the seed did not know.
///
/// Pure: its torrent's lock guards it, and the time is given.
final class Locality {
    private static final int MOST_NEAR = 64; // peers, where there are several sites
    private static final int MOST_FAR = 16;

    /// Peers that a target may need at the same time.
    static final int MOST_PEERS = MOST_NEAR + MOST_FAR;

    private final String here;
    private final PeerId self;
    private final Importers ours;
    private final Map<String, Importers> importers = new HashMap<>(); // by site
    private final Map<PeerId, Importers> sites = new HashMap<>(); // of peers that told
    private final Set<PeerId> unreliable = new HashSet<>(); // of those that are there
    private final Set<PeerId> showing = new HashSet<>(); // of those that are far
    private final int pieceCount;

    /// @param here this machine's site; empty for none
    Locality(String here, PeerId self, int pieceCount, long now) {
        this.here = here;
        this.self = self;
        this.pieceCount = pieceCount;
        this.ours = new Importers(pieceCount, now);
        ours.joined(self, new BitSet()); // its own pieces are no copies
        importers.put(here, ours);
    }

    /// A peer has told where it is.
    ///
    /// @param shows whether it tells of those pieces only that are for this machine
    /// @param pieces what it has so far
    void joined(PeerId peer, String site, boolean shows, BitSet pieces, long now) {
        boolean told = !here.isEmpty() && !site.isEmpty();
        if (!told || sites.containsKey(peer) || unreliable.contains(peer)) {
            return;
        }
        var there = importers.computeIfAbsent(site, _ -> new Importers(pieceCount, now));
        sites.put(peer, there);
        there.joined(peer, pieces);
        if (there != ours && shows) {
            showing.add(peer);
        }
    }

    /// A peer asks for nothing as long as it looks what its disk holds, and then it does.
    void holds(PeerId peer, boolean now) {
        var there = sites.get(peer);
        if (there != null) {
            there.holds(peer, now);
        }
    }

    /// Whether machines at other sites hand on what they have.
    boolean severalSites() {
        return far() > 0;
    }

    private int far() {
        return sites.size() - neighbours() - showing.size();
    }

    private int neighbours() {
        return ours.size() - 1; // without this machine
    }

    /// Whether a peer that has told where it is takes the place of one that is needed more.
    boolean crowded(PeerId peer) {
        if (!severalSites() || !sites.containsKey(peer) || showing.contains(peer)) {
            return false;
        }
        return isNear(peer) ? neighbours() > MOST_NEAR : far() > MOST_FAR;
    }

    /// A peer does not give what it says to have.
    void unreliable(PeerId peer) {
        if (sites.get(peer) == ours) {
            left(peer);
            unreliable.add(peer);
        }
    }

    /// A peer has gone.
    void left(PeerId peer) {
        unreliable.remove(peer);
        showing.remove(peer);
        var there = sites.remove(peer);
        if (there != null) {
            there.left(peer);
        }
    }

    /// A peer got a piece.
    void got(PeerId peer, int piece) {
        var there = sites.get(peer);
        if (there != null) {
            there.got(peer, piece);
        }
    }

    /// This machine got a piece.
    void got() {
        ours.got(self);
    }

    /// Once a second, or so.
    void tick(long now) {
        importers.values().forEach(site -> site.look(now));
    }

    /// Whether a peer may be asked for anything that it has.
    boolean isNear(PeerId peer) {
        var there = sites.get(peer);
        return there == null || there == ours;
    }

    /// Whether a peer may be asked for a piece that it has.
    boolean allows(PeerId peer, int piece) {
        return isNear(peer)
                || !ours.have(piece) && (showing.contains(peer) || ours.isImporter(self, piece));
    }

    /// Whether a piece is for this machine to fetch from where everybody could fetch it.
    boolean imports(int piece) {
        return ours.isImporter(self, piece);
    }

    /// What a peer may be asked for, of what it has.
    BitSet allowed(PeerId peer, BitSet pieces) {
        if (isNear(peer)) {
            return pieces;
        }
        var allowed = new BitSet();
        pieces.stream().filter(piece -> allows(peer, piece)).forEach(allowed::set);
        return allowed;
    }

    /// Whether it is of use to show a peer a piece: whether it is near, or the one to import it.
    boolean concerns(PeerId peer, int piece) {
        var there = sites.get(peer);
        return there == null || there == ours || there.isImporter(peer, piece);
    }
}
