package sower.swarm;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sower.metainfo.PieceLayout;
import sower.swarm.PieceDownload.Run;

/// The pieces of a torrent that are on their way in, and who is given what to fetch of them.
/// Guarded by its torrent.
final class Downloads {
    private static final long WORTH_DOUBLING = 500_000_000L; // nanoseconds to be gained

    private final PieceLayout layout;
    private final PiecePicker picker;
    private final Locality locality;
    private final WebSeeds webSeeds;
    private final ChunkPool pool;
    private final Map<Integer, PieceDownload> underWay = new LinkedHashMap<>();
    private final BitSet suspect = new BitSet(); // wrong once, from several peers together

    Downloads(
            PieceLayout layout,
            PiecePicker picker,
            Locality locality,
            WebSeeds webSeeds,
            ChunkPool pool) {
        this.layout = layout;
        this.picker = picker;
        this.locality = locality;
        this.webSeeds = webSeeds;
        this.pool = pool;
    }

    @Nullable PieceDownload get(int piece) {
        return underWay.get(piece);
    }

    /// Blocks of an orphaned piece, of a new one, of one that somebody else is at, and at the very
    /// end blocks that somebody else was asked for; null when there are none for this peer.
    @Nullable Run assign(Peer peer, int blocks) {
        for (var download : underWay.values()) {
            var run =
                    offers(peer, download.piece) && download.orphaned()
                            ? download.claim(peer, blocks)
                            : null;
            if (run != null) {
                return run;
            }
        }
        var begun = begin(peer);
        if (begun != null) {
            return begun.claim(peer, blocks);
        }
        for (var download : underWay.values()) {
            var run = offers(peer, download.piece) ? download.claim(peer, blocks) : null;
            if (run != null) {
                return run;
            }
        }
        return picker.allPicked() ? endGame(peer, blocks) : null;
    }

    /// It turned out wrong, and is missing again.
    void failed(PieceDownload download) {
        underWay.remove(download.piece);
        picker.putBack(download.piece);
        if (download.sources().size() > 1) {
            suspect.set(download.piece); // nobody knows who: next time it comes from one alone
        }
    }

    /// It is on the storage.
    void done(PieceDownload download) {
        underWay.remove(download.piece);
        picker.have(download.piece);
    }

    /// Whether no other piece can be begun for pieces that are all here and not written yet.
    boolean behind() {
        long whole = underWay.values().stream().filter(PieceDownload::whole).count();
        return 2 * whole >= underWay.size()
                && whole > 0
                && !pool.hasRoomFor(Chunk.count(layout.length(0)));
    }

    private boolean offers(Peer peer, int piece) {
        return peer.pieces.get(piece)
                && !peer.refused.get(piece)
                && (!peer.lastResort() || webSeeds.allows(piece))
                && locality.allows(peer.handshake.peerId(), piece);
    }

    private @Nullable PieceDownload begin(Peer peer) {
        var offered =
                peer.lastResort()
                        ? webSeeds.allowed(peer.pieces)
                        : locality.allowed(peer.handshake.peerId(), peer.pieces);
        int piece = picker.pick(offered, peer.refused);
        if (piece < 0) {
            return null;
        }
        int length = layout.length(piece);
        var chunks = pool.takeForDownload(Chunk.count(length));
        if (chunks.isEmpty()) {
            picker.putBack(piece);
            return null;
        }
        var download = new PieceDownload(piece, length, chunks, suspect.get(piece));
        underWay.put(piece, download);
        return download;
    }

    private @Nullable Run endGame(Peer peer, int blocks) {
        for (var download : underWay.values()) {
            var run =
                    offers(peer, download.piece)
                            ? download.claimAgain(peer, blocks, other -> sooner(peer, other))
                            : null;
            if (run != null) {
                return run;
            }
        }
        return null;
    }

    /// Whether it pays to ask a peer for what another one owes us already.
    private static boolean sooner(Peer peer, Peer other) {
        return other.downloads.dueNanos() > 2 * peer.downloads.dueNanos() + WORTH_DOUBLING;
    }
}
