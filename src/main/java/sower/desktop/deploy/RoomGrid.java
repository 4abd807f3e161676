package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Typeface;
import sower.desktop.shell.Units;

/// The room as tiles on one canvas, so that a hundred machines cost one node.
final class RoomGrid extends Region {
    private static final double GAP = 8;
    private static final double WIDEST = 420;
    private static final double WORDS_WIDTH = 122;
    private static final double NAME = 13;
    private static final double WORDS = 12;

    private final RoomModel room;
    private final Drawing drawing = new Drawing(this::paint);
    private final Tooltip tip = new Tooltip();
    private @Nullable Peer marked;

    /// @param whenChosen told which machine was clicked
    RoomGrid(RoomModel room, Consumer<Peer> whenChosen) {
        this.room = room;
        getStyleClass().add("room-grid");
        getChildren().add(drawing);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        Tooltip.install(drawing, tip);
        drawing.setOnMouseMoved(this::explain);
        drawing.setOnMouseClicked(event -> {
            Peer peer = at(event);
            if (peer != null) {
                whenChosen.accept(peer);
            }
        });
    }

    /// After the model took news.
    void refresh(String spoken) {
        setAccessibleText(spoken);
        requestLayout();
        drawing.repaint();
    }

    /// Frames this machine's tile.
    void mark(@Nullable Peer peer) {
        marked = peer;
        drawing.repaint();
    }

    @Override
    protected double computePrefHeight(double width) {
        int count = room.peers().size();
        int columns = columns(width < 0 ? 1000 : width);
        int rows = Math.max(1, (count + columns - 1) / columns);
        return rows * (tileHeight() + GAP) - GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    public javafx.geometry.Orientation getContentBias() {
        return javafx.geometry.Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        drawing.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private boolean dense() {
        return room.peers().size() > 24;
    }

    private double tileHeight() {
        return dense() ? 44 : 64;
    }

    private int columns(double width) {
        double narrowest = dense() ? 116 : 236;
        int fit = (int) Math.max(1, (width + GAP) / (narrowest + GAP));
        int count = Math.max(1, room.peers().size());
        int rows = (count + fit - 1) / fit;
        return (count + rows - 1) / rows;
    }

    private double tileWidth(double width) {
        int columns = columns(width);
        return Math.min(dense() ? WIDEST / 1.5 : WIDEST, (width - GAP * (columns - 1)) / columns);
    }

    private void paint(GraphicsContext pen, double width, double height, Inks inks) {
        int columns = columns(width);
        double tileWidth = tileWidth(width);
        long fastest = 1_000_000;
        for (Peer peer : room.peers()) {
            fastest = Math.max(fastest, peer.down().max());
        }
        for (int i = 0; i < room.peers().size(); i++) {
            double x = Math.round(i % columns * (tileWidth + GAP));
            double y = Math.floorDiv(i, columns) * (tileHeight() + GAP);
            pen.save();
            pen.translate(x, y);
            tile(pen, room.peers().get(i), Math.floor(tileWidth), fastest, inks);
            pen.restore();
        }
    }

    private void tile(GraphicsContext pen, Peer peer, double width, long fastest, Inks inks) {
        MachineSnapshot machine = peer.now();
        double height = tileHeight();
        Color colour = PhaseLook.ink(machine.phase(), inks);
        pen.setFill(inks.surface());
        pen.fillRoundRect(0.5, 0.5, width - 1, height - 1, 12, 12);
        double ring = dense() ? 28 : 44;
        double inset = (height - ring) / 2;
        double wordsLeft = inset * 2 + ring - 2;
        double curveLeft = wordsLeft + WORDS_WIDTH;
        boolean curved = machine.phase() == Phase.RECEIVING && !dense() && width - curveLeft > 40;
        if (curved) {
            double curve = width - curveLeft - 12;
            Sparkline.draw(
                    pen, peer.down(), (double) fastest, curveLeft, 14, curve, height - 28, colour);
        }
        boolean framed = peer == marked || peer.needsAPerson();
        pen.setStroke(peer == marked ? inks.accent() : framed ? colour : inks.line());
        pen.setLineWidth(framed ? 2 : 1);
        pen.strokeRoundRect(0.5, 0.5, width - 1, height - 1, 12, 12);
        ring(pen, peer, inset, inset, ring, colour, inks);
        words(pen, peer, wordsLeft, curved ? WORDS_WIDTH - 8 : width - wordsLeft - 8, height, inks);
    }

    private static void ring(
            GraphicsContext pen,
            Peer peer,
            double x,
            double y,
            double size,
            Color colour,
            Inks inks) {
        pen.setLineCap(StrokeLineCap.BUTT);
        pen.setLineWidth(size / 10);
        pen.setStroke(inks.track());
        pen.strokeOval(x, y, size, size);
        pen.setStroke(colour);
        pen.strokeArc(x, y, size, size, 90, -360 * peer.now().fraction(), ArcType.OPEN);
        Ikon sign = peer.paused() ? Material2OutlinedMZ.PAUSE : PhaseLook.icon(peer.now().phase());
        sign(pen, sign, x + size / 2, y + size / 2, size * 0.5, colour);
    }

    private static void sign(
            GraphicsContext pen, Ikon icon, double x, double y, double size, Color colour) {
        pen.setFont(SignFont.of(icon, size));
        pen.setFill(colour);
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(Character.toString(icon.getCode()), x, y);
    }

    private void words(
            GraphicsContext pen, Peer peer, double x, double width, double height, Inks inks) {
        MachineSnapshot machine = peer.now();
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
        return dense() ? percent : percent + "  ·  " + Units.rate(machine.downRate());
    }

    private @Nullable Peer at(MouseEvent event) {
        int columns = columns(getWidth());
        int column = (int) (event.getX() / (tileWidth(getWidth()) + GAP));
        int row = (int) (event.getY() / (tileHeight() + GAP));
        int index = row * columns + column;
        return column < columns && index < room.peers().size() ? room.peers().get(index) : null;
    }

    private void explain(MouseEvent event) {
        Peer peer = at(event);
        tip.setText(
                peer == null
                        ? text("room.hint")
                        : peer.now().name()
                                + "  ·  "
                                + word(peer.now().phase())
                                + (peer.now().message().isEmpty()
                                        ? ""
                                        : "\n" + ToldWords.of(peer.now().message())));
    }
}
