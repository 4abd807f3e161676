package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The way of a piece that comes in, from its last block to the storage: hashed, written, and only
/// then ours and told to peers. Takes its torrent's lock.
final class Arrivals {
    private static final Logger LOG = System.getLogger(Arrivals.class.getName());

    private final TorrentHost host;
    private final Torrent torrent;
    private final Downloads downloads;
    private final PiecePicker picker;
    private final Proven proven;
    private final Locality locality;
    private final TorrentListener listener;
    private final RateMeter written;

    Arrivals(
            TorrentHost host,
            Torrent torrent,
            Downloads downloads,
            PiecePicker picker,
            Proven proven,
            Locality locality,
            TorrentListener listener) {
        this.host = host;
        this.torrent = torrent;
        this.downloads = downloads;
        this.picker = picker;
        this.proven = proven;
        this.locality = locality;
        this.listener = listener;
        this.written = new RateMeter(host.nanos());
    }

    /// The last block of a piece has come; called by the reader that brought it.
    void received(PieceDownload download) {
        host.check(torrent, download);
    }

    /// The hash of a piece is known.
    void checked(PieceDownload download, boolean right) {
        if (right) {
            torrent.offences().right(download);
            host.write(torrent, download);
            return;
        }
        synchronized (torrent) {
            downloads.failed(download);
        }
        host.pool().dropDownload(download.chunks);
        torrent.offences().wrong(download);
        torrent.wake();
    }

    /// A piece could not be written: the torrent ends.
    void notWritten(PieceDownload download, IOException cause) {
        host.pool().dropDownload(download.chunks);
        torrent.close();
        listener.failed(cause);
    }

    /// A piece is on the storage, and only now it is ours.
    void written(PieceDownload download) {
        boolean complete;
        synchronized (torrent) {
            written.add(download.length);
            downloads.done(download);
            locality.got();
            proven.add(download.piece);
            complete = picker.complete();
        }
        host.pool().dropDownload(download.chunks); // to be filled again while they are in cache
        for (var peer : torrent.connections()) {
            torrent.offers().got(peer, download.piece);
            peer.downloads.fill();
        }
        if (complete) {
            LOG.log(Level.INFO, "{0}: all pieces are written", torrent.metainfo().name());
            listener.completed();
        }
    }

    /// Bytes per second.
    long rate() {
        return written.rate();
    }

    void tick(long now) {
        written.tick(now);
    }
}
