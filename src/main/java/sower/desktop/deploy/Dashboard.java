package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// The room while it is being written, and its proof afterwards.
final class Dashboard extends StackPane {
    private static final double WIDE = 1500;
    private static final double HIGH = 760;
    private static final double TALL = 860;
    private static final String NO_BREAK = "\u00a0";

    private final Label title = Parts.cut("", "page-title");
    private final Label subtitle = Parts.cut("", "page-sentence");
    private final Button copy;
    private final Button stop;
    private final Button again;
    private final Button report =
            Parts.button(text("report.show"), Material2OutlinedAL.DESCRIPTION, () -> {}, "accent");
    private boolean reported;
    private final Button pause =
            Parts.button(text("room.pause.all"), Material2OutlinedMZ.PAUSE, () -> {});
    private Optional<MenuButton> machine = Optional.empty();
    private final HBox actions = Parts.row();
    private final RoomModel model;
    private final RoomHead head;
    private final PeerTable table;
    private final PeerDrawer drawer;
    private final VBox lower;
    private PeerDrawer.PeerDisks disks = machine -> "";
    private final RoomTrouble trouble = new RoomTrouble();
    private final VBox repeats = new VBox();
    private Optional<RepeatCard> repeat = Optional.empty();
    private Supplier<List<RehearsalRow>> rehearsed = List::of;
    private final RoomCard roomCard;
    private String address = "";

    /// @param whenStopped the person wants to stop writing
    /// @param whenAgain the person wants to deploy something else
    Dashboard(RoomModel room, Runnable whenStopped, Runnable whenAgain) {
        this.model = room;
        copy =
                Parts.iconButton(
                        text("room.copy"),
                        Material2OutlinedAL.CONTENT_COPY,
                        () -> Parts.copy(address));
        stop =
                Parts.button(
                        text("room.stop"),
                        Material2OutlinedMZ.STOP_CIRCLE,
                        whenStopped,
                        "button-outlined",
                        "danger");
        again = Parts.button(text("room.again"), Material2OutlinedAL.ARROW_BACK, whenAgain);
        again.setId("deploy-again");
        pause.setId("pause-all");
        pause.managedProperty().bind(pause.visibleProperty());
        pause.setVisible(false);
        report.setId("run-report");
        report.managedProperty().bind(report.visibleProperty());
        report.setVisible(false);
        repeats.setManaged(false); // until there are orders
        head = new RoomHead(room);
        table = new PeerTable(room);
        drawer = new PeerDrawer(room, machine -> disks.disk(machine), this::focusMachines);
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((observed, before, after) -> follow(before, after));
        table.whenOpened(drawer::open);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(116);
        table.setPrefHeight(132);
        table.managedProperty().bind(table.visibleProperty());
        roomCard = new RoomCard(room, new Marked());
        room.netProperty().addListener((observed, before, now) -> fit());
        roomCard.managedProperty().bind(roomCard.visibleProperty());
        lower = new VBox(trouble, repeats, head, roomCard, table);
        lower.getStyleClass().add("dashboard-body");
        var stage = new StackPane(lower, drawer);
        StackPane.setAlignment(drawer, Pos.CENTER_RIGHT);
        VBox.setVgrow(stage, Priority.ALWAYS);
        var page = new VBox(top(), stage);
        page.getStyleClass().add("dashboard");
        getChildren().add(page);
        addEventFilter(KeyEvent.KEY_PRESSED, this::closeDrawer);
        List.of(widthProperty(), heightProperty(), drawer.visibleProperty())
                .forEach(each -> each.addListener(changed -> fit()));
        room.nowProperty().addListener((observed, before, after) -> show(after));
        show(room.nowProperty().get());
    }

    /// The run is recorded: at its end there is a report of it.
    void offerReport(Runnable whenAsked) {
        reported = true;
        report.setOnAction(event -> whenAsked.run());
    }

