package sower.desktop.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;

/// Places on an ellipse, each as far from the next, clockwise from the left.
///
/// @param points one per place
/// @param spacing between two of them, along the ellipse
record Ring(Point2D centre, List<Point2D> points, double spacing) {
    private static final int STEPS = 720;
    private static final double LABEL_WIDTH = 96; // beside it
    private static final double LABEL_HEIGHT = 30; // above and below it
    private static final double LARGEST = 12;
    private static final double SMALLEST = 4;
    private static final double ROOM_FOR_NAMES = 46;

    Ring {
        points = List.copyOf(points);
    }

    static Ring of(int count, double width, double height) {
        var centre = new Point2D(width / 2, height / 2);
        double wide = Math.max(1, width / 2 - LABEL_WIDTH);
        double high = Math.max(1, height / 2 - LABEL_HEIGHT);
        double[] way = new double[STEPS + 1];
        for (int i = 1; i <= STEPS; i++) {
            way[i] = way[i - 1] + at(i, wide, high).distance(at(i - 1, wide, high));
        }
        var points = new ArrayList<Point2D>();
        double spacing = count == 0 ? way[STEPS] : way[STEPS] / count;
        int step = 0;
        for (int i = 0; i < count; i++) {
            while (way[step] < i * spacing) {
                step++;
            }
            points.add(centre.add(at(step, wide, high)));
        }
        return new Ring(centre, points, spacing);
    }

    private static Point2D at(int step, double wide, double high) {
        double angle = Math.PI * (1 + 2.0 * step / STEPS);
        return new Point2D(wide * Math.cos(angle), high * Math.sin(angle));
    }

    /// The middle of the workstation, or of a machine.
    Point2D place(int index) {
        return index == Net.WORKSTATION ? centre : points.get(index);
    }

    /// Of a machine's sign.
    double radius() {
        return Math.clamp(spacing * 0.36, SMALLEST, LARGEST);
    }

    /// Whether every name has its place.
    boolean named() {
        return spacing >= ROOM_FOR_NAMES;
    }

    /// The machine under a point.
    Optional<Integer> at(Point2D point) {
        int nearest = -1;
        double least = Math.max(8, radius() + 4);
        for (int i = 0; i < points.size(); i++) {
            double distance = points.get(i).distance(point);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest < 0 ? Optional.empty() : Optional.of(nearest);
    }
}
