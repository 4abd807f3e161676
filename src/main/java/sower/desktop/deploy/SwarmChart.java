package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Typeface;
import sower.desktop.shell.Units;

/// The rate of the whole swarm through time, as two areas on top of each other: below what this
/// workstation sends (hatched), above what the machines exchange (plain).
final class SwarmChart {
    private static final double LEFT = 76;
    private static final double BOTTOM = 20;
    private static final double TOP = 8;
    private static final int STEPS = 4;
    private static final double SMALL = 11;
    private static final double STRONG = 12;

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
        Scale scale = Scale.of((double) highest, STEPS);
        double plotHeight = height - TOP - BOTTOM;
        if (count < 2) {
            pen.setFill(inks.muted());
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.setFont(Typeface.of(13));
            pen.fillText(text("chart.waiting"), width / 2, height / 2);
            return;
        }
        grid(pen, scale, width, plotHeight, inks);
        int span = Math.max(60, count);
        double[] xs = new double[count];
        double[] below = new double[count];
        double[] above = new double[count];
        for (int i = 0; i < count; i++) {
            xs[i] = LEFT + (width - LEFT) * (i + span - count) / (span - 1);
            below[i] = TOP + plotHeight * (1 - room.seed().get(i) / scale.top());
            long both = room.seed().get(i) + room.exchange().get(i);
            above[i] = TOP + plotHeight * (1 - both / scale.top());
        }
        double floor = TOP + plotHeight;
        area(pen, xs, above, below, inks.exchange().deriveColor(0, 1, 1, 0.28));
        area(pen, xs, below, flat(count, floor), hatching(inks.seed()));
        line(pen, xs, above, inks.exchange());
        line(pen, xs, below, inks.seed());
        times(pen, span, width, height, inks);
    }

    private static void grid(
            GraphicsContext pen, Scale scale, double width, double plotHeight, Inks inks) {
        pen.setFont(Typeface.of(SMALL));
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setLineWidth(1);
        for (double value = 0; value <= scale.top() * 1.001; value += scale.step()) {
            double y = Math.round(TOP + plotHeight * (1 - value / scale.top())) + 0.5;
            pen.setStroke(inks.line());
            pen.strokeLine(LEFT, y, width, y);
            pen.setFill(inks.muted());
            pen.fillText(axis(value, scale.step()), LEFT - 10, y);
        }
    }

    private static String axis(double bytesPerSecond, double step) {
        double megabytes = bytesPerSecond / 1e6;
        int digits = step >= 1e6 ? (step % 1e6 == 0 ? 0 : 1) : 2;
        return megabytes == 0 ? "0" : Units.number(megabytes, digits) + " MB/s";
    }

    private static void times(
            GraphicsContext pen, int span, double width, double height, Inks inks) {
        pen.setFont(Typeface.of(SMALL));
        pen.setFill(inks.muted());
        pen.setTextBaseline(VPos.BOTTOM);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.fillText(text("chart.ago", Units.duration(span)), LEFT, height);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setFont(Typeface.of(FontWeight.BOLD, STRONG));
        pen.fillText(text("chart.now"), width, height);
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
