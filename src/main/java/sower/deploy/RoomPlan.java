package sower.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Where the machines of a room stand, seen from above, as a person has arranged them.
///
/// @param room as its [Roster] is called; empty where everybody is meant
/// @param seats by the names of machines, whether they are there today or not
public record RoomPlan(String room, Map<String, Seat> seats) {

    public RoomPlan {
        seats = Collections.unmodifiableMap(new TreeMap<>(seats));
    }

    /// A place in a room, counted from 0 at the upper left.
    public record Seat(int row, int column) {
        public Seat {
            if (row < 0 || column < 0) {
                throw new IllegalArgumentException("no place in a room: " + row + ", " + column);
            }
        }
    }

    /// A room that nobody has arranged.
    public static RoomPlan none(String room) {
        return new RoomPlan(room, Map.of());
    }

    /// Whether one of these machines has a place.
    public boolean places(Collection<String> machines) {
        return machines.stream().anyMatch(seats::containsKey);
    }

    /// How many places stand beside each other.
    public int columns() {
        return beyond(Seat::column);
    }

    /// Where each of these machines is shown, in their order. One that has no place, or whose
    /// namesake has it, comes behind the last row; if none has one, they stand as they come.
    ///
    /// @param columns in how many they stand where none has a place
    public List<Seat> seating(List<String> machines, int columns) {
        boolean placed = places(machines);
        int wide = placed ? columns() : columns;
        int next = placed ? beyond(Seat::row) * wide : 0;
        var taken = new HashSet<String>();
        var shown = new ArrayList<Seat>();
        for (var machine : machines) {
            var seat = seats.get(machine);
            if (seat == null || !taken.add(machine)) {
                seat = new Seat(next / wide, next % wide);
                next++;
            }
            shown.add(seat);
        }
        return shown;
    }

    /// The plan in which machines stay where they are shown, but one stands elsewhere. Whoever
    /// stood there takes its place.
    ///
    /// @param shown where machines stand now, this one among them
    public RoomPlan moved(String machine, Seat to, Map<String, Seat> shown) {
        var moved = new TreeMap<>(seats);
        moved.putAll(shown);
        var from = moved.get(machine);
        moved.replaceAll((name, seat) -> seat.equals(to) ? from : seat);
        moved.put(machine, to);
        return new RoomPlan(room, moved);
    }

    private int beyond(ToIntFunction<Seat> place) {
        return seats.values().stream().mapToInt(place).max().orElse(-1) + 1;
    }
}
