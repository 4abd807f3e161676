package sower.swarm;

import java.net.InetSocketAddress;
import java.util.Collection;

/// Whom a torrent calls, and when: addresses that somebody has named, as many at a time as are
/// worth it. Takes its torrent's lock where it looks at who is there, and calls without it.
final class Calls {
    private final TorrentHost host;
    private final Torrent torrent;
    private final Connections connections;
    private final PiecePicker picker;
    private final Locality locality;
    private final PeerAddresses addresses;

    Calls(
            TorrentHost host,
            Torrent torrent,
            Connections connections,
            PiecePicker picker,
            Locality locality,
            PeerAddresses addresses) {
        this.host = host;
        this.torrent = torrent;
        this.connections = connections;
        this.picker = picker;
        this.locality = locality;
        this.addresses = addresses;
    }

    /// Peers that may be connected to; known ones are ignored.
    void add(Collection<InetSocketAddress> some) {
        long now = host.nanos();
        boolean news = false;
        for (var address : some) {
            news |= !host.isSelf(address) && addresses.add(address, now);
        }
        if (news) {
            more(now);
        }
    }

    /// One that has everything.
    void addSource(InetSocketAddress address) {
        long now = host.nanos();
        if (!host.isSelf(address) && addresses.addSource(address, now)) {
            more(now);
        }
    }

    /// Calls whoever is due and of use; without the lock.
    void more(long now) {
        int wanted;
        synchronized (torrent) {
            if (torrent.closed() || torrent.held()) {
                return;
            }
            wanted = connections.wanted(picker, locality.severalSites(), now);
            for (var peer : connections.all()) {
                addresses.connected(peer.address(), now, connections.worthwhile(peer, now));
            }
        }
        for (var address : addresses.due(now, wanted)) {
            host.connect(torrent, address);
        }
    }
}
