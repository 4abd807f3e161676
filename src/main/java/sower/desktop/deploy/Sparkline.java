package sower.desktop.deploy;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// A small filled curve of the last minute: newest at the right edge, the past fades in from there.
final class Sparkline {
    private Sparkline() {}

    /// @param top value at the upper edge
    static void draw(
            GraphicsContext pen,
            Series series,
            double top,
            double x,
            double y,
            double width,
            double height,
            Color colour) {
        int count = series.size();
        if (count < 2 || top <= 0) {
            return;
        }
        double step = width / (series.capacity() - 1);
        double left = x + width - (count - 1) * step;
        double[] xs = new double[count + 2];
        double[] ys = new double[count + 2];
        for (int i = 0; i < count; i++) {
            xs[i] = left + i * step;
            ys[i] = y + height - Math.min(1, series.get(i) / top) * height;
        }
        xs[count] = x + width;
        ys[count] = y + height;
        xs[count + 1] = left;
        ys[count + 1] = y + height;
        pen.setFill(colour.deriveColor(0, 1, 1, 0.18));
        pen.fillPolygon(xs, ys, count + 2);
        pen.setStroke(colour);
        pen.setLineWidth(1.5);
        pen.strokePolyline(xs, ys, count);
    }
}
