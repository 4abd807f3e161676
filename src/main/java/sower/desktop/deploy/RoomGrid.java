package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import sower.deploy.RoomPlan.Seat;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;
import sower.desktop.shell.ToldWords;

/// The room as tiles on one canvas, so that a hundred machines cost one node. Tiles are put where
/// the machines stand: with the mouse, or by Alt with an arrow.
final class RoomGrid extends Region {
    private static final double USUAL_WIDTH = 1000;

    private final RoomModel room;
    private final PeerWishes wishes;
    private final Drawing drawing = new Drawing(this::paint);
    private final Tooltip tip = new Tooltip();
    private @Nullable Peer marked;
    private Optional<TileDrag> drag = Optional.empty();
    private final Map<Double, Seating> seatings =
            new HashMap<>(); // by width, until something moves
    private String spoken = "";

    RoomGrid(RoomModel room, PeerWishes wishes) {
        this.room = room;
        this.wishes = wishes;
        getStyleClass().add("room-grid");
        getChildren().add(drawing);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(text("room.grid.keys"));
        setFocusTraversable(true);
        Tooltip.install(drawing, tip);
        drawing.setOnMouseMoved(this::explain);
        drawing.setOnMousePressed(this::press);
        drawing.setOnMouseDragged(event -> drag(drag.map(held -> held.to(point(event)))));
        drawing.setOnMouseReleased(event -> drop());
        drawing.setOnMouseClicked(event -> {
            if (event.isStillSincePress()) {
                seating().at(event.getX(), event.getY()).ifPresent(wishes::open);
            }
        });
        setOnKeyPressed(this::type);
        focusedProperty().addListener((observed, before, now) -> come(now));
        room.planProperty().addListener((observed, before, now) -> again());
    }

    /// After the model took news.
    void refresh(String counts) {
        spoken = counts;
        again();
    }

    /// Frames this machine's tile.
    void mark(@Nullable Peer peer) {
        marked = peer;
        redraw();
    }

    /// Where a machine's tile is.
    Optional<Bounds> place(Peer peer) {
        return seating().place(peer).map(drawing::localToParent);
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? USUAL_WIDTH : width - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + seating(inner).lattice().height() + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        double narrowest = Lattice.narrowest(room.planProperty().get().columns());
        return snappedLeftInset() + narrowest + snappedRightInset();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        drawing.resizeRelocate(
                left,
                top,
                getWidth() - left - snappedRightInset(),
                getHeight() - top - snappedBottomInset());
    }

    private Seating seating() {
        return seating(drawing.getWidth());
    }

    private Seating seating(double width) {
        return seatings.computeIfAbsent(width, this::seated);
    }

    private Seating seated(double width) {
        boolean open = drag.filter(TileDrag::moving).isPresent();
        return Seating.of(room.peers(), room.planProperty().get(), width, open);
    }

    private void again() {
        seatings.clear();
        requestLayout();
        redraw();
    }

    private void redraw() {
        String at =
                Optional.ofNullable(marked)
                        .flatMap(peer -> seating().of(peer).map(seat -> where(peer, seat)))
                        .orElse("");
        setAccessibleText(spoken + at);
        drawing.repaint();
    }

    private static String where(Peer peer, Seat seat) {
        var words = text("room.grid.at", peer.now().name(), seat.row() + 1, seat.column() + 1);
        return "\n" + words;
    }

    private void paint(GraphicsContext pen, double width, double height, Inks inks) {
        long fastest = 1_000_000;
        for (Peer peer : room.peers()) {
            fastest = Math.max(fastest, peer.down().max());
        }
        var seating = seating(width);
        var lattice = seating.lattice();
        var tile = new RoomTile(lattice, fastest, inks);
        var held = drag.filter(TileDrag::moving);
        held.ifPresent(tiles -> free(pen, tile, seating, tiles));
        for (int i = 0; i < seating.peers().size(); i++) {
            var peer = seating.peers().get(i);
            var seat = seating.seats().get(i);
            if (held.filter(tiles -> tiles.peer() == peer).isEmpty()) {
                paint(pen, tile, peer, lattice.x(seat.column()), lattice.y(seat.row()));
            }
        }
        held.ifPresent(tiles -> {
            var corner = tiles.corner();
            paint(pen, tile, tiles.peer(), corner.getX(), corner.getY());
        });
    }

