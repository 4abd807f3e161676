package sower.desktop.machines;

import static sower.desktop.shell.Texts.text;

import java.time.Instant;
import java.util.List;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Roster;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.enrol.EnrolledMachine;

/// Who is enrolled at this site and who waits for it.
public final class MachinesPage extends StackPane {
    private final Wishes wishes;
    private final VBox body = new VBox();
    private final MachineTable table;
    private final RoomBar rooms;

    /// What the page asks for.
    public interface Wishes {
        /// The person has compared the code.
        void letIn(EnrolledMachine machine);

        /// Put these into a room.
        ///
        /// @param room its name; empty to take them out of theirs
        void move(List<EnrolledMachine> machines, String room);

        /// Take its certificate back; ask first.
        void forget(EnrolledMachine machine);

        /// Go to the images, to open a room with one.
        void deploy();
    }

    public MachinesPage(Wishes wishes) {
        this.wishes = wishes;
        table =
                new MachineTable(
                        machine -> LetIn.ask(this, machine, wishes::letIn), wishes::forget);
        VBox.setVgrow(table, Priority.ALWAYS);
        rooms = new RoomBar(wishes);
        table.whenChosen(rooms::choose);
        body.getStyleClass().add("column");
        var page = new BorderPane(body);
        page.getStyleClass().add("page");
        page.setTop(Parts.head(text("machines.title"), text("machines.sentence")));
        getChildren().add(page);
    }

    /// @param machines those that wait first
    /// @param among rooms that they may be in
    /// @param now to say how long ago they were seen
    public void show(List<EnrolledMachine> machines, List<Roster> among, Instant now) {
        if (machines.isEmpty()) {
            body.getChildren().setAll(empty());
            return;
        }
        table.show(machines, among, now);
        rooms.offer(among);
        if (!body.getChildren().equals(List.of(table, rooms))) {
            body.getChildren().setAll(table, rooms);
        }
    }

    public void show(Problem problem) {
        body.getChildren().setAll(new ProblemCard(problem));
    }

    private javafx.scene.Node empty() {
        var empty =
                Parts.empty(
                        Material2OutlinedAL.COMPUTER,
                        text("machines.none"),
                        text("machines.none.why"),
                        Parts.button(
                                text("machines.none.go"),
                                Material2OutlinedMZ.PLAY_ARROW,
                                wishes::deploy,
                                "accent"));
        VBox.setVgrow(empty, Priority.ALWAYS);
        return empty;
    }
}
