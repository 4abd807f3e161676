package sower.deploy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Another end of the swarm as a machine sees it: who feeds it, and whom it feeds.
///
/// @param peer `address:port` where it listens; [#WORKSTATION] for the one that has the run
/// @param downRate bytes per second received from it
/// @param upRate bytes per second sent to it
public record Neighbour(String peer, long downRate, long upRate) {
    /// The workstation, whatever address it has for whom.
    public static final String WORKSTATION = "";

    /// How many a machine tells of each way: a report goes out every second.
    public static final int MOST_EACH_WAY = 5;

    /// Those of `all` from which most comes and to which most goes, a few of each.
    public static List<Neighbour> strongest(Collection<Neighbour> all) {
        return Stream.of(strongest(all, Neighbour::downRate), strongest(all, Neighbour::upRate))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private static List<Neighbour> strongest(
            Collection<Neighbour> all, ToLongFunction<Neighbour> rate) {
        return all.stream()
                .filter(neighbour -> rate.applyAsLong(neighbour) > 0)
                .sorted(Comparator.comparingLong(rate).reversed())
                .limit(MOST_EACH_WAY)
                .toList();
    }
}
