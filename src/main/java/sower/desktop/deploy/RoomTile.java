package sower.desktop.deploy;

import static sower.desktop.shell.Texts.word;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Typeface;
import sower.desktop.shell.Units;

/// One machine of the room as a tile: name, ring of progress, phase, what it receives, and a flag
/// when it needs a person.
///
/// @param fastest bytes per second at the upper edge of its curve
record RoomTile(Lattice lattice, long fastest, Inks inks) {
    private static final double WORDS_WIDTH = 122;
    private static final double NAME = 13;
    private static final double WORDS = 12;
    private static final double ROUND = 12;

    /// @param pen at the tile's upper left
    /// @param focused whether the keyboard is at the marked one
    void paint(GraphicsContext pen, Peer peer, boolean marked, boolean focused) {
        MachineSnapshot machine = peer.now();
        double width = Math.floor(lattice.tileWidth());
        double height = lattice.tileHeight();
        Color colour = PhaseLook.ink(machine.phase(), inks);
        pen.setFill(inks.surface());
        pen.fillRoundRect(0.5, 0.5, width - 1, height - 1, ROUND, ROUND);
        double ring = lattice.dense() ? 28 : 44;
        double inset = (height - ring) / 2;
        double wordsLeft = inset * 2 + ring - 2;
        double curveLeft = wordsLeft + WORDS_WIDTH;
        boolean curved =
                machine.phase() == Phase.RECEIVING && !lattice.dense() && width - curveLeft > 40;
        if (curved) {
            double curve = width - curveLeft - 12;
            Sparkline.draw(
                    pen, peer.down(), (double) fastest, curveLeft, 14, curve, height - 28, colour);
        }
        boolean framed = marked || peer.needsAPerson();
        pen.setStroke(marked ? inks.accent() : framed ? colour : inks.line());
        pen.setLineWidth(framed ? 2 : 1);
        pen.strokeRoundRect(0.5, 0.5, width - 1, height - 1, ROUND, ROUND);
        ring(pen, peer, inset, ring, colour);
        words(pen, peer, wordsLeft, curved ? WORDS_WIDTH - 8 : width - wordsLeft - 8);
        if (marked && focused) {
            pen.setStroke(inks.accent());
            pen.setLineWidth(4);
            pen.strokeRoundRect(2, 2, width - 4, height - 4, ROUND - 2, ROUND - 2);
        }
    }

    /// A place where nobody stands.
    ///
    /// @param aimed whether what is dragged would be put there
    void free(GraphicsContext pen, boolean aimed) {
        pen.setStroke(aimed ? inks.accent() : inks.line());
        pen.setLineWidth(aimed ? 2 : 1);
        pen.setLineDashes(4, 4);
        double width = Math.floor(lattice.tileWidth());
        pen.strokeRoundRect(0.5, 0.5, width - 1, lattice.tileHeight() - 1, ROUND, ROUND);
        pen.setLineDashes();
    }

    private void ring(GraphicsContext pen, Peer peer, double inset, double size, Color colour) {
        pen.setLineCap(StrokeLineCap.BUTT);
        pen.setLineWidth(size / 10);
        pen.setStroke(inks.track());
        pen.strokeOval(inset, inset, size, size);
        pen.setStroke(colour);
        pen.strokeArc(inset, inset, size, size, 90, -360 * peer.now().fraction(), ArcType.OPEN);
        Ikon sign = peer.paused() ? Material2OutlinedMZ.PAUSE : PhaseLook.icon(peer.now().phase());
        sign(pen, sign, inset + size / 2, inset + size / 2, size * 0.5, colour);
    }

    private static void sign(
            GraphicsContext pen, Ikon icon, double x, double y, double size, Color colour) {
        pen.setFont(SignFont.of(icon, size));
        pen.setFill(colour);
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(Character.toString(icon.getCode()), x, y);
    }

    private void words(GraphicsContext pen, Peer peer, double x, double width) {
        MachineSnapshot machine = peer.now();
        double height = lattice.tileHeight();
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFont(Typeface.of(FontWeight.MEDIUM, NAME));
        pen.setFill(inks.text());
        double flag = peer.needsAPerson() ? 20 : 0;
        pen.fillText(machine.name(), x, height * 0.32, width - flag);
        pen.setFont(Typeface.of(WORDS));
        pen.setFill(inks.muted());
        pen.fillText(second(machine), x, height * 0.66, width);
        if (peer.needsAPerson()) {
            sign(
                    pen,
                    Material2OutlinedMZ.PAN_TOOL,
                    x + width - 8,
                    height * 0.32,
                    16,
                    PhaseLook.ink(machine.phase(), inks));
        }
    }

    private String second(MachineSnapshot machine) {
        String percent = Units.percent(machine.fraction());
        if (machine.phase() != Phase.RECEIVING) {
            return word(machine.phase());
        }
        return lattice.dense() ? percent : percent + "  ·  " + Units.rate(machine.downRate());
    }
}
