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
/// import ([Importers]); a seed shows its pieces to those who are to import them. With a master
/// behind one switch and thirty machines on two, the cable between them carried 2.9 copies without
/// this and 1.00 with it ([SimulationStudy] of the tests). Who does not say its site, or where this
/// machine has none, is near. A peer that does not keep its word is near as well, to be asked, but
/// counts for nothing: else one that says to have everything would cut its whole site off.
///
/// Pure: its torrent's lock guards it, and the time is given.
final class Locality {
    private final String here;
    private final PeerId self;
    private final Importers ours;
    private final Map<String, Importers> importers = new HashMap<>(); // by site
    private final Map<PeerId, Importers> sites = new HashMap<>(); // of peers that told
    private final Set<PeerId> unreliable = new HashSet<>(); // of those that are there
    private final int[] near; // copies with peers that are near

    /// @param here this machine's site; empty for none
    Locality(String here, PeerId self, int pieceCount, long now) {
        this.here = here;
        this.self = self;
        this.near = new int[pieceCount];
        this.ours = new Importers(pieceCount, now);
        ours.joined(self);
        importers.put(here, ours);
    }

    /// A peer has told where it is.
    ///
    /// @param pieces what it has so far
    void joined(PeerId peer, String site, BitSet pieces, long now) {
        boolean told = !here.isEmpty() && !site.isEmpty();
        if (!told || sites.containsKey(peer) || unreliable.contains(peer)) {
            return;
        }
        var there = importers.computeIfAbsent(site, _ -> new Importers(near.length, now));
        sites.put(peer, there);
        there.joined(peer);
        if (there == ours) {
            pieces.stream().forEach(piece -> near[piece]++);
        }
    }

    /// A peer does not give what it says to have.
    void unreliable(PeerId peer, BitSet pieces) {
        if (sites.get(peer) == ours) {
            left(peer, pieces);
            unreliable.add(peer);
        }
    }

    /// A peer has gone.
    void left(PeerId peer, BitSet pieces) {
        unreliable.remove(peer);
        var there = sites.remove(peer);
        if (there == null) {
            return;
        }
        there.left(peer);
        if (there == ours) {
            pieces.stream().forEach(piece -> near[piece]--);
        }
    }

    /// A peer got a piece.
    void got(PeerId peer, int piece) {
        var there = sites.get(peer);
        if (there != null) {
            there.got(peer);
            near[piece] += there == ours ? 1 : 0;
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
        return isNear(peer) || near[piece] == 0 && ours.isImporter(self, piece);
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
