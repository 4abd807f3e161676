package sower.desktop.network;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sower.deploy.Inventory;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice.Case;

/// The machines of a room that hang on a slower link than most others.
public final class RoomLinks {
    private RoomLinks() {}

    /// Empty where no machine has told its link.
    public static List<Advice> look(List<RehearsalRow> room) {
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

    private static int size(Map.Entry<Integer, List<String>> entry) {
        return entry.getValue().size();
    }

    private static int fastest(Inventory machine) {
        return machine.links().stream().mapToInt(Inventory.Link::megabits).max().orElse(0);
    }
}
