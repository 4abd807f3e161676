package sower.desktop.deploy;

import javafx.scene.canvas.GraphicsContext;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.shell.Inks;

/// A machine's pieces from the first to the last, as a bar: where it has them, it is filled; the
/// thin line below is its share of all bytes.
final class PieceBar {
    private PieceBar() {}

    static void draw(
            GraphicsContext pen, MachineSnapshot machine, double width, double height, Inks inks) {
        double map = height - 5;
        pen.setFill(inks.track());
        pen.fillRoundRect(0, 0, width, map, 4, 4);
        pen.fillRoundRect(0, map + 2, width, 3, 3, 3);
        var colour = PhaseLook.ink(machine.phase(), inks);
        pen.setFill(colour);
        if (machine.phase() == Phase.DONE) {
            pen.fillRoundRect(0, 0, width, map, 4, 4);
        } else {
            columns(pen, machine, width, map);
        }
        pen.fillRoundRect(0, map + 2, width * machine.fraction(), 3, 3, 3);
    }

    /// One column per pixel, as dark as its pieces are complete.
    private static void columns(
            GraphicsContext pen, MachineSnapshot machine, double width, double height) {
        int pieces = machine.pieces();
        int columns = (int) Math.min(width, Math.max(1, pieces));
        for (int i = 0; pieces > 0 && i < columns; i++) {
            int from = (int) ((long) i * pieces / columns);
            int to = (int) Math.max(from + 1L, (long) (i + 1) * pieces / columns);
            int have = machine.piecesHave().get(from, Math.min(to, pieces)).cardinality();
            if (have > 0) {
                pen.setGlobalAlpha(0.25 + 0.75 * have / (to - from));
                double left = width * i / columns;
                pen.fillRect(left, 0, width * (i + 1) / columns - left + 0.3, height);
            }
        }
        pen.setGlobalAlpha(1);
    }
}
