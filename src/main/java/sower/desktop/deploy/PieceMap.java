package sower.desktop.deploy;

import javafx.scene.canvas.GraphicsContext;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.shell.Inks;

/// A machine's pieces as cells, from the first at the top left to the last: the more of its pieces
/// are there, the stronger a cell. Where there are more pieces than cells, a cell stands for some.
final class PieceMap {
    private static final double CELL = 9;
    private static final double GAP = 1.5;

    private PieceMap() {}

    static void draw(
            GraphicsContext pen, MachineSnapshot machine, double width, double height, Inks inks) {
        int columns = (int) Math.max(1, (width + GAP) / CELL);
        int rows = (int) Math.max(1, (height + GAP) / CELL);
        int pieces = machine.pieces();
        int cells = Math.min(pieces, columns * rows);
        var colour = PhaseLook.ink(machine.phase(), inks);
        for (int i = 0; i < cells; i++) {
            int from = (int) ((long) i * pieces / cells);
            int to = (int) ((long) (i + 1) * pieces / cells);
            double x = i % columns * CELL;
            double y = Math.floorDiv(i, columns) * CELL;
            pen.setFill(inks.track());
            pen.fillRect(x, y, CELL - GAP, CELL - GAP);
            int have =
                    machine.phase() == Phase.DONE
                            ? to - from
                            : machine.piecesHave().get(from, to).cardinality();
            if (have > 0) {
                pen.setGlobalAlpha(0.25 + 0.75 * have / (to - from));
                pen.setFill(colour);
                pen.fillRect(x, y, CELL - GAP, CELL - GAP);
                pen.setGlobalAlpha(1);
            }
        }
    }
}
