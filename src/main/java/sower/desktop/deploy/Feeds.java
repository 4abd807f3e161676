package sower.desktop.deploy;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Neighbour;

/// Who feeds a machine, and whom it feeds, the strongest first.
///
/// @param told whether the machine tells of it at all
record Feeds(boolean told, List<Feed> from, List<Feed> to) {

    /// One of them.
    ///
    /// @param name of the machine, or its address where nobody of that address is in the room;
    ///   empty for this workstation
    /// @param rate bytes per second
    record Feed(String name, long rate) {}

    static Feeds of(MachineSnapshot machine, DeploymentSnapshot room) {
        var neighbours = machine.neighbours();
        if (neighbours == null) {
            return new Feeds(false, List.of(), List.of());
        }
        return new Feeds(
                true,
                feeds(neighbours, Neighbour::downRate, room),
                feeds(neighbours, Neighbour::upRate, room));
    }

    private static List<Feed> feeds(
            List<Neighbour> neighbours, ToLongFunction<Neighbour> rate, DeploymentSnapshot room) {
        return neighbours.stream()
                .map(each -> new Feed(name(each.peer(), room), rate.applyAsLong(each)))
                .filter(feed -> feed.rate() > 0)
                .sorted(Comparator.comparingLong(Feed::rate).reversed())
                .limit(Neighbour.MOST_EACH_WAY)
                .toList();
    }

    private static String name(String peer, DeploymentSnapshot room) {
        return room.machines().stream()
                .filter(machine -> machine.address().equals(peer))
                .map(MachineSnapshot::name)
                .findFirst()
                .orElse(peer);
    }
}
