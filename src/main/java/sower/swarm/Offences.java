package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Span;

/// What peers of a torrent did wrong, the newest of it, and what comes of it. Guarded by its
/// torrent, whose lock is taken here; the listener is told without it.
final class Offences {
    private static final Logger LOG = System.getLogger(Offences.class.getName());
    private static final int MOST = 100;
    private static final int MOST_BROKEN_PROMISES = 2; // pieces: so many may be bad sectors

    private record Deed(InetSocketAddress address, String what) {}

    private final Torrent torrent;
    private final TorrentHost host;
    private final Connections connections;
    private final PiecePicker picker;
    private final PeerAddresses addresses;
    private final TorrentListener listener;
    private final Map<Deed, Offence> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<InetAddress> strangers = new HashSet<>();

    Offences(
            Torrent torrent,
            TorrentHost host,
            Connections connections,
            PiecePicker picker,
            PeerAddresses addresses,
            TorrentListener listener) {
        this.torrent = torrent;
        this.host = host;
        this.connections = connections;
        this.picker = picker;
        this.addresses = addresses;
        this.listener = listener;
    }

    /// A peer broke the protocol or its connection, and is hung up on for it.
    void broke(Peer peer, IOException how) {
        boolean stranger;
        synchronized (torrent) {
            add(peer, String.valueOf(how.getMessage()), null, false);
            stranger = peer.stranger() && isNewStranger(peer);
        }
        if (stranger) {
            listener.stranger(peer.address().getAddress().getHostAddress());
        }
    }

    /// A piece has another hash than the torrent says. Where one peer alone has sent it, that is
    /// its doing.
    void wrong(PieceDownload download) {
        var sources = download.sources();
        if (sources.size() > 1) {
            LOG.log(Level.DEBUG, "piece {0} is wrong, from {1}", download.piece, sources);
            return;
        }
        for (var peer : sources) {
            boolean banned;
            synchronized (torrent) {
                // here, so that the newest is the one that it is shut out for
                boolean needed = connections.needs(peer, picker.had());
                long now = host.nanos();
                banned = addresses.sentWrong(peer.address(), download.piece, needed, now);
                peer.refused.set(download.piece);
                var span = Span.of(torrent.metainfo(), download.piece);
                var what = "sent piece %d with a wrong hash".formatted(download.piece);
                add(peer, what + words(span), span, banned);
            }
            listener.badPiece(download.piece, peer + " (" + peer.client() + ")", banned);
            if (banned) {
                peer.close();
            }
        }
    }

    private static String words(Span span) {
        return " (of the volume's bytes %,d to %,d)".formatted(span.begin(), span.end());
    }

    /// A piece has the hash that the torrent says.
    void right(PieceDownload download) {
        var sources = download.sources();
        if (sources.size() == 1) {
            addresses.sentRight(sources.getFirst().address());
        }
    }

    /// What a peer refused or sent wrongly may be right by now, and it may be the only source; but
    /// for what was wrong more than once. The caller holds the torrent's lock.
    void forgive() {
        for (var peer : connections.all()) {
            peer.refused.clear();
            peer.refused.or(addresses.hopeless(peer.address()));
        }
    }

    /// A peer has refused blocks of a piece that it says to have: it is not asked for that piece
    /// again for a while.
    void brokePromise(Peer peer, int piece) {
        synchronized (torrent) {
            if (!peer.refused.get(piece)) {
                peer.refused.set(piece);
                var what = "refused piece %d, which it says to have".formatted(piece);
                add(peer, what + words(Span.of(torrent.metainfo(), piece)), null, false);
                if (peer.refused.cardinality() > MOST_BROKEN_PROMISES) {
                    torrent.unreliable(peer);
                }
            }
        }
    }

    private void add(Peer peer, String what, @Nullable Span damaged, boolean banned) {
        var deed = new Deed(peer.address(), what);
        var before = known.get(deed);
        int times = before == null ? 1 : before.times() + 1;
        known.put(deed, new Offence(peer.address(), peer.client(), what, damaged, times, banned));
        if (known.size() > MOST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /// Whether nobody from there, without the key of the swarm, was told of yet.
    private boolean isNewStranger(Peer peer) {
        return strangers.size() < MOST && strangers.add(peer.address().getAddress());
    }

    /// Oldest first; the caller holds the torrent's lock.
    List<Offence> all() {
        return List.copyOf(known.values());
    }
}
