package sower.swarm;

/// What a torrent's storage holds, and which of it is known to be right: that alone is sent. Takes
/// its torrent's lock.
final class Holdings {
    private final TorrentHost host;
    private final Torrent torrent;
    private final PiecePicker picker;
    private final Proven proven;
    private final Showcase showcase;
    private final TorrentListener listener;

    Holdings(
            TorrentHost host,
            Torrent torrent,
            PiecePicker picker,
            Proven proven,
            Showcase showcase,
            TorrentListener listener) {
        this.host = host;
        this.torrent = torrent;
        this.picker = picker;
        this.proven = proven;
        this.showcase = showcase;
        this.listener = listener;
    }

    boolean has(int piece) {
        synchronized (torrent) {
            return picker.has(piece);
        }
    }

    /// Whether a piece may be sent as it is read.
    boolean proven(int piece) {
        synchronized (torrent) {
            return proven.has(piece);
        }
    }

    /// A piece was read and hashed.
    void prove(int piece) {
        synchronized (torrent) {
            proven.add(piece);
        }
    }

    /// Somebody has reason to believe that what the storage holds is wrong: it is read and hashed
    /// before it is sent again.
    void doubt(int piece) {
        synchronized (torrent) {
            proven.remove(piece);
        }
        host.pool().forget(torrent, piece);
    }

    /// What the storage holds for this piece is not what the torrent says: it is ours no more.
    void lost(int piece) {
        synchronized (torrent) {
            if (!picker.has(piece)) {
                return;
            }
            picker.lose(piece);
            proven.remove(piece);
            showcase.lose(piece);
        }
        listener.sourceChanged(piece);
    }

    /// A peer will soon be sent this; what needs no hashing is sent from where it is.
    void prefetch(int piece, int chunk) {
        if (!proven(piece)) {
            host.prefetch(torrent, piece, chunk);
        }
    }
}
