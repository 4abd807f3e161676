package sower.target;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sower.deploy.Neighbour;
import sower.deploy.Told;
import sower.metainfo.Span;
import sower.swarm.Offence;
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

    /// Which bytes came damaged from whom, a sentence each; the newest last.
    List<String> damaged(List<SwarmSnapshot> swarms) {
        return swarms.stream()
                .flatMap(swarm ->
                        swarm.offences().stream()
                                .filter(offence -> offence.damaged() != null)
                                .map(offence -> damaged(swarm.name(), offence)))
                .toList();
    }

    private String damaged(String volume, Offence offence) {
        Span bytes = Objects.requireNonNull(offence.damaged());
        var told = offence.address().equals(workstation) ? Told.DAMAGED_HERE : Told.DAMAGED;
        return told.words(bytes.begin(), bytes.end(), volume, text(offence.address()));
    }

    private String name(InetSocketAddress peer) {
        return peer.equals(workstation) ? Neighbour.WORKSTATION : text(peer);
    }

    private static String text(InetSocketAddress peer) {
        return peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }

    private static Neighbour joined(Neighbour one, Neighbour other) {
        return new Neighbour(
                one.peer(), one.downRate() + other.downRate(), one.upRate() + other.upRate());
    }
}
