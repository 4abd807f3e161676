package sower.swarm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Where peers of a torrent may be found, when each is tried (again), and who is shut out.
final class PeerAddresses {
    private static final long FIRST_RETRY = 2_000_000_000L;
    private static final long LAST_RETRY = 60_000_000_000L; // EZIO peers refuse for a minute

    private static final long NAMED_AGAIN = 8_000_000_000L;

    private static final class Known {
        long dueNanos;
        long waitNanos = FIRST_RETRY;
        boolean met; // there was a connection once
        boolean source; // has everything, as its owner says
        boolean web; // no peer
        final Conduct conduct = new Conduct();

        Known(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    private final Map<InetSocketAddress, Known> known = new HashMap<>();
    private final RandomGenerator random;

    PeerAddresses(RandomGenerator random) {
        this.random = random;
    }

    /// Somebody says that there is a peer. One that we have met before and that is named again is
    /// back, most likely: it is tried soon, however often it has not answered meanwhile.
    ///
    /// @return false when it was known
    synchronized boolean add(InetSocketAddress address, long now) {
        var before = known.putIfAbsent(address, new Known(now));
        if (before != null && before.met && before.dueNanos - now > NAMED_AGAIN) {
            before.dueNanos = now + NAMED_AGAIN;
        }
        return before == null;
    }

    /// The same for one that has everything: it is tried whenever it is not connected.
    synchronized boolean addSource(InetSocketAddress address, long now) {
        boolean news = add(address, now);
        known.computeIfAbsent(address, _ -> new Known(now)).source = true;
        return news;
    }

    /// A connection to it is up: should it break, try again soon.
    ///
    /// @param worthwhile whether it is not one of those that hang up on us each time
    synchronized void connected(InetSocketAddress address, long now, boolean worthwhile) {
        var entry = known.computeIfAbsent(address, _ -> new Known(0));
        if (worthwhile) {
            entry.waitNanos = FIRST_RETRY;
        }
        entry.dueNanos = now + entry.waitNanos;
        entry.met = true;
    }

    /// There is a web server, to be called by nobody as a peer.
    synchronized void addWebServer(InetSocketAddress address) {
        known.computeIfAbsent(address, _ -> new Known(0)).web = true;
    }

    /// It alone sent a piece, and the piece is right.
    synchronized void sentRight(InetSocketAddress address) {
        known.computeIfAbsent(address, _ -> new Known(0)).conduct.sentRight();
    }

    /// It alone sent this piece, and the piece is wrong.
    ///
    /// @param needed whether it offers anything that is missing and that nobody else offers
    /// @return whether it is shut out, now or before
    synchronized boolean sentWrong(InetSocketAddress address, int piece, boolean needed, long now) {
        var conduct = known.computeIfAbsent(address, _ -> new Known(0)).conduct;
        conduct.sentWrong(piece, needed, now);
        return conduct.isShutOut(now);
    }

    synchronized boolean banned(InetSocketAddress address, long now) {
        var peer = known.get(address);
        return peer != null && peer.conduct.isShutOut(now);
    }

    /// Pieces for which it is not to be asked any more. A copy.
    synchronized BitSet hopeless(InetSocketAddress address) {
        var peer = known.get(address);
        return peer == null ? new BitSet() : (BitSet) peer.conduct.hopeless().clone();
    }

    /// Sources and up to `most` other addresses to be tried now, at random among those that are
    /// due: if all machines of a large room called the same ones, there would be islands. Each is
    /// then left alone for a while, longer every time.
    synchronized List<InetSocketAddress> due(long now, int most) {
        var chosen = new ArrayList<InetSocketAddress>();
        var others = new ArrayList<InetSocketAddress>();
        known.forEach((address, peer) -> {
            boolean welcome = !peer.web && !peer.conduct.isShutOut(now);
            if (welcome && peer.dueNanos - now <= 0) {
                (peer.source ? chosen : others).add(address);
            }
        });
        Collections.shuffle(others, random);
        chosen.addAll(others.subList(0, Math.clamp(most, 0, others.size())));
        for (var address : chosen) {
            var peer = known.get(address);
            if (peer != null) {
                peer.dueNanos = now + peer.waitNanos;
                peer.waitNanos = Math.min(peer.waitNanos * 2, LAST_RETRY);
            }
        }
        return chosen;
    }
}
