package sower.swarm;

import org.jspecify.annotations.Nullable;
import sower.wire.Message;

/// What comes from one peer, block by block: the other side of its [PeerUploads].
final class PeerDownloads {
    private final Torrent torrent;
    private final Peer peer;
    private final PeerRequests requests;
    private volatile boolean choked = true; // by the peer
    private volatile boolean receiving; // in the middle of a block

    PeerDownloads(TorrentHost host, Torrent torrent, Peer peer) {
        this.torrent = torrent;
        this.peer = peer;
        this.requests = new PeerRequests(host, torrent, peer);
    }

    /// It does not serve us any more.
    void choked() {
        choked = true;
        if (!peer.handshake.fast()) {
            giveBack();
        }
    }

    /// It serves us. What it was asked for before it choked us it will not send any more, by BEP 3;
    /// by BEP 6 it says so of each block. Asked for again at once, blocks that were on their way
    /// came twice: 2 of 100 in a room of 16 ([SimulationStudy] of the tests).
    void unchoked() {
        if (choked && !peer.handshake.fast()) {
            giveBack();
        }
        choked = false;
        requests.begin();
        fill();
    }

    /// It begins to send a block.
    ///
    /// @return the piece into which it goes, to be told to [#received] or [#brokeOff]; null when
    ///   nobody wants it (any more), to be told to [#unwanted]
    @Nullable PieceDownload begin(Message.Piece block) {
        var download = torrent.download(block.piece());
        if (download == null || !download.begin(peer, block.begin(), block.length())) {
            return null;
        }
        receiving = true;
        return download;
    }

    /// The block is where it belongs.
    void received(PieceDownload download, Message.Piece block) {
        receiving = false;
        requests.settle(block.piece(), block.begin(), block.length(), false);
        for (var other : download.finish(peer, block.begin(), block.length())) {
            other.downloads.cancel(block.piece(), block.begin(), block.length());
        }
        if (download.completes()) {
            torrent.arrivals().received(download);
        }
        delivered(block.length());
    }

    /// The block has been thrown away.
    void unwanted(Message.Piece block) {
        requests.settle(block.piece(), block.begin(), block.length(), true);
        delivered(block.length());
    }

    private void delivered(int length) {
        peer.down.add(length);
        requests.delivered();
        fill();
    }

    /// The rest of the block will not come.
    void brokeOff(PieceDownload download, Message.Piece block) {
        receiving = false;
        download.abandon(peer, block.begin(), block.length());
    }

    /// Somebody else has sent us this block.
    private void cancel(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, false)) {
            peer.send(new Message.Cancel(piece, begin, length));
        }
    }

    /// It will not send this block.
    void rejected(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, true)) {
            torrent.throttle().receives(-length);
            if (!choked) {
                torrent.offences().brokePromise(peer, piece);
            }
        }
        fill();
    }

    /// Asks for as many blocks as this peer delivers in a short while; any thread.
    void fill() {
        if (!choked && !peer.closed()) {
            requests.fill(peer.down.rate(), peer.extension());
        }
    }

    /// Bytes that it was asked for and that are not here yet.
    long requested() {
        return requests.bytes();
    }

    /// In how many nanoseconds what it was asked for will be here, by its rate so far.
    long dueNanos() {
        return requests.dueNanos(peer.down.rate());
    }

    /// No block for too long: others are asked for what it owes, and it again after a while.
    void giveUpWaiting(long now, long patience) {
        if (!requests.late(now, patience)) {
            return;
        }
        if (receiving) {
            peer.close(); // its block has a place that nobody else may fill meanwhile
        } else {
            if (requests.stall(now)) {
                torrent.unreliable(peer);
            }
            giveBack();
        }
    }

    /// Gives all requested blocks back to whoever wants them.
    private void giveBack() {
        if (requests.giveBack()) {
            torrent.wake();
        }
    }

    /// It has left: others are asked for what it owes, and it for nothing more.
    void end() {
        requests.end();
    }
}
