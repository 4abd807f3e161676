package sower.swarm;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sower.metainfo.PieceLayout;

/// What a torrent that was complete from the beginning shows its peers, by [SuperSeeding]; one that
/// lacked something says what it has, and shows nothing. Guarded by its torrent.
final class Showcase {
    private final @Nullable SuperSeeding<Peer> policy;

    /// @param complete whether the torrent lacks nothing
    Showcase(boolean complete, PieceLayout layout, RandomGenerator random) {
        this.policy =
                complete ? new SuperSeeding<>(layout, random.nextInt(layout.pieceCount())) : null;
    }

    /// Whether peers are told of pieces one by one.
    boolean open() {
        return policy != null;
    }

    void joined(Peer peer) {
        if (policy != null) {
            policy.joined(peer.audience);
        }
    }

    void left(Peer peer) {
        if (policy != null) {
            policy.left(peer.audience);
        }
    }

    /// A peer got a piece, from us or from another one.
    void has(Peer peer, int piece) {
        if (policy != null) {
            policy.has(peer.audience, piece);
        }
    }

    /// Nothing of what a peer was shown is waited for any more.
    void forgive(Peer peer) {
        if (policy != null) {
            policy.forgive(peer.audience);
        }
    }

    /// The storage does not have it any more.
    void lose(int piece) {
        if (policy != null) {
            policy.lose(piece);
        }
    }

    /// Pieces to be told to peers now.
    List<SuperSeeding.Show<Peer>> shows(Connections connections, Locality locality, long now) {
        if (policy == null) {
            return List.of();
        }
        for (var peer : connections.all()) {
            policy.sent(peer.audience, peer.up.total());
        }
        return policy.show(
                peer -> peer.slot.unchoked() || !peer.slot.interested(), // would get a slot
                (peer, piece, first) -> asks(peer, piece, first, locality),
                connections.upRate(),
                now);
    }

    /// Whoever is shown a piece of which there is no copy is the one that imports it, wherever it
    /// is: nobody else could. While the first copy too went to those only whom its site agrees on,
    /// the last pieces waited for a few of them, and a hundred machines behind one cable took 1.10
    /// times their bound; they take 1.08 ([SimulationStudy] of the tests).
    private static boolean asks(Peer peer, int piece, boolean first, Locality locality) {
        return !peer.held() && (first || locality.concerns(peer.handshake.peerId(), piece));
    }
}
