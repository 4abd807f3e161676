package sower.deploy;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sower.swarm.PeerSnapshot;
import sower.swarm.SwarmSnapshot;

/// Peers of the swarm that are no machines of ours: ordinary BitTorrent clients, one row each.
final class Strangers {
    private final Set<String> known;
    private final List<SwarmSnapshot> swarms;

    Strangers(Collection<Machine> machines, List<SwarmSnapshot> swarms) {
        this.known =
                machines.stream()
                        .map(machine -> machine.peer().toString())
                        .collect(Collectors.toSet());
        this.swarms = swarms;
    }

    List<MachineSnapshot> snapshots() {
        long total = swarms.stream().mapToLong(SwarmSnapshot::length).sum();
        int pieceCount = swarms.stream().mapToInt(SwarmSnapshot::pieceCount).sum();
        Map<String, MachineSnapshot> rows = new LinkedHashMap<>();
        int first = 0;
        for (var swarm : swarms) {
            for (var peer : swarm.peers()) {
                if (!peer.sower() && !known.contains(peer.address().toString())) {
                    var host = peer.address().getAddress().getHostAddress();
                    var row = row(peer, swarm, first, total, pieceCount);
                    rows.merge(host + ":" + peer.address().getPort(), row, Strangers::joined);
                }
            }
            first += swarm.pieceCount();
        }
        return List.copyOf(rows.values());
    }

    private static MachineSnapshot row(
            PeerSnapshot peer, SwarmSnapshot swarm, int first, long total, int pieceCount) {
        var pieces = new BitSet();
        peer.pieces().stream().forEach(piece -> pieces.set(first + piece));
        long done = swarm.length() * peer.pieces().cardinality() / swarm.pieceCount();
        var host = peer.address().getAddress().getHostAddress();
        var address = host + ":" + peer.address().getPort();
        return new MachineSnapshot(
                address,
                host,
                address,
                peer.client(),
                false,
                true,
                done >= total ? Phase.DONE : Phase.RECEIVING,
                done,
                total,
                /* downRate= */ peer.upRate(), // from us; what it gets from others we cannot see
                /* upRate= */ peer.downRate(),
                0,
                Pace.UNKNOWN,
                pieces,
                pieceCount,
                "",
                List.of(),
                null,
                null);
    }

    private static MachineSnapshot joined(MachineSnapshot one, MachineSnapshot other) {
        var pieces = (BitSet) one.piecesHave().clone();
        pieces.or(other.piecesHave());
        long done = one.bytesDone() + other.bytesDone();
        return new MachineSnapshot(
                one.id(),
                one.name(),
                one.address(),
                one.client(),
                false,
                true,
                done >= one.bytesTotal() ? Phase.DONE : Phase.RECEIVING,
                done,
                one.bytesTotal(),
                one.downRate() + other.downRate(),
                one.upRate() + other.upRate(),
                0,
                Pace.UNKNOWN,
                pieces,
                one.pieces(),
                "",
                List.of(),
                null,
                null);
    }
}
