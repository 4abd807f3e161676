package sower.desktop.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.deploy.Inventory;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice.Case;

/// What the machines of a room have told of their links: who hangs on a slower one than most
/// others, whose link is bad, and who comes from another network.
public final class RoomLinks {
    private static final long DAMAGED = 10; // packets since its start; a good cable has none
    private static final long BREAKS = 4; // a card that is started anew loses its connection, too

    private RoomLinks() {}

    /// All that is known of them.
    ///
    /// @param here the networks that this computer is in
    public static List<Advice> look(List<RehearsalRow> room, List<OwnNetwork> here) {
        return Stream.of(look(room), bad(room), far(room, here)).flatMap(List::stream).toList();
    }

    /// How fast they are; empty where no machine has told it.
    static List<Advice> look(List<RehearsalRow> room) {
        var bySpeed =
                room.stream()
                        .filter(row -> fastest(row.inventory()) > 0)
                        .collect(
                                Collectors.groupingBy(
                                        row -> fastest(row.inventory()),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                RehearsalRow::name, Collectors.toList())));
        if (bySpeed.isEmpty()) {
            return List.of();
        }
        int usual =
                bySpeed.entrySet().stream()
                        .max((one, two) -> Integer.compare(size(one), size(two)))
                        .orElseThrow()
                        .getKey();
        var slow = bySpeed.headMap(usual);
        if (slow.isEmpty()) {
            int machines = bySpeed.values().stream().mapToInt(List::size).sum();
            return List.of(Advice.of(Case.ROOM_GOOD, machines, bySpeed.firstKey()));
        }
        return slow.entrySet().stream()
                .map(each ->
                        Advice.of(
                                Case.ROOM_SLOW,
                                each.getValue().stream().sorted().collect(Collectors.joining(", ")),
                                each.getKey(),
                                usual))
                .toList();
    }

    /// Links at half duplex, with damaged packets, and with a plug that does not hold.
    static List<Advice> bad(List<RehearsalRow> room) {
        var found = new ArrayList<Advice>();
        var half = names(room, links -> links.stream().anyMatch(Inventory.Link::half));
        if (!half.isEmpty()) {
            found.add(Advice.of(Case.ROOM_HALF, half));
        }
        for (var row : room) {
            long damaged = sum(row, Inventory.Link::damaged);
            long breaks = sum(row, Inventory.Link::breaks);
            if (damaged >= DAMAGED) {
                found.add(Advice.of(Case.ROOM_DAMAGE, row.name(), damaged));
            }
            if (breaks >= BREAKS) {
                found.add(Advice.of(Case.ROOM_BREAKS, row.name(), breaks));
            }
        }
        return found;
    }

    /// Those that share a way through a router.
    static List<Advice> far(List<RehearsalRow> room, List<OwnNetwork> here) {
        var far =
                room.stream()
                        .filter(row ->
                                here.stream()
                                        .noneMatch(own ->
                                                own.has(InetAddress.ofLiteral(row.address()))))
                        .map(RehearsalRow::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return far.isEmpty() ? List.of() : List.of(Advice.of(Case.ROOM_FAR, far));
    }

    private static String names(
            List<RehearsalRow> room, Predicate<List<Inventory.Link>> concerned) {
        return room.stream()
                .filter(row -> concerned.test(row.inventory().links()))
                .map(RehearsalRow::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static long sum(RehearsalRow row, ToLongFunction<Inventory.Link> count) {
        return row.inventory().links().stream().mapToLong(count).sum();
    }

    private static int size(Map.Entry<Integer, List<String>> entry) {
        return entry.getValue().size();
    }

    private static int fastest(Inventory machine) {
        return machine.links().stream().mapToInt(Inventory.Link::megabits).max().orElse(0);
    }
}
