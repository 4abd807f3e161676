package sower.desktop.deploy;

import java.util.Optional;
import javafx.geometry.Point2D;
import sower.deploy.RoomPlan.Seat;

/// A tile under the mouse.
///
/// @param grip where in the tile it is held
/// @param from where the mouse was when it took it
/// @param at where the mouse is
/// @param moving whether it was moved so far that it is meant
record TileDrag(Peer peer, Point2D grip, Point2D from, Point2D at, boolean moving) {
    private static final double MEANT = 6; // less is a click of an unsteady hand

    static Optional<TileDrag> of(Seating seating, Point2D at) {
        return seating.at(at.getX(), at.getY())
                .filter(peer -> peer.now().ours())
                .map(peer -> {
                    var place = seating.place(peer).orElseThrow();
                    var grip = at.subtract(place.getMinX(), place.getMinY());
                    return new TileDrag(peer, grip, at, at, false);
                });
    }

    TileDrag to(Point2D now) {
        return new TileDrag(peer, grip, from, now, moving || from.distance(now) > MEANT);
    }

    Point2D corner() {
        return at.subtract(grip);
    }

    /// Where it would be put.
    Optional<Seat> aim(Lattice lattice) {
        return lattice.at(at.getX(), at.getY());
    }
}
