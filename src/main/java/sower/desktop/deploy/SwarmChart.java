package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.text.TextAlignment;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Typeface;

/// The rate of the whole swarm through time, as two areas on top of each other: below what this
/// workstation sends (hatched), above what the machines exchange (plain).
final class SwarmChart {
    private static final int STEPS = 4;
    private static final int SHORTEST = 60;

    private final RoomModel room;

    SwarmChart(RoomModel room) {
        this.room = room;
    }

    void paint(GraphicsContext pen, double width, double height, Inks inks) {
        int count = room.seed().size();
        long highest = 1_000_000;
        for (int i = 0; i < count; i++) {
            highest = Math.max(highest, room.seed().get(i) + room.exchange().get(i));
        }
        if (count < 2) {
            pen.setFill(inks.muted());
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.setFont(Typeface.of(13));
            pen.fillText(text("chart.waiting"), width / 2, height / 2);
            return;
        }
        var scale = Scale.of((double) highest, STEPS);
        var axes = new Axes(scale, Math.max(SHORTEST, count), width, height);
        axes.draw(pen, inks);
        double[] xs = new double[count];
        double[] below = new double[count];
        double[] above = new double[count];
        for (int i = 0; i < count; i++) {
            xs[i] = axes.x(count - 1 - i);
            below[i] = axes.y(room.seed().get(i));
            above[i] = axes.y(room.seed().get(i) + room.exchange().get(i));
        }
        area(pen, xs, above, below, inks.exchange().deriveColor(0, 1, 1, 0.28));
        area(pen, xs, below, flat(count, axes.floor()), hatching(inks.seed()));
        line(pen, xs, above, inks.exchange());
        line(pen, xs, below, inks.seed());
    }

    private static void area(
            GraphicsContext pen,
            double[] xs,
            double[] upper,
            double[] lower,
            javafx.scene.paint.Paint fill) {
        int count = xs.length;
        double[] allX = new double[2 * count];
        double[] allY = new double[2 * count];
        for (int i = 0; i < count; i++) {
            allX[i] = xs[i];
            allY[i] = upper[i];
            allX[2 * count - 1 - i] = xs[i];
            allY[2 * count - 1 - i] = lower[i];
        }
        pen.setFill(fill);
        pen.fillPolygon(allX, allY, allX.length);
    }

    private static void line(GraphicsContext pen, double[] xs, double[] ys, Color colour) {
        pen.setStroke(colour);
        pen.setLineWidth(2);
        pen.strokePolyline(xs, ys, xs.length);
    }

    private static double[] flat(int count, double y) {
        double[] ys = new double[count];
        java.util.Arrays.fill(ys, y);
        return ys;
    }

    /// Diagonal stripes, so that the two areas differ without their colours.
    static LinearGradient hatching(Color colour) {
        Color light = colour.deriveColor(0, 1, 1, 0.30);
        Color strong = colour.deriveColor(0, 1, 1, 0.62);
        return new LinearGradient(
                0,
                0,
                5,
                5,
                false,
                CycleMethod.REPEAT,
                new Stop(0, strong),
                new Stop(0.45, strong),
                new Stop(0.45, light),
                new Stop(1, light));
    }
}
