package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;

/// What one machine received, sent and wrote in the last minutes. The mouse, or the arrow keys, go
/// back in time.
final class PeerChart extends StackPane {
    private static final int STEPS = 4;
    private static final int SHORTEST = 60;

    private final Drawing drawing = new Drawing(this::paint);
    private final Runnable whenMoved;
    private @Nullable Peer peer;
    private int ago = -1; // seconds; -1 where nobody points

    /// @param whenMoved called when another moment is pointed at
    PeerChart(Runnable whenMoved) {
        this.whenMoved = whenMoved;
        setId("peer-chart");
        getStyleClass().add("peer-chart");
        getChildren().add(drawing);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(text("drawer.rates"));
        drawing.setOnMouseMoved(event -> point(axes().ago(event.getX())));
        drawing.setOnMouseExited(event -> point(-1));
        setOnKeyPressed(this::step);
        focusedProperty()
                .addListener((observed, before, has) -> {
                    if (!has) {
                        point(-1);
                    }
                });
    }

    void show(Peer shown) {
        peer = shown;
        drawing.repaint();
    }

    /// The moment that is pointed at, in seconds ago; 0 where none is.
    int ago() {
        return Math.clamp(ago, 0, Math.max(0, count() - 1));
    }

    private void point(int seconds) {
        ago = Math.min(seconds, count() - 1);
        drawing.repaint();
        whenMoved.run();
    }

    private void step(KeyEvent event) {
        if (event.getCode() == KeyCode.LEFT) {
            point(ago + 1);
            event.consume();
        } else if (event.getCode() == KeyCode.RIGHT) {
            point(Math.max(-1, ago - 1));
            event.consume();
        }
    }

    private int count() {
        return peer == null ? 0 : peer.history(Rate.DOWN).size();
    }

    private Axes axes() {
        long highest = 1_000_000;
        for (Rate rate : Rate.values()) {
            highest = Math.max(highest, peer == null ? 0 : peer.history(rate).max());
        }
        var scale = Scale.of((double) highest, STEPS);
        return new Axes(
                scale, Math.max(SHORTEST, count()), drawing.getWidth(), drawing.getHeight());
    }

    private void paint(GraphicsContext pen, double width, double height, Inks inks) {
        Peer shown = peer;
        if (shown == null) {
            return;
        }
        Axes axes = axes();
        axes.draw(pen, inks);
        int count = count();
        if (count > 1) {
            double[] xs = new double[count];
            for (int i = 0; i < count; i++) {
                xs[i] = axes.x(count - 1 - i);
            }
            double[] down = ys(shown.history(Rate.DOWN), axes);
            area(pen, xs, down, axes.floor(), inks);
            for (Rate rate : Rate.values()) {
                rate.line(pen, xs, ys(shown.history(rate), axes), inks);
            }
        }
        if (ago >= 0 && count > 0) {
            cursor(pen, shown, axes, inks);
        }
    }

    private static double[] ys(Series series, Axes axes) {
        double[] ys = new double[series.size()];
        for (int i = 0; i < ys.length; i++) {
            ys[i] = axes.y(series.get(i));
        }
        return ys;
    }

    private static void area(
            GraphicsContext pen, double[] xs, double[] ys, double floor, Inks inks) {
        int count = xs.length;
        double[] allX = java.util.Arrays.copyOf(xs, count + 2);
        double[] allY = java.util.Arrays.copyOf(ys, count + 2);
        allX[count] = xs[count - 1];
        allX[count + 1] = xs[0];
        allY[count] = floor;
        allY[count + 1] = floor;
        pen.setFill(inks.exchange().deriveColor(0, 1, 1, 0.18));
        pen.fillPolygon(allX, allY, count + 2);
    }

    private void cursor(GraphicsContext pen, Peer shown, Axes axes, Inks inks) {
        double x = axes.x(ago());
        pen.setStroke(inks.muted());
        pen.setLineWidth(1);
        pen.strokeLine(Math.round(x) + 0.5, axes.top(), Math.round(x) + 0.5, axes.floor());
        for (Rate rate : Rate.values()) {
            var series = shown.history(rate);
            double y = axes.y(series.get(series.size() - 1 - ago()));
            pen.setFill(rate.ink(inks));
            pen.fillOval(x - 3.5, y - 3.5, 7, 7);
        }
    }
}