    private void paint(GraphicsContext pen, RoomTile tile, Peer peer, double x, double y) {
        pen.save();
        pen.translate(x, y);
        tile.paint(pen, peer, peer == marked, isFocused());
        pen.restore();
    }

    /// The places where nobody stands, and the one that is aimed at.
    private static void free(GraphicsContext pen, RoomTile tile, Seating seating, TileDrag held) {
        var lattice = seating.lattice();
        var aim = held.aim(lattice);
        var own = seating.of(held.peer());
        for (int row = 0; row < lattice.rows(); row++) {
            for (int column = 0; column < lattice.columns(); column++) {
                var seat = Optional.of(new Seat(row, column));
                boolean aimed = seat.equals(aim);
                if (aimed || seat.equals(own) || !seating.seats().contains(seat.get())) {
                    pen.save();
                    pen.translate(lattice.x(column), lattice.y(row));
                    tile.free(pen, aimed);
                    pen.restore();
                }
            }
        }
    }

    private void press(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            drag = TileDrag.of(seating(), point(event));
        }
    }

    private void drag(Optional<TileDrag> now) {
        drag = now;
        if (now.filter(TileDrag::moving).isPresent()) {
            tip.hide();
            again();
        }
    }

    private void drop() {
        var held = drag.filter(TileDrag::moving);
        var aim = held.flatMap(tile -> tile.aim(seating().lattice()));
        drag = Optional.empty();
        again();
        if (held.isPresent() && aim.isPresent()) {
            wishes.mark(held.get().peer());
            put(held.get().peer(), aim.get());
        }
    }

    private static Point2D point(MouseEvent event) {
        return new Point2D(event.getX(), event.getY());
    }

    private void put(Peer peer, Seat seat) {
        var plan = room.planProperty().get();
        room.arrange(plan.moved(peer.now().name(), seat, seating().ours()));
    }

    private void come(boolean here) {
        if (here && marked == null && !room.peers().isEmpty()) {
            mark(seating().at(0, 0).orElse(room.peers().getFirst()));
        }
        redraw();
    }

    private void type(KeyEvent event) {
        var peer = marked;
        if (event.getCode() == KeyCode.ESCAPE && drag.isPresent()) {
            drag(Optional.empty());
            again();
            event.consume();
        } else if (peer != null && room.peers().contains(peer)) {
            boolean taken =
                    switch (event.getCode()) {
                        case UP -> go(peer, -1, 0, event.isAltDown());
                        case DOWN -> go(peer, 1, 0, event.isAltDown());
                        case LEFT -> go(peer, 0, -1, event.isAltDown());
                        case RIGHT -> go(peer, 0, 1, event.isAltDown());
                        case ENTER, SPACE -> open(peer);
                        default -> false;
                    };
            if (taken) {
                event.consume();
            }
        }
    }

    private boolean open(Peer peer) {
        wishes.open(peer);
        return true;
    }

    /// To the next machine, or with this one to the next place.
    private boolean go(Peer peer, int down, int right, boolean withIt) {
        var seating = seating();
        var seat = seating.of(peer).orElseThrow();
        int row = seat.row() + down;
        int column = seat.column() + right;
        if (!withIt) {
            seating.beside(peer, down, right).ifPresent(wishes::mark);
        } else if (peer.now().ours() && row >= 0 && column >= 0 && column < mostColumns(seating)) {
            put(peer, new Seat(row, column));
        }
        return true;
    }

    private static int mostColumns(Seating seating) {
        return Math.max(Lattice.MOST_COLUMNS, seating.lattice().columns());
    }

    private void explain(MouseEvent event) {
        tip.setText(
                seating()
                        .at(event.getX(), event.getY())
                        .map(RoomGrid::told)
                        .orElseGet(() -> text("room.hint")));
    }

    private static String told(Peer peer) {
        var machine = peer.now();
        var head = machine.name() + "  ·  " + word(machine.phase());
        return machine.message().isEmpty() ? head : head + "\n" + ToldWords.of(machine.message());
    }
}
