package sower.swarm;

import java.util.BitSet;
import sower.wire.Message;
import sower.wire.ProtocolException;

/// What one peer asks us for. Of its reader thread.
final class PeerUploads {
    private final Torrent torrent;
    private final Peer peer;
    private final PeerLink link;
    private final BitSet begun = new BitSet(); // its first block was sent
    private final BitSet doubted = new BitSet(); // asked for again

    PeerUploads(Torrent torrent, Peer peer, PeerLink link) {
        this.torrent = torrent;
        this.peer = peer;
        this.link = link;
    }

    /// It asks for a block.
    void serve(Message.Request request) throws ProtocolException {
        boolean legal =
                request.length() <= Peer.LONGEST_REQUEST
                        && torrent.layout()
                                .contains(request.piece(), request.begin(), request.length());
        if (!legal) {
            throw new ProtocolException(
                    "asked for %d bytes at %d of piece %d, which are not there"
                            .formatted(request.length(), request.begin(), request.piece()));
        }
        if (!peer.slot.unchoked() || !torrent.holdings().has(request.piece())) {
            if (peer.handshake.fast()) {
                peer.send(new Message.Reject(request.piece(), request.begin(), request.length()));
            }
            return;
        }
        if (request.begin() == 0) {
            begins(request.piece());
        }
        torrent.holdings().prefetch(request.piece(), request.begin() / Chunk.LENGTH);
        link.serve(request);
    }

    private void begins(int piece) {
        if (begun.get(piece) && !doubted.get(piece)) {
            doubted.set(piece);
            torrent.holdings().doubt(piece); // it had the piece and found it wrong, maybe
        }
        begun.set(piece);
        torrent.offers().show();
    }
}
