package sower.desktop.machines;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Roster;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachine.State;
import sower.enrol.Rooms;

/// A row per machine, with what can be done about it.
final class MachineTable extends TableView<EnrolledMachine> {
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final String BETWEEN = "  ·  ";

    private Instant now = Instant.EPOCH;
    private List<Roster> rooms = List.of();

    /// @param whenLookedAt the person wants to compare a code
    MachineTable(Consumer<EnrolledMachine> whenLookedAt, Consumer<EnrolledMachine> whenForgotten) {
        setId("machine-table");
        getStyleClass().add("peer-table");
        setAccessibleText(text("machines.title"));
        setFixedCellSize(56);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getColumns().add(words("machines.machine", 150, MachineTable::machine));
        getColumns().add(words("machines.room", 90, this::room));
        getColumns().add(words("machines.network", 150, MachineTable::network));
        getColumns().add(words("machines.disks", 130, MachineTable::disks));
        getColumns().add(words("machines.standing", 204, MachineTable::standing));
        getColumns().add(words("machines.seen", 130, this::seen));
        getColumns().add(column("machines.do", 176, () -> new DoCell(whenLookedAt, whenForgotten)));
    }

    /// Tells which machines are chosen, whenever others are.
    void whenChosen(Consumer<List<EnrolledMachine>> told) {
        getSelectionModel()
                .getSelectedItems()
                .addListener(
                        (ListChangeListener<EnrolledMachine>)
                                change -> told.accept(List.copyOf(change.getList())));
    }

    void show(List<EnrolledMachine> machines, List<Roster> among, Instant at) {
        now = at;
        rooms = List.copyOf(among);
        if (!getItems().equals(machines)) {
            fill(machines);
        } else {
            refresh();
        }
    }

    /// What the person has chosen stays so: in a room somebody is heard of all the time.
    private void fill(List<EnrolledMachine> machines) {
        var chosen =
                getSelectionModel().getSelectedItems().stream().map(EnrolledMachine::id).toList();
        getItems().setAll(machines);
        getSelectionModel().clearSelection();
        for (int i = 0; i < machines.size(); i++) {
            if (chosen.contains(machines.get(i).id())) {
                getSelectionModel().select(i);
            }
        }
    }

    private static void machine(EnrolledMachine machine, Words words) {
        var identity = machine.identity();
        words.say(identity.name(), LetIn.serial(identity));
    }

    private void room(EnrolledMachine machine, Words words) {
        words.quiet(Rooms.of(machine, rooms).map(Roster::name).orElse("–"));
    }

    private static void network(EnrolledMachine machine, Words words) {
        words.say(machine.address(), String.join(", ", machine.identity().macs()));
    }

    private static void disks(EnrolledMachine machine, Words words) {
        var disks = machine.identity().disks();
        words.quiet(disks.isEmpty() ? text("machines.disks.none") : String.join(BETWEEN, disks));
    }

    private static void standing(EnrolledMachine machine, Words words) {
        words.say(
                word(machine.state()),
                switch (machine.state()) {
                    case WAITING -> text("machines.code", machine.code());
                    case APPROVED -> text("machines.approved");
                    case ENROLLED ->
                            text(
                                    "machines.since",
                                    Units.day(Instant.ofEpochMilli(machine.enrolledMillis())));
                });
        words.sign(machine.state());
    }

    private void seen(EnrolledMachine machine, Words words) {
        var at = Instant.ofEpochMilli(machine.seenMillis());
        long seconds = Math.max(0, Duration.between(at, now).toSeconds());
        words.quiet(seconds < DAY ? text("machines.ago", Units.duration(seconds)) : Units.day(at));
    }

    private static TableColumn<EnrolledMachine, EnrolledMachine> words(
            String key, double width, BiConsumer<EnrolledMachine, Words> says) {
        return column(key, width, () -> new WordsCell(says));
    }

    private static TableColumn<EnrolledMachine, EnrolledMachine> column(
            String key,
            double width,
            java.util.function.Supplier<TableCell<EnrolledMachine, EnrolledMachine>> cell) {
        var column = new TableColumn<EnrolledMachine, EnrolledMachine>(text(key));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 100));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(all -> cell.get());
        column.setReorderable(false);
        column.setSortable(false);
        return column;
    }

    /// Two lines of a cell.
    private static final class Words extends VBox {
        private final Label first = Parts.cut("", "peer-name");
        private final Label second = Parts.cut("", "small-print");

        Words() {
            super();
            getChildren().addAll(first, second);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            second.managedProperty().bind(second.visibleProperty());
        }

        void say(String above, String below) {
            first.setText(above);
            second.setText(below);
            second.setVisible(!below.isEmpty());
        }

        /// One line, of no more weight than the second of another cell.
        void quiet(String line) {
            say(line, "");
            first.getStyleClass().setAll("label", "may-cut");
        }

        void sign(State state) {
            first.setGraphic(
                    Parts.icon(
                            switch (state) {
                                case WAITING -> Material2OutlinedMZ.PAN_TOOL;
                                case APPROVED -> Material2OutlinedAL.HOURGLASS_EMPTY;
                                case ENROLLED -> Material2OutlinedMZ.VERIFIED_USER;
                            }));
            first.getStyleClass()
                    .setAll(
                            "label",
                            "may-cut",
                            "plan-state",
                            state == State.ENROLLED ? "plan-ready" : "plan-late");
        }
    }

    private static final class WordsCell extends TableCell<EnrolledMachine, EnrolledMachine> {
        private final BiConsumer<EnrolledMachine, Words> says;
        private final Words words = new Words();

        WordsCell(BiConsumer<EnrolledMachine, Words> says) {
            this.says = says;
        }

        @Override
        protected void updateItem(@Nullable EnrolledMachine item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : words);
            if (!empty && item != null) {
                says.accept(item, words);
            }
        }
    }

    private static final class DoCell extends TableCell<EnrolledMachine, EnrolledMachine> {
        private final Consumer<EnrolledMachine> whenLookedAt;
        private final Consumer<EnrolledMachine> whenForgotten;

        DoCell(Consumer<EnrolledMachine> whenLookedAt, Consumer<EnrolledMachine> whenForgotten) {
            this.whenLookedAt = whenLookedAt;
            this.whenForgotten = whenForgotten;
            setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(@Nullable EnrolledMachine item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : button(item));
        }

        private @Nullable Node button(EnrolledMachine machine) {
            var name = machine.identity().name();
            Button button =
                    switch (machine.state()) {
                        case WAITING ->
                                Parts.button(
                                        text("admit.ask"),
                                        Material2OutlinedAL.HOW_TO_REG,
                                        () -> whenLookedAt.accept(machine),
                                        "accent");
                        case APPROVED -> null;
                        case ENROLLED ->
                                Parts.button(
                                        text("machines.forget"),
                                        Material2OutlinedAL.DELETE,
                                        () -> whenForgotten.accept(machine),
                                        "flat");
                    };
            if (button != null) {
                button.setAccessibleText(button.getText() + " " + name);
            }
            return button;
        }
    }
}
