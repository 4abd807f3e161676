package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.MachineSnapshot;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Parts;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Units;

/// All peers as a table. While the room runs it shows rates; when it has ended, the proof of each.
final class PeerTable extends TableView<Peer> {
    private final List<TableColumn<Peer, MachineSnapshot>> running;
    private final List<TableColumn<Peer, MachineSnapshot>> ended;

    PeerTable(RoomModel room) {
        super(room.peers());
        setId("peer-table");
        getStyleClass().add("peer-table");
        setAccessibleText(text("peers.table"));
        setFixedCellSize(48);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.wrapped(text("peers.none"), "muted"));
        var machine = column("peers.machine", 192, MachineCell::new, byName());
        var phase = column("peers.phase", 150, PhaseCell::new, byPhase());
        var progress = column("peers.progress", 166, ProgressCell::new, byShare());
        var down = rate("peers.down", MachineSnapshot::downRate);
        var up = rate("peers.up", MachineSnapshot::upRate);
        var disk = rate("peers.disk", MachineSnapshot::diskRate);
        var minute = column("peers.minute", 100, MinuteCell::new, byDown());
        minute.setSortable(false);
        var left =
                column(
                        "peers.left",
                        130,
                        () -> new WordsCell(peer -> PaceWords.left(peer.now(), "pace.still.short")),
                        byLeft());
        left.getStyleClass().add("figure-head");
        running = List.of(machine, phase, progress, down, up, disk, minute, left);
        ended =
                List.of(
                        column("peers.machine", 212, MachineCell::new, byName()),
                        column("peers.phase", 104, PhaseCell::new, byPhase()),
                        column("peers.after", 104, () -> new WordsCell(PeerTable::after), byName()),
                        column("peers.proof", 560, ProofCell::new, byName()));
        getColumns().setAll(running);
    }

    /// @param whenOpened told which machine the person wants to see closely: clicked, or Enter
    void whenOpened(Consumer<Peer> whenOpened) {
        setRowFactory(all -> {
            var row = new TableRow<Peer>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && row.getItem() != null) {
                    whenOpened.accept(row.getItem());
                }
            });
            return row;
        });
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    Peer selected = getSelectionModel().getSelectedItem();
                    if (event.getCode() == KeyCode.ENTER && selected != null) {
                        whenOpened.accept(selected);
                        event.consume();
                    }
                });
    }

    /// Shows the proofs instead of the rates, or the rates again.
    void ended(boolean over) {
        var columns = over ? ended : running;
        if (!getColumns().equals(columns)) {
            getColumns().setAll(columns);
        }
    }

    private static String after(Peer peer) {
        long seconds = peer.endedAfterMillis() / 1000;
        return peer.endedAfterMillis() < 0 ? "" : Units.duration(Math.max(1, seconds));
    }

    private static Comparator<MachineSnapshot> byName() {
        return Comparator.comparing(MachineSnapshot::name);
    }

    private static Comparator<MachineSnapshot> byPhase() {
        return Comparator.comparing(MachineSnapshot::phase);
    }

    private static Comparator<MachineSnapshot> byShare() {
        return Comparator.comparingDouble(MachineSnapshot::fraction);
    }

    private static Comparator<MachineSnapshot> byDown() {
        return Comparator.comparingLong(MachineSnapshot::downRate);
    }

    private static Comparator<MachineSnapshot> byLeft() {
        return Comparator.comparingLong(MachineSnapshot::etaSeconds);
    }

    private static TableColumn<Peer, MachineSnapshot> rate(
            String key, ToLongFunction<MachineSnapshot> of) {
        TableColumn<Peer, MachineSnapshot> column =
                column(
                        key,
                        90,
                        () ->
                                new WordsCell(peer ->
                                        peer.now().phase().ended()
                                                ? "–"
                                                : Units.rate(of.applyAsLong(peer.now()))),
                        Comparator.comparingLong(of));
        column.getStyleClass().add("figure-head");
        return column;
    }

    private static TableColumn<Peer, MachineSnapshot> column(
            String key,
            double width,
            java.util.function.Supplier<TableCell<Peer, MachineSnapshot>> cell,
            Comparator<MachineSnapshot> order) {
        var column = new TableColumn<Peer, MachineSnapshot>(text(key));
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 84));
        column.setCellValueFactory(features -> features.getValue().nowProperty());
        column.setCellFactory(all -> cell.get());
        column.setComparator(order);
        column.setReorderable(false);
        return column;
    }

    /// Figures, right-aligned so that they compare down the column.
    private static final class WordsCell extends TableCell<Peer, MachineSnapshot> {
        private final Function<Peer, String> words;

        WordsCell(Function<Peer, String> words) {
            this.words = words;
            setAlignment(Pos.CENTER_RIGHT);
            getStyleClass().add("figure-cell");
        }

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            Peer peer = empty ? null : getTableRow().getItem();
            setText(peer == null ? null : words.apply(peer));
        }
    }

    private static final class MachineCell extends TableCell<Peer, MachineSnapshot> {
        private final Label name = Parts.cut("", "peer-name");
        private final Label about = Parts.cut("", "small-print");
        private final VBox both = new VBox(name, about);

        MachineCell() {
            both.setAlignment(Pos.CENTER_LEFT);
            both.setMinWidth(0);
        }

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : both);
            if (!empty && item != null) {
                name.setText(item.name());
                String client = item.ours() ? item.client() : text("peers.foreign", item.client());
                about.setText(item.address() + "  ·  " + client);
            }
        }
    }

    private static final class PhaseCell extends TableCell<Peer, MachineSnapshot> {
        private final Label label = Parts.label("", "phase");

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : label);
            Peer peer = empty ? null : getTableRow().getItem();
            if (peer == null || item == null) {
                return;
            }
            boolean paused = peer.paused();
            String words = paused ? text("peers.paused") : word(item.phase());
            if (!words.equals(label.getText())) {
                var sign = paused ? Material2OutlinedMZ.PAUSE : PhaseLook.icon(item.phase());
                label.setText(words);
                label.setGraphic(Parts.icon(sign));
                label.getStyleClass()
                        .setAll(
                                "label",
                                "phase",
                                paused ? "phase-lost" : PhaseLook.style(item.phase()));
            }
        }
    }

    private static final class ProgressCell extends TableCell<Peer, MachineSnapshot> {
        private final Drawing bar =
                new Drawing((pen, width, height, inks) -> {
                    if (getItem() != null) {
                        PieceBar.draw(pen, getItem(), width, height, inks);
                    }
                });
        private final Label percent = Parts.label("", "percent");
        private final javafx.scene.layout.HBox both = Parts.row(bar, percent);

        ProgressCell() {
            bar.setPrefHeight(18);
            bar.setMaxHeight(18);
            javafx.scene.layout.HBox.setHgrow(bar, javafx.scene.layout.Priority.ALWAYS);
            percent.setMinWidth(44);
            percent.setAlignment(Pos.CENTER_RIGHT);
        }

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : both);
            if (!empty && item != null) {
                percent.setText(Units.percent(item.fraction()));
                bar.repaint();
            }
        }
    }

    private static final class MinuteCell extends TableCell<Peer, MachineSnapshot> {
        private final Drawing curve =
                new Drawing((pen, width, height, inks) -> {
                    Peer peer = getTableRow() == null ? null : getTableRow().getItem();
                    if (peer != null) {
                        double top = peer.down().max() * 1.15;
                        Sparkline.draw(
                                pen, peer.down(), top, 0, 1, width, height - 2, inks.exchange());
                    }
                });

        MinuteCell() {
            curve.setPrefHeight(28);
            curve.setMaxHeight(28);
        }

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : curve);
            curve.repaint();
        }
    }

    private static final class ProofCell extends TableCell<Peer, MachineSnapshot> {
        private final Label proof = Parts.cut("", "proof");

        ProofCell() {
            proof.setWrapText(true);
            proof.setMaxHeight(44);
        }

        @Override
        protected void updateItem(MachineSnapshot item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : proof);
            if (!empty && item != null) {
                proof.setText(ToldWords.of(item.message()));
            }
        }
    }
}
