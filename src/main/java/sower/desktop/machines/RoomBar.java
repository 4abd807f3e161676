package sower.desktop.machines;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Roster;
import sower.desktop.shell.Parts;
import sower.enrol.EnrolledMachine;
import sower.enrol.Rooms;

/// Puts the machines that are chosen in the table into a room, or out of theirs.
final class RoomBar extends HBox {
    private final Label words = Parts.cut("", "muted");
    private final ComboBox<String> name = new ComboBox<>();
    private final Button put;
    private final Button out;
    private List<EnrolledMachine> chosen = List.of();

    RoomBar(MachinesPage.Wishes wishes) {
        getStyleClass().addAll("row", "plan-foot");
        setAlignment(Pos.CENTER_LEFT);
        name.setId("room-name");
        name.setEditable(true);
        name.setPromptText(text("machines.room.name"));
        name.setAccessibleText(text("machines.room.name"));
        name.getEditor().setAccessibleText(text("machines.room.name"));
        name.getEditor().textProperty().addListener((observed, before, after) -> check());
        put =
                Parts.button(
                        text("machines.room.put"),
                        Material2OutlinedMZ.MEETING_ROOM,
                        () -> wishes.move(chosen, typed()));
        put.setId("room-put");
        out =
                Parts.button(
                        text("machines.room.out"),
                        Material2OutlinedAL.EXIT_TO_APP,
                        () -> wishes.move(chosen, ""));
        out.setId("room-out");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(words, name, put, out);
        choose(List.of());
    }

    /// Offers these to be put machines into.
    void offer(List<Roster> rooms) {
        var names = rooms.stream().map(Roster::name).toList();
        if (!name.getItems().equals(names)) {
            var before = name.getEditor().getText();
            name.getItems().setAll(names);
            name.getEditor().setText(before);
        }
    }

    /// These are meant from now on.
    void choose(List<EnrolledMachine> machines) {
        chosen = List.copyOf(machines);
        check();
    }

    private String typed() {
        var text = name.getEditor().getText();
        return text == null ? "" : text.strip();
    }

    private void check() {
        var typed = typed();
        boolean right = Rooms.mayBeCalled(typed);
        boolean wrong = !right && !typed.isEmpty();
        Parts.mark(wrong, name);
        words.setText(wrong ? text("machines.room.wrong") : text("machines.chosen", chosen.size()));
        put.setDisable(chosen.isEmpty() || !right);
        out.setDisable(chosen.isEmpty());
    }
}
