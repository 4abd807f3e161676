package sower.desktop.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sower.deploy.Neighbour;

/// Who feeds whom in the whole room, at one moment.
///
/// @param machines of the room, in the order of their names
/// @param flows the weakest first, so that the strongest lie on top
record Net(List<Peer> machines, List<Flow> flows) {
    static final int WORKSTATION = -1;

    /// Less than this share of the strongest flow is left out.
    private static final long FAINTEST_PERCENT = 1;

    /// What goes from one end to another.
    ///
    /// @param from index of a machine, or [#WORKSTATION]
    /// @param rate bytes per second
    record Flow(int from, int to, long rate) {
        boolean touches(int machine) {
            return from == machine || to == machine;
        }
    }

    private record Way(int from, int to) {}

    /// As the machines tell it. Of a flow that both of its ends tell of, the larger figure counts:
    /// their seconds are not the same.
    static Net of(List<Peer> machines) {
        Map<String, Integer> byAddress = new HashMap<>();
        byAddress.put(Neighbour.WORKSTATION, WORKSTATION);
        for (int i = 0; i < machines.size(); i++) {
            byAddress.put(machines.get(i).now().address(), i);
        }
        Map<Way, Long> rates = new HashMap<>();
        for (int i = 0; i < machines.size(); i++) {
            var neighbours = machines.get(i).now().neighbours();
            for (var neighbour : neighbours == null ? List.<Neighbour>of() : neighbours) {
                Integer other = byAddress.get(neighbour.peer());
                if (other != null) {
                    rates.merge(new Way(other, i), neighbour.downRate(), Math::max);
                    rates.merge(new Way(i, other), neighbour.upRate(), Math::max);
                }
            }
        }
        return new Net(List.copyOf(machines), flows(rates));
    }

    private static List<Flow> flows(Map<Way, Long> rates) {
        long strongest = rates.values().stream().mapToLong(rate -> rate).max().orElse(0);
        var flows = new ArrayList<Flow>();
        rates.forEach((way, rate) -> {
            if (rate > 0 && rate * 100 >= strongest * FAINTEST_PERCENT) {
                flows.add(new Flow(way.from(), way.to(), rate));
            }
        });
        flows.sort(
                Comparator.comparingLong(Flow::rate)
                        .thenComparingInt(Flow::from)
                        .thenComparingInt(Flow::to));
        return List.copyOf(flows);
    }

    long strongest() {
        return flows.isEmpty() ? 0 : flows.getLast().rate();
    }
}
