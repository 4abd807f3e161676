package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.Objects;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import sower.deploy.InventoryDisk;
import sower.deploy.RehearsalRow;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;

/// What every machine would do, a row each. Space chooses the machine one stands on, F1 tells more
/// of it.
final class RehearsalTable extends TableView<PlannedMachine> {
    private final RehearsalModel model;
    private final RoomOrder order;
    private final ShelvedImage image;

    /// @param whenEmpty what stands here while nobody has come
    RehearsalTable(RehearsalModel model, RoomOrder order, Node whenEmpty) {
        super(model.machines());
        this.model = model;
        this.order = order;
        this.image = order.image();
        setId("rehearsal-table");
        getStyleClass().addAll("peer-table", "rehearsal-table");
        setAccessibleText(text("plan.table"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(whenEmpty);
        var choice = column("plan.choice", 88, ChoiceCell::new);
        choice.setMaxWidth(88);
        getColumns().add(choice);
        getColumns().add(column("plan.machine", 146, MachineCell::new));
        getColumns().add(column("plan.disk", 204, DiskCell::new));
        getColumns().add(column("plan.now", 186, NowCell::new));
        getColumns().add(column("plan.verdict", 398, VerdictCell::new));
        setRowFactory(table -> new SpokenRow());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        PlannedMachine here = getFocusModel().getFocusedItem();
        if (event.getCode() == KeyCode.SPACE && here != null) {
            model.choose(here, !here.chosen());
            event.consume();
        }
        if (event.getCode() == KeyCode.F1 && here != null) {
            fireEvent(new HelpEvent(PlanWords.help(here.now())));
            event.consume();
        }
    }

    private static TableColumn<PlannedMachine, RehearsalRow> column(
            String key, double width, Supplier<TableCell<PlannedMachine, RehearsalRow>> cell) {
        var column = new TableColumn<PlannedMachine, RehearsalRow>(text(key));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 76));
        column.setCellValueFactory(features -> features.getValue().nowProperty());
        column.setCellFactory(all -> cell.get());
        column.setReorderable(false);
        column.setSortable(false);
        return column;
    }

    private final class SpokenRow extends TableRow<PlannedMachine> {
        @Override
        protected void updateItem(PlannedMachine item, boolean empty) {
            super.updateItem(item, empty);
            setAccessibleText(
                    empty || item == null
                            ? null
                            : PlanWords.spoken(
                                    item.now(),
                                    order.rule(),
                                    image.manifest().name(),
                                    image.manifest().source().sectorSize()));
        }
    }

    /// A cell whose graphic says what a row holds.
    private abstract static class RowCell extends TableCell<PlannedMachine, RehearsalRow> {
        private final Node graphic;

        RowCell(Node graphic) {
            this.graphic = graphic;
        }

        abstract void show(RehearsalRow row);

        @Override
        protected void updateItem(@Nullable RehearsalRow item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : graphic);
            if (!empty && item != null) {
                show(item);
            }
        }
    }

    private static final class ChoiceCell extends TableCell<PlannedMachine, RehearsalRow> {
        private final CheckBox box = new CheckBox();
        private @Nullable PlannedMachine bound;

        ChoiceCell() {
            getStyleClass().add("choice-cell");
            box.setFocusTraversable(false); // the table has the keys
        }

        @Override
        protected void updateItem(@Nullable RehearsalRow item, boolean empty) {
            super.updateItem(item, empty);
            if (bound != null) {
                box.selectedProperty().unbindBidirectional(bound.chosenProperty());
                bound = null;
            }
            PlannedMachine machine = empty ? null : getTableRow().getItem();
            boolean possible = machine != null && machine.releasable();
            setGraphic(possible ? box : null);
            if (machine != null && possible) {
                box.selectedProperty().bindBidirectional(machine.chosenProperty());
                box.setAccessibleText(text("plan.choose", machine.now().name()));
                bound = machine;
            }
        }
    }

    private static VBox lines(Node... lines) {
        var box = new VBox(lines);
        box.getStyleClass().add("plan-lines");
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinWidth(0);
        return box;
    }

    private static Label several(String... styles) {
        Label label = Parts.cut("", styles);
        label.setWrapText(true);
        return label;
    }

    private static final class MachineCell extends RowCell {
        private final Label name;
        private final Label address;
        private final Label model;

        MachineCell() {
            this(
                    Parts.cut("", "peer-name"),
                    Parts.cut("", "small-print"),
                    Parts.cut("", "small-print"));
        }

        private MachineCell(Label name, Label address, Label model) {
            super(lines(name, address, model));
            this.name = name;
            this.address = address;
            this.model = model;
        }

        @Override
        void show(RehearsalRow row) {
            name.setText(row.name());
            address.setText(row.address());
            model.setText(row.inventory().product());
            model.setManaged(!row.inventory().product().isEmpty());
        }
    }

    private final class DiskCell extends RowCell {
        private final Label disk;
        private final Label model;
        private final Label serial;

        DiskCell() {
            this(
                    Parts.cut("", "peer-name"),
                    Parts.cut("", "small-print"),
                    Parts.cut("", "small-print"));
        }

        private DiskCell(Label disk, Label model, Label serial) {
            super(
                    lines(
                            disk,
                            model,
                            serial,
                            Parts.cut(text("plan.rule", order.rule()), "small-print")));
            this.disk = disk;
            this.model = model;
            this.serial = serial;
        }

        @Override
        void show(RehearsalRow row) {
            var meant = PlanWords.meant(row, order.rule());
            disk.setText(meant.map(PlanWords::disk).orElse(text("plan.disk.none")));
            model.setText(
                    meant.map(InventoryDisk::model).orElseGet(() -> PlanWords.candidates(row)));
            serial.setText(meant.map(PlanWords::serial).orElse(""));
            serial.setManaged(meant.isPresent());
        }
    }

    private final class NowCell extends RowCell {
        private final Label now;

        NowCell() {
            this(several("plan-words"));
        }

        private NowCell(Label now) {
            super(now);
            now.maxHeightProperty().bind(fixedCellSizeProperty().subtract(8));
            this.now = now;
        }

        @Override
        void show(RehearsalRow row) {
            now.setText(
                    PlanWords.meant(row, order.rule())
                            .map(disk -> PlanWords.contents(disk.contents()))
                            .orElse("–"));
        }
    }

    private final class VerdictCell extends RowCell {
        private final Label state;
        private final Label plan;
        private final Label remedy;
        private final Hyperlink help = HelpEvent.link(this::topic);

        VerdictCell() {
            this(
                    Parts.label("", "plan-state"),
                    Parts.row(),
                    several("plan-words"),
                    several("plan-remedy"));
        }

        private VerdictCell(Label state, HBox head, Label plan, Label remedy) {
            super(lines(head, plan, remedy));
            head.getChildren().setAll(state, help);
            state.setMinWidth(Label.USE_PREF_SIZE);
            help.setFocusTraversable(false); // F1 does the same from the row
            this.state = state;
            this.plan = plan;
            this.remedy = remedy;
        }

        @Override
        void show(RehearsalRow row) {
            StateLook.show(row.state(), state);
            help.setVisible(row.state() == RehearsalRow.State.ASIDE);
            plan.setText(PlanWords.plan(row, image.manifest().name()));
            var words = PlanWords.remedy(row, image.manifest().source().sectorSize());
            remedy.setText(words);
            remedy.setManaged(!words.isEmpty());
        }

        private HelpTopic topic() {
            return PlanWords.help(Objects.requireNonNull(getItem()));
        }
    }
}
