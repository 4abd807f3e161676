package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// The whole net at once: who feeds whom. Of the machine under the mouse, or else the chosen one,
/// it is said in words as well. Nothing is computed while it is not shown.
final class NetView extends VBox {
    private static final int NAMED = 2; // the drawer tells of the others

    private final RoomModel room;
    private final PeerWishes wishes;
    private final Drawing drawing = new Drawing(this::paint);
    private final StackPane frame = new StackPane(drawing);
    private final Label words = Parts.cut("", "muted");
    private Net net = new Net(List.of(), List.of());
    private @Nullable Peer marked;
    private @Nullable Peer pointed;
    private String counts = "";

    NetView(RoomModel room, PeerWishes wishes) {
        this.room = room;
        this.wishes = wishes;
        getStyleClass().add("net-view");
        words.setId("net-words");
        words.setMaxWidth(Double.MAX_VALUE);
        frame.setId("net");
        frame.getStyleClass().add("net-frame");
        frame.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        frame.setAccessibleHelp(text("net.keys"));
        frame.setFocusTraversable(true);
        frame.setOnKeyPressed(this::type);
        frame.focusedProperty().addListener((observed, before, now) -> come(now));
        VBox.setVgrow(frame, Priority.ALWAYS);
        drawing.setOnMouseMoved(event -> point(at(event)));
        drawing.setOnMouseExited(event -> point(null));
        drawing.setOnMouseClicked(event -> {
            var peer = at(event);
            if (peer != null) {
                wishes.open(peer);
            }
        });
        managedProperty().bind(visibleProperty());
        getChildren().addAll(frame, words);
        setMinHeight(180);
        setPrefHeight(480);
    }

    /// After the model took news, or when it is shown again.
    void refresh(String spoken) {
        counts = spoken;
        net = Net.of(room.peers());
        say();
    }

    /// Takes the keyboard.
    void focus() {
        frame.requestFocus();
    }

    void mark(@Nullable Peer peer) {
        marked = peer;
        if (isVisible()) {
            say();
        }
    }

    private void point(@Nullable Peer peer) {
        if (peer != pointed) {
            pointed = peer;
            say();
        }
    }

    private @Nullable Peer chosen() {
        return pointed == null ? marked : pointed;
    }

    private void say() {
        var peer = chosen();
        var now = room.nowProperty().get();
        String sentence =
                peer == null || now == null
                        ? text("net.hint")
                        : sentence(peer.now().name(), Feeds.of(peer.now(), now));
        words.setText(sentence);
        frame.setAccessibleText(counts + "\n" + sentence);
        drawing.repaint();
    }

    private static String sentence(String name, Feeds feeds) {
        return feeds.told()
                ? text("net.feeds", name, list(feeds.from()), list(feeds.to()))
                : text("net.silent", name);
    }

    private static String list(List<Feeds.Feed> feeds) {
        return feeds.isEmpty()
                ? text("net.nobody")
                : more(
                        feeds.stream()
                                .limit(NAMED)
                                .map(NetView::told)
                                .collect(Collectors.joining(text("net.and"))),
                        feeds.size() - NAMED);
    }

    private static String more(String strongest, int others) {
        return others > 0 ? text("net.more", strongest, Units.whole(others)) : strongest;
    }

    private static String told(Feeds.Feed feed) {
        String name = feed.name().isEmpty() ? text("net.workstation") : feed.name();
        return text("net.feed", name, Units.rate(feed.rate()));
    }

    private void paint(GraphicsContext pen, double width, double height, Inks inks) {
        var peer = chosen();
        int chosen = peer == null ? -1 : net.machines().indexOf(peer);
        var ring = Ring.of(net.machines().size(), width, height);
        new NetPicture(net, ring, chosen, frame.isFocused(), inks).paint(pen);
    }

    private @Nullable Peer at(MouseEvent event) {
        var ring = Ring.of(net.machines().size(), drawing.getWidth(), drawing.getHeight());
        return ring.at(new Point2D(event.getX(), event.getY()))
                .map(index -> net.machines().get(index))
                .orElse(null);
    }

    private void come(boolean here) {
        if (here && marked == null && !net.machines().isEmpty()) {
            wishes.mark(net.machines().getFirst());
        }
        drawing.repaint();
    }

    private void type(KeyEvent event) {
        var peer = marked;
        if (peer == null || !net.machines().contains(peer)) {
            return;
        }
        boolean taken =
                switch (event.getCode()) {
                    case LEFT, UP -> go(peer, -1);
                    case RIGHT, DOWN -> go(peer, 1);
                    case ENTER, SPACE -> {
                        wishes.open(peer);
                        yield true;
                    }
                    default -> false;
                };
        if (taken) {
            event.consume();
        }
    }

    /// To the next machine around.
    private boolean go(Peer peer, int by) {
        int next = net.machines().indexOf(peer) + by;
        wishes.mark(net.machines().get(Math.floorMod(next, net.machines().size())));
        return true;
    }
}
