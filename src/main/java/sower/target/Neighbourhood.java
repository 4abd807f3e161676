package sower.target;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sower.deploy.Neighbour;
import sower.swarm.SwarmSnapshot;

/// Whom this machine exchanges pieces with.
///
/// @param workstation where the one that has the run listens
record Neighbourhood(InetSocketAddress workstation) {

    /// The strongest of them, over all torrents.
    List<Neighbour> strongest(List<SwarmSnapshot> swarms) {
        Map<String, Neighbour> all = new LinkedHashMap<>();
        for (var swarm : swarms) {
            for (var peer : swarm.peers()) {
                var name = name(peer.address());
                var one = new Neighbour(name, peer.downRate(), peer.upRate());
                all.merge(name, one, Neighbourhood::joined);
            }
        }
        return Neighbour.strongest(all.values());
    }

    private String name(InetSocketAddress peer) {
        return peer.equals(workstation)
                ? Neighbour.WORKSTATION
                : peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    private static Neighbour joined(Neighbour one, Neighbour other) {
        return new Neighbour(
                one.peer(), one.downRate() + other.downRate(), one.upRate() + other.upRate());
    }
}
