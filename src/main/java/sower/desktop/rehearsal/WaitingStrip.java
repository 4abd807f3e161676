package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.MachineSnapshot;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.desktop.shell.Parts;

/// The machines that have no part in the run, below it: a line each, and the way to their release.
public final class WaitingStrip extends HBox {
    private static final int LINES = 2;

    private final RehearsalModel model;
    private final RoomOrder order;
    private final VBox lines = new VBox();
    private List<String> shown = List.of();

    public WaitingStrip(RehearsalModel model, RoomOrder order, Runnable whenLooked) {
        this.model = model;
        this.order = order;
        setId("waiting-strip");
        getStyleClass().add("waiting-strip");
        setAlignment(Pos.CENTER_LEFT);
        lines.getStyleClass().add("plan-lines");
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        var look = Parts.button(text("waiting.look"), Material2OutlinedAL.LIST_ALT, whenLooked);
        look.setId("waiting-look");
        getChildren().addAll(lines, look);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// @param writing the machines of the run
    public void show(List<MachineSnapshot> writing) {
        var rows = model.outside(writing);
        setVisible(!model.machines().isEmpty());
        var fresh = new ArrayList<String>(rows.stream().map(this::words).toList());
        int asking = model.newcomers().size();
        if (asking > 0) {
            fresh.add(text("newcomers.title", asking));
        }
        if (fresh.equals(shown) && !lines.getChildren().isEmpty()) {
            return;
        }
        shown = List.copyOf(fresh);
        lines.getChildren().clear();
        if (asking > 0) {
            lines.getChildren().add(Parts.cut(fresh.getLast(), "peer-name"));
        } else if (rows.isEmpty()) {
            lines.getChildren().add(Parts.cut(text("waiting.none"), "muted"));
        }
        rows.stream().limit(LINES).map(this::line).forEach(lines.getChildren()::add);
        if (rows.size() > LINES) {
            var names =
                    rows.stream()
                            .skip(LINES)
                            .map(RehearsalRow::name)
                            .collect(Collectors.joining(", "));
            lines.getChildren()
                    .add(Parts.cut(text("waiting.more", rows.size() - LINES, names), "muted"));
        }
    }

    private Node line(RehearsalRow row) {
        var state = new Label();
        StateLook.show(row.state(), state);
        state.setMinWidth(USE_PREF_SIZE);
        var name = Parts.label(row.name(), "peer-name");
        name.setMinWidth(USE_PREF_SIZE);
        return Parts.row(name, state, Parts.cut(words(row), "plan-words"));
    }

    private String words(RehearsalRow row) {
        if (row.state() == State.RELEASED) {
            return text("waiting.begins");
        }
        return PlanWords.plan(row, order.image().manifest().name());
    }
}