    /// Machines of this room can be told something.
    ///
    /// @param rows the room's rehearsal, now
    void orders(RoomOrders orders, Supplier<List<RehearsalRow>> rows) {
        rehearsed = rows;
        var card = new RepeatCard(orders);
        repeat = Optional.of(card);
        repeats.getChildren().setAll(card);
        repeats.managedProperty().bind(card.visibleProperty());
        var menu =
                new MachineMenu(
                        orders,
                        () -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()));
        table.setContextMenu(menu.underTheMouse());
        var button = menu.button();
        button.managedProperty().bind(button.visibleProperty());
        button.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
        button.setTooltip(new Tooltip(text("room.machine.hint")));
        machine = Optional.of(button);
        actions.getChildren().setAll(button, pause);
        pause.setOnAction(event -> orders.pauseAll(!allPaused()));
        show(model.nowProperty().get());
    }

    private boolean allPaused() {
        var running = model.peers().stream().filter(peer -> !peer.now().phase().ended()).toList();
        return !running.isEmpty() && running.stream().allMatch(Peer::paused);
    }

    /// What is known of machines' disks.
    void disks(PeerDrawer.PeerDisks known) {
        disks = known;
    }

    /// @param words what stands in the table while no machine has reported
    void whenEmpty(String words) {
        table.setPlaceholder(Parts.wrapped(words, "muted"));
    }

    private HBox top() {
        var line = Parts.row(subtitle, copy);
        var words = new VBox(title, line);
        words.getStyleClass().add("page-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var top = new HBox(words, again, actions, report, stop);
        top.getStyleClass().add("page-head");
        top.setAlignment(Pos.CENTER_LEFT);
        return top;
    }

    private void show(@Nullable DeploymentSnapshot room) {
        if (room == null) {
            title.setText(text("room.starting"));
            stop.setVisible(true);
            again.setVisible(false);
            again.setManaged(false);
            copy.setVisible(false);
            roomCard.setVisible(false);
            return;
        }
        RoomFigures figures = RoomFigures.of(room);
        address = room.address();
        long millis = figures.ended() ? model.tookMillis() : room.millis();
        title.setText(text(figures.ended() ? "room.ended" : "room.running", room.image()));
        subtitle.setText(
                text(
                        figures.ended() ? "room.took" : "room.elapsed",
                        Units.duration(millis / 1000),
                        room.address()));
        copy.setVisible(!figures.ended());
        stop.setVisible(!figures.ended());
        stop.setManaged(!figures.ended());
        again.setVisible(figures.ended());
        var repetition = Repetition.of(room, rehearsed.get());
        showOrders(!figures.ended(), !repetition.failed().isEmpty());
        report.setVisible(figures.ended() && reported);
        again.setManaged(figures.ended());
        head.show(room, figures, repetition.waiting().size(), millis);
        fit();
        roomCard.refresh(countsOf(room));
        table.ended(figures.ended());
        drawer.refresh();
        repeat.ifPresent(card -> card.show(repetition, figures.ended()));
        boolean told = figures.ended() && repeat.isPresent(); // by the card and the table
        trouble.show(room, !told);
    }

    private void showOrders(boolean running, boolean mayRetry) {
        boolean paused = allPaused();
        pause.setVisible(running && machine.isPresent());
        pause.setText(text(paused ? "room.resume.all" : "room.pause.all"));
        pause.setGraphic(
                Parts.icon(paused ? Material2OutlinedMZ.PLAY_ARROW : Material2OutlinedMZ.PAUSE));
        machine.ifPresent(button -> button.setVisible(running || mayRetry));
    }

    private String countsOf(DeploymentSnapshot room) {
        long paused = model.peers().stream().filter(Peer::paused).count();
        var phases =
                Arrays.stream(Phase.values())
                        .filter(phase -> room.count(phase) > 0)
                        .map(phase -> Units.whole(room.count(phase)) + NO_BREAK + word(phase));
        var pauses =
                Stream.of(Units.whole(paused) + NO_BREAK + text("peers.paused"))
                        .filter(each -> paused > 0);
        return Stream.concat(phases, pauses).collect(Collectors.joining("   ·   "));
    }

    /// An open drawer goes with the selection, unless that only moved because a machine has left.
    private void follow(@Nullable Peer before, @Nullable Peer after) {
        roomCard.mark(after);
        if (drawer.isOpen() && after != null && before != null && model.peers().contains(before)) {
            drawer.open(after);
        }
    }

    /// In a wide window the drawer stands beside the room, else over its right part; in a low one
    /// the table tells what the tiles would, where there is something to repeat, and the net, which
    /// wants height, stands in the table's place.
    private void fit() {
        boolean beside = drawer.isOpen() && getWidth() > WIDE;
        StackPane.setMargin(lower, new Insets(0, beside ? drawer.getPrefWidth() + 16 : 0, 0, 0));
        boolean low = repeat.filter(Node::isVisible).isPresent() && getHeight() < HIGH;
        var room = model.nowProperty().get();
        roomCard.setVisible(room != null && !room.machines().isEmpty() && !low);
        boolean net = roomCard.isVisible() && model.netProperty().get();
        boolean alone = net && getHeight() < TALL;
        roomCard.setMaxHeight(alone ? Double.MAX_VALUE : getHeight() * (net ? 0.5 : 0.4));
        VBox.setVgrow(roomCard, alone ? Priority.ALWAYS : Priority.NEVER);
        table.setVisible(!alone);
    }

    private void focusMachines() {
        if (table.isVisible()) {
            table.requestFocus();
        } else {
            roomCard.focusNet();
        }
    }

    private void closeDrawer(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && drawer.isOpen()) {
            drawer.close();
            event.consume();
        }
    }

    /// A machine of the room is the same in the table.
    private final class Marked implements PeerWishes {
        @Override
        public void mark(Peer peer) {
            table.getSelectionModel().select(peer);
            table.scrollTo(peer);
            roomCard.mark(peer); // also where the table had it selected already
        }

        @Override
        public void open(Peer peer) {
            mark(peer);
            drawer.open(peer);
        }
    }
}
