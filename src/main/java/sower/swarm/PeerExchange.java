package sower.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sower.wire.PexMessage;

/// Tells peers of each other, and calls those that peers tell of (BEP 11), where the owner wants
/// it: a swarm of ordinary clients then needs its tracker for the first of them only. Who is in a
/// closed swarm its workstation says, and in a private one (BEP 27) its tracker.
///
/// Its torrent's lock, taken here, guards it.
final class PeerExchange {
    private static final long ROUND_NANOS = 60_000_000_000L; // to each peer, and from each
    private static final int MOST = 50; // addresses in a message

    private static final class Partner {
        private final Set<InetSocketAddress> told = new LinkedHashSet<>();
        private long toldNanos;
        private long heardNanos;

        private Partner(long longAgo) {
            this.toldNanos = longAgo;
            this.heardNanos = longAgo;
        }
    }

    private final TorrentHost host;
    private final Torrent torrent;
    private final Connections connections;
    private final Calls calls;
    private final Map<Peer, Partner> partners = new HashMap<>();

    PeerExchange(TorrentHost host, Torrent torrent, Connections connections, Calls calls) {
        this.host = host;
        this.torrent = torrent;
        this.connections = connections;
        this.calls = calls;
    }

    /// Whether this swarm does it.
    boolean on() {
        var options = host.options();
        return options.exchangesPeers()
                && options.key().isEmpty()
                && !torrent.metainfo().isPrivate();
    }

    /// Once a second: whoever has heard nothing for a minute is told what has changed.
    void tick(long now) {
        if (!on()) {
            return;
        }
        Map<Peer, PexMessage> news = new HashMap<>();
        synchronized (torrent) {
            partners.keySet().retainAll(connections.all());
            for (var peer : connections.all()) {
                var message = peer.pexId() == 0 ? null : news(peer, now);
                if (message != null) {
                    news.put(peer, message);
                }
            }
        }
        news.forEach((peer, message) -> peer.send(message.encode(peer.pexId())));
    }

    private @Nullable PexMessage news(Peer peer, long now) {
        var partner = partner(peer, now);
        if (now - partner.toldNanos < ROUND_NANOS) {
            return null;
        }
        var here =
                connections.all().stream()
                        .filter(other -> other != peer && other.listens())
                        .map(Peer::address)
                        .collect(Collectors.toSet());
        var added = some(here, partner.told);
        var dropped = some(partner.told, here);
        if (added.isEmpty() && dropped.isEmpty()) {
            return null;
        }
        partner.told.addAll(added);
        dropped.forEach(partner.told::remove);
        partner.toldNanos = now;
        return new PexMessage(added, dropped);
    }

    private static List<InetSocketAddress> some(
            Set<InetSocketAddress> of, Set<InetSocketAddress> without) {
        return of.stream().filter(address -> !without.contains(address)).limit(MOST).toList();
    }

    private Partner partner(Peer peer, long now) {
        return partners.computeIfAbsent(peer, _ -> new Partner(now - ROUND_NANOS));
    }

    /// A peer tells of others. Who does so more often than it may is not listened to.
    void heard(Peer peer, PexMessage message) {
        long now = host.nanos();
        synchronized (torrent) {
            var partner = partner(peer, now);
            if (now - partner.heardNanos < ROUND_NANOS / 2) {
                return;
            }
            partner.heardNanos = now;
        }
        calls.add(message.added().stream().filter(PeerExchange::isPlace).limit(MOST).toList());
    }

    private static boolean isPlace(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return address.getPort() > 0 && !host.isAnyLocalAddress() && !host.isMulticastAddress();
    }
}
