package sower.swarm;

import java.util.BitSet;
import java.util.List;
import sower.wire.Message;
import sower.wire.ProtocolException;

/// What peers say to have: whether it is of interest to us, and what they are shown for it. Takes
/// its torrent's lock.
final class Offers {
    private final TorrentHost host;
    private final Torrent torrent;
    private final Connections connections;
    private final PiecePicker picker;
    private final Locality locality;
    private final Showcase showcase;
    private final Throttle throttle;
    private final Hold hold;

    Offers(
            TorrentHost host,
            Torrent torrent,
            Connections connections,
            PiecePicker picker,
            Locality locality,
            Showcase showcase,
            Throttle throttle,
            Hold hold) {
        this.host = host;
        this.torrent = torrent;
        this.connections = connections;
        this.picker = picker;
        this.locality = locality;
        this.showcase = showcase;
        this.throttle = throttle;
        this.hold = hold;
    }

    /// A peer has a piece.
    ///
    /// @return whether we lack it, so that there may be something to ask the peer for
    boolean has(Peer peer, int piece) throws ProtocolException {
        if (piece < 0 || piece >= torrent.layout().pieceCount()) {
            throw new ProtocolException("has piece " + piece + ", which is none");
        }
        boolean lacking;
        synchronized (torrent) {
            learn(peer, piece);
            lacking = !picker.has(piece);
            if (lacking) {
                peer.setInteresting(!hold.on());
            }
        }
        show();
        return lacking;
    }

    /// The same of several.
    void has(Peer peer, BitSet pieces) {
        synchronized (torrent) {
            pieces.stream().forEach(piece -> learn(peer, piece));
            look(peer);
        }
        show();
    }

    /// We have got a piece: the peer hears of it, at once if it may want it or shows us pieces and
    /// waits for the news. Whoever has it only counts: in a room of 32 every piece is told a
    /// thousand times, and each time at once was a wake-up here and one there.
    void got(Peer peer, int piece) {
        var have = new Message.Have(piece);
        synchronized (torrent) {
            if (peer.pieces.get(piece) && !peer.shows()) {
                peer.sendLater(have);
            } else {
                peer.send(have);
            }
            look(peer);
        }
    }

    private void learn(Peer peer, int piece) {
        if (!peer.pieces.get(piece)) {
            peer.pieces.set(piece);
            if (!peer.lastResort()) {
                picker.peerHas(piece);
            }
            locality.got(peer.handshake.peerId(), piece);
            showcase.has(peer, piece);
        }
    }

    /// Whether a peer has something for us is told to it; the caller holds the lock.
    void look(Peer peer) {
        peer.setInteresting(!hold.on() && picker.wants(peer.pieces));
    }

    /// A peer has all that it knows us to have.
    void satisfied(Peer peer) {
        synchronized (torrent) {
            showcase.forgive(peer);
        }
        show();
    }

    /// Tells peers of pieces that they are to fetch from us, when it is time for some.
    void show() {
        if (!showcase.open() || throttle.paused()) {
            return; // without the lock: a machine that receives comes here with every piece
        }
        List<SuperSeeding.Show<Peer>> shows;
        synchronized (torrent) {
            shows = showcase.shows(connections, locality, host.nanos());
        }
        shows.forEach(show -> show.peer().send(new Message.Have(show.piece())));
    }
}
