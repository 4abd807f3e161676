package sower.swarm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sower.metainfo.MetainfoException;
import sower.metainfo.WebFiles;

/// The web servers that a torrent names (BEP 19), each a [WebSeed] while it is needed, and what
/// they are asked for: what no peer offers, so that a room fetches an image from them about once
/// and hands it on, and anything while peers send next to nothing. Where somebody shows what it has
/// piece by piece ([SuperSeeding]), what it has not shown yet is offered as well.
///
/// Guarded by its torrent; the time is given.
final class WebSeeds {
    private static final long LEAST_BYTES = 256 << 10; // from peers; less is next to nothing
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MOST = 4; // at the same time
    private static final long FIRST_RETRY = 2_000_000_000L;
    private static final long LAST_RETRY = 60_000_000_000L;

    /// One of them.
    static final class Place {
        final URI url;
        private boolean called;
        private long dueNanos;
        private long waitNanos = FIRST_RETRY;

        private Place(URI url, long now) {
            this.url = url;
            this.dueNanos = now;
        }
    }

    private final TorrentHost host;
    private final Torrent torrent;
    private final Connections connections;
    private final PiecePicker picker;
    private final Locality locality;
    private final List<Place> places = new ArrayList<>();
    private long begunNanos;
    private boolean needed; // for what no peer offers
    private boolean alone; // for everything
    private long bytes; // from peers, when they last had sent enough
    private long bytesNanos;
    private @Nullable WebFiles files;

    WebSeeds(
            TorrentHost host,
            Torrent torrent,
            Connections connections,
            PiecePicker picker,
            Locality locality) {
        this.host = host;
        this.torrent = torrent;
        this.connections = connections;
        this.picker = picker;
        this.locality = locality;
        this.begunNanos = host.nanos();
        this.bytesNanos = begunNanos;
        if (host.options().key().isEmpty()) {
            torrent.metainfo().webSeeds().stream()
                    .filter(WebSeeds::usable)
                    .map(url -> new Place(URI.create(url), begunNanos))
                    .forEach(places::add);
        }
    }

    /// From now on peers could send us something.
    void begin(long now) {
        begunNanos = now;
        bytesNanos = now;
    }

    private static boolean usable(String url) {
        try {
            var uri = new URI(url);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return SCHEMES.contains(scheme) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Whether they may be asked for a piece.
    boolean allows(int piece) {
        return alone || needed && picker.unavailable(piece) && locality.imports(piece);
    }

    /// What they may be asked for of some pieces.
    BitSet allowed(BitSet pieces) {
        if (alone) {
            return pieces;
        }
        var allowed = new BitSet();
        if (needed) {
            pieces.stream().filter(this::allows).forEach(allowed::set);
        }
        return allowed;
    }

    /// Once a second.
    void tick(long now) {
        if (places.isEmpty() || torrent.held()) {
            return;
        }
        List<Place> due;
        synchronized (torrent) {
            look(now);
            if (picker.complete()) {
                connections.dismissLastResort();
            }
            boolean wanted = picker.wants(this::allows) && !torrent.throttle().paused();
            due = wanted ? due(now) : List.of();
        }
        due.forEach(place -> host.call(torrent, place));
    }

    private void look(long now) {
        long sent = connections.downFromPeers();
        if (sent >= bytes + LEAST_BYTES) {
            bytes = sent;
            bytesNanos = now;
        }
        bytes = Math.min(bytes, sent); // one has left
        long patience = host.options().timeouts().aloneNanos();
        alone = now - bytesNanos >= patience;
        needed = now - begunNanos >= patience / 2 && !connections.shown();
    }

    private List<Place> due(long now) {
        int free = MOST - (int) places.stream().filter(place -> place.called).count();
        var due =
                places.stream()
                        .filter(place -> !place.called && place.dueNanos - now <= 0)
                        .limit(free)
                        .toList();
        due.forEach(place -> place.called = true);
        return due;
    }

    /// Where the torrent's bytes are on each of them.
    WebFiles files() throws MetainfoException {
        synchronized (torrent) {
            if (files == null) {
                files = new WebFiles(torrent.metainfo());
            }
            return files;
        }
    }

    /// One that was called has hung up, or was hung up on.
    ///
    /// @param useful whether it has given anything
    void ended(Place place, boolean useful) {
        synchronized (torrent) {
            place.called = false;
            place.waitNanos = useful ? FIRST_RETRY : Math.min(2 * place.waitNanos, LAST_RETRY);
            place.dueNanos = host.nanos() + place.waitNanos;
        }
    }
}
