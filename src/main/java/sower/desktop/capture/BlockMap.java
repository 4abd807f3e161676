package sower.desktop.capture;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import sower.desktop.shell.Inks;

/// Draws a [BlockMapModel]: what was read is filled, what is being read glows, the rest is empty.
final class BlockMap {
    private static final double CELL = 14;
    private static final double GAP = 3;

    private BlockMap() {}

    /// How many bytes one square stands for at this size.
    static long bytesPerSquare(BlockMapModel model, double width, double height) {
        return Math.max(1, model.bytes() / Math.max(1, squares(width, height)));
    }

    /// @param done share of all bytes, 0 to 1
    static void draw(
            GraphicsContext pen,
            BlockMapModel model,
            double done,
            double width,
            double height,
            Inks inks) {
        int columns = columns(width);
        int count = squares(width, height);
        double filled = done * count;
        int partBefore = -1;
        for (int i = 0; i < count; i++) {
            double x = i % columns * (CELL + GAP);
            double y = Math.floorDiv(i, columns) * (CELL + GAP);
            int part = model.partAt((double) i / count);
            pen.setFill(colour(i, filled, part, inks));
            pen.fillRoundRect(x, y, CELL, CELL, 5, 5);
            if (part != partBefore) {
                pen.setStroke(inks.text());
                pen.setLineWidth(1.5);
                pen.strokeRoundRect(x + 0.75, y + 0.75, CELL - 1.5, CELL - 1.5, 5, 5);
                partBefore = part;
            }
        }
    }

    private static Color colour(int index, double filled, int part, Inks inks) {
        if (index + 1 <= filled) {
            return part % 2 == 0 ? inks.exchange() : inks.seed();
        }
        return index < filled ? inks.accent().deriveColor(0, 1, 1, 0.5) : inks.track();
    }

    private static int columns(double width) {
        return (int) Math.max(1, (width + GAP) / (CELL + GAP));
    }

    private static int squares(double width, double height) {
        return columns(width) * (int) Math.max(1, (height + GAP) / (CELL + GAP));
    }
}
