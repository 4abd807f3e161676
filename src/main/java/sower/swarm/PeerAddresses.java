package sower.swarm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where peers of a torrent may be found, and when each is tried (again).
final class PeerAddresses {
    private static final long FIRST_RETRY = 2_000_000_000L;
    private static final long LAST_RETRY = 60_000_000_000L; // EZIO peers refuse for a minute

    private static final class Known {
        long dueNanos;
        long waitNanos = FIRST_RETRY;
        boolean banned;

        Known(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    private final Map<InetSocketAddress, Known> known = new HashMap<>();

    /// @return false when it was known
    synchronized boolean add(InetSocketAddress address) {
        return known.putIfAbsent(address, new Known(System.nanoTime())) == null;
    }

    /// A connection to it is up: should it break, try again soon.
    synchronized void connected(InetSocketAddress address) {
        var entry = known.computeIfAbsent(address, _ -> new Known(0));
        entry.dueNanos = System.nanoTime() + FIRST_RETRY;
        entry.waitNanos = FIRST_RETRY;
    }

    synchronized void ban(InetSocketAddress address) {
        known.computeIfAbsent(address, _ -> new Known(0)).banned = true;
    }

    /// Up to `most` addresses to be tried now; each is then left alone for a while, longer every
    /// time.
    synchronized List<InetSocketAddress> due(long now, int most) {
        var due = new ArrayList<InetSocketAddress>();
        for (var entry : known.entrySet()) {
            var peer = entry.getValue();
            if (due.size() < most && !peer.banned && peer.dueNanos - now <= 0) {
                due.add(entry.getKey());
                peer.dueNanos = now + peer.waitNanos;
                peer.waitNanos = Math.min(peer.waitNanos * 2, LAST_RETRY);
            }
        }
        return due;
    }
}
