package sower.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What peers of a torrent did wrong, the newest of it. Guarded by its torrent.
final class Offences {
    private static final int MOST = 100;

    private record Deed(InetSocketAddress address, String what) {}

    private final Map<Deed, Offence> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<InetAddress> strangers = new HashSet<>();

    void add(Peer peer, String what, boolean banned) {
        var deed = new Deed(peer.address(), what);
        var before = known.get(deed);
        int times = before == null ? 1 : before.times() + 1;
        known.put(deed, new Offence(peer.address(), peer.client(), what, times, banned));
        if (known.size() > MOST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /// Whether nobody from there, without the key of the swarm, was told of yet.
    boolean isNewStranger(Peer peer) {
        return strangers.size() < MOST && strangers.add(peer.address().getAddress());
    }

    /// Oldest first.
    List<Offence> all() {
        return List.copyOf(known.values());
    }
}
