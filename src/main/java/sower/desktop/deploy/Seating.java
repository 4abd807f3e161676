package sower.desktop.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import sower.deploy.RoomPlan;
import sower.deploy.RoomPlan.Seat;

/// Which machine is shown where, at one moment and in one width.
///
/// @param seats of `peers`, in their order
record Seating(List<Peer> peers, List<Seat> seats, Lattice lattice) {

    /// @param open whether there is a free row and column, into which a machine can be put
    static Seating of(List<Peer> peers, RoomPlan plan, double width, boolean open) {
        var names = peers.stream().map(peer -> peer.now().name()).toList();
        int columns = plan.places(names) ? plan.columns() : Lattice.columns(peers.size(), width);
        var seats = plan.seating(names, columns);
        int rows = 1 + seats.stream().mapToInt(Seat::row).max().orElse(0);
        var lattice = Lattice.of(columns, rows, peers.size(), width);
        return new Seating(
                List.copyOf(peers), seats, open ? lattice.wider(peers.size(), width) : lattice);
    }

    Optional<Seat> of(Peer peer) {
        int index = peers.indexOf(peer);
        return index < 0 ? Optional.empty() : Optional.of(seats.get(index));
    }

    Optional<Peer> at(double x, double y) {
        return lattice.at(x, y)
                .map(seats::indexOf)
                .filter(index -> index >= 0)
                .map(index -> peers.get(index));
    }

    Optional<Bounds> place(Peer peer) {
        return of(peer).map(seat ->
                new BoundingBox(
                        lattice.x(seat.column()),
                        lattice.y(seat.row()),
                        lattice.tileWidth(),
                        lattice.tileHeight()));
    }

    /// The next machine in a direction; first of all one that stands straight there.
    Optional<Peer> beside(Peer peer, int down, int right) {
        var from = of(peer).orElseThrow();
        var beyond = new ArrayList<Peer>();
        for (var other : peers) {
            if (ahead(from, of(other).orElseThrow(), down, right) > 0) {
                beyond.add(other);
            }
        }
        return beyond.stream()
                .min(Comparator.comparingInt(other -> detour(from, other, down, right)));
    }

    private int detour(Seat from, Peer other, int down, int right) {
        var seat = of(other).orElseThrow();
        int aside = ahead(from, seat, right, down);
        return ahead(from, seat, down, right) + Math.abs(aside) * Lattice.MOST_COLUMNS;
    }

    private static int ahead(Seat from, Seat seat, int down, int right) {
        return (seat.row() - from.row()) * down + (seat.column() - from.column()) * right;
    }

    /// Where our machines are; strangers have no place in the room.
    Map<String, Seat> ours() {
        var ours = new LinkedHashMap<String, Seat>();
        for (int i = 0; i < seats.size(); i++) {
            var machine = peers.get(i).now();
            if (machine.ours()) {
                ours.putIfAbsent(machine.name(), seats.get(i));
            }
        }
        return ours;
    }
}
