package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.MachineSnapshot;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Parts;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Units;

/// All that is known of one machine, at the right of the room: what it is, its rates through time,
/// its pieces, who feeds it and whom it feeds.
final class PeerDrawer extends VBox {
    private static final double WIDTH = 456;
    private static final double SCROLL_STEP = 0.25;
    private static final double MAP_HEIGHT = 62; // seven rows of cells

    private final RoomModel room;
    private final PeerDisks disks;
    private final Runnable whenClosed;
    private final Label name = Parts.cut("", "card-title");
    private final Label about = Parts.cut("", "small-print");
    private final PeerFacts facts = new PeerFacts();
    private final Label sentence = Parts.wrapped("", "notice-text");
    private final PeerChart chart = new PeerChart(this::showRates);
    private final Label moment = Parts.label("", "legend-words");
    private final Map<Rate, Label> rates = new EnumMap<>(Rate.class);
    private final Label pieces = Parts.label("", "legend-words");
    private final Drawing map =
            new Drawing((pen, width, height, inks) -> {
                Peer shown = peer();
                if (shown != null) {
                    PieceMap.draw(pen, shown.now(), width, height, inks);
                }
            });
    private final FeedList from = new FeedList(Rate.DOWN, text("drawer.from"));
    private final FeedList to = new FeedList(Rate.UP, text("drawer.to"));
    private @Nullable Peer peer;

    /// @param disks what is known of machines' disks
    /// @param whenClosed told after it was closed
    PeerDrawer(RoomModel room, PeerDisks disks, Runnable whenClosed) {
        this.room = room;
        this.disks = disks;
        this.whenClosed = whenClosed;
        setId("peer-drawer");
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        getStyleClass().add("peer-drawer");
        setAccessibleText(text("drawer.title"));
        sentence.setId("drawer-sentence");
        moment.setId("drawer-moment");
        map.setPrefHeight(MAP_HEIGHT);
        map.setMinHeight(MAP_HEIGHT);
        map.getStyleClass().add("piece-map");
        var body = Parts.column(facts, sentence, rateBox(), pieceBox(), feeds());
        body.getStyleClass().add("drawer-body");
        sentence.managedProperty().bind(sentence.visibleProperty());
        var scroll = Parts.scrolling(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head(), scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> scroll(event, scroll));
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// What lies below is reached by keyboard, too.
    private static void scroll(KeyEvent event, ScrollPane pane) {
        double step =
                switch (event.getCode()) {
                    case DOWN -> SCROLL_STEP;
                    case UP -> -SCROLL_STEP;
                    case PAGE_DOWN -> 1;
                    case PAGE_UP -> -1;
                    default -> 0;
                };
        if (step != 0) {
            pane.setVvalue(Math.clamp(pane.getVvalue() + step, 0, 1));
            event.consume();
        }
    }

    private @Nullable Peer peer() {
        return peer;
    }

    /// Shows this machine from now on.
    void open(Peer shown) {
        peer = shown;
        setVisible(true);
        refresh();
    }

    boolean isOpen() {
        return isVisible();
    }

    void close() {
        if (isOpen()) {
            setVisible(false);
            peer = null;
            whenClosed.run();
        }
    }

    /// After the model took news; a machine that has left is shown no more.
    void refresh() {
        Peer shown = peer;
        var now = room.nowProperty().get();
        if (shown == null || now == null) {
            return;
        }
        if (!room.peers().contains(shown)) {
            close();
            return;
        }
        showFacts(shown);
        chart.show(shown);
        showRates();
        var machine = shown.now();
        pieces.setText(
                text(
                        "drawer.pieces.of",
                        Units.whole(machine.piecesHave().cardinality()),
                        Units.whole(machine.pieces())));
        map.repaint();
        var feeds = Feeds.of(machine, now);
        from.show(feeds.from(), nobody(feeds, machine));
        to.show(feeds.to(), nobody(feeds, machine));
    }

    private static String nobody(Feeds feeds, MachineSnapshot machine) {
        if (feeds.told()) {
            return text("drawer.nobody");
        }
        return text(
                !machine.ours() ? "drawer.foreign" : machine.here() ? "drawer.old" : "drawer.gone");
    }

    private HBox head() {
        Button close =
                Parts.iconButton(text("drawer.close"), Material2OutlinedAL.CLOSE, this::close);
        close.setId("drawer-close");
        var words = new VBox(name, about);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var head = Parts.row(words, close);
        head.getStyleClass().add("drawer-head");
        return head;
    }

    private Node rateBox() {
        var legend = Parts.row();
        legend.getStyleClass().add("drawer-legend");
        for (Rate rate : Rate.values()) {
            var swatch =
                    new Drawing((pen, width, height, inks) ->
                            rate.line(
                                    pen,
                                    new double[] {1, width - 1},
                                    new double[] {height / 2, height / 2},
                                    inks));
            swatch.setMinSize(24, 12);
            swatch.setPrefSize(24, 12);
            swatch.setMaxSize(24, 12);
            var value = Parts.label("", "drawer-rate");
            value.setMinWidth(USE_PREF_SIZE);
            rates.put(rate, value);
            var both = Parts.row(swatch, Parts.label(text(rate.key()), "legend-words"));
            legend.getChildren().add(new VBox(both, value));
        }
        var head = Parts.row(title("drawer.rates"), Parts.spring(), moment);
        return box(head, legend, chart);
    }

    private Node pieceBox() {
        return box(Parts.row(title("drawer.pieces"), Parts.spring(), pieces), map);
    }

    /// Both ways beside each other, as wide as one another.
    private Node feeds() {
        var feeds = new HBox(from, to);
        feeds.getStyleClass().add("drawer-feeds");
        for (var each : List.of(from, to)) {
            each.setPrefWidth(1);
            each.setMinWidth(0);
            HBox.setHgrow(each, Priority.ALWAYS);
        }
        return feeds;
    }

    private static Label title(String key) {
        return Parts.label(text(key), "notice-level");
    }

    private static VBox box(Node... parts) {
        var box = new VBox(parts);
        box.getStyleClass().add("feeds");
        return box;
    }

    private void showFacts(Peer shown) {
        var machine = shown.now();
        name.setText(machine.name());
        String client = machine.ours() ? machine.client() : text("peers.foreign", machine.client());
        about.setText(machine.address() + "  ·  " + client);
        boolean paused = shown.paused();
        facts.show(machine, paused, disks.disk(machine));
        String told = paused ? "" : ToldWords.of(machine.message());
        sentence.setText(told);
        sentence.setVisible(!told.isEmpty());
    }

    private void showRates() {
        Peer shown = peer;
        if (shown == null) {
            return;
        }
        int ago = chart.ago();
        moment.setText(ago == 0 ? text("chart.now") : text("chart.ago", Units.duration(ago)));
        rates.forEach((rate, label) -> {
            var series = shown.history(rate);
            label.setText(Units.rate(series.get(series.size() - 1 - ago)));
        });
    }

    /// Says which disk of a machine is written.
    interface PeerDisks {
        /// @return in words; empty where nobody knows
        String disk(MachineSnapshot machine);
    }
}
