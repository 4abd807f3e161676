package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Typeface;
import sower.desktop.shell.Units;

/// The frame of a chart of rates through time: the newest at the right edge, values at the left,
/// the span of time below.
///
/// @param width of the whole picture, as `height`
/// @param span how many seconds fit
record Axes(Scale scale, int span, double width, double height) {
    private static final double LEFT = 76;
    private static final double BOTTOM = 20;
    private static final double TOP = 8;
    private static final double SMALL = 11;
    private static final double STRONG = 12;

    /// Where the value of `ago` seconds ago stands.
    double x(int ago) {
        return LEFT + (width - LEFT) * (span - 1 - ago) / (span - 1);
    }

    /// The other way round; negative left of the chart.
    int ago(double x) {
        return x < LEFT ? -1 : (int) Math.round((width - x) * (span - 1) / (width - LEFT));
    }

    double y(long bytesPerSecond) {
        return height((double) bytesPerSecond);
    }

    private double height(double bytesPerSecond) {
        return TOP + (floor() - TOP) * (1 - bytesPerSecond / scale.top());
    }

    double top() {
        return TOP;
    }

    double floor() {
        return height - BOTTOM;
    }

    void draw(GraphicsContext pen, Inks inks) {
        pen.setFont(Typeface.of(SMALL));
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setLineWidth(1);
        for (double value = 0; value <= scale.top() * 1.001; value += scale.step()) {
            double y = Math.round(height(value)) + 0.5;
            pen.setStroke(inks.line());
            pen.strokeLine(LEFT, y, width, y);
            pen.setFill(inks.muted());
            pen.fillText(words(value), LEFT - 10, y);
        }
        pen.setTextBaseline(VPos.BOTTOM);
        pen.setTextAlign(TextAlignment.LEFT);
        pen.fillText(text("chart.ago", Units.duration(span)), LEFT, height);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setFont(Typeface.of(FontWeight.BOLD, STRONG));
        pen.fillText(text("chart.now"), width, height);
    }

    private String words(double bytesPerSecond) {
        double step = scale.step();
        double megabytes = bytesPerSecond / 1e6;
        int digits = step >= 1e6 ? (step % 1e6 == 0 ? 0 : 1) : 2;
        return megabytes == 0 ? "0" : Units.number(megabytes, digits) + " MB/s";
    }
}
