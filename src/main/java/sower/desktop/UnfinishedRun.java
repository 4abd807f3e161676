package sower.desktop;

import static sower.desktop.shell.Texts.text;

import javafx.stage.Window;
import sower.deploy.Phase;
import sower.desktop.deploy.RoomFigures;
import sower.desktop.deploy.RoomModel;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.shell.Question;

/// Asks before a run is ended, and says in what state its disks are then.
record UnfinishedRun(RoomModel room, RehearsalModel rehearsal) {

    /// Whether nothing is being written any more.
    boolean over() {
        var now = room.nowProperty().get();
        return now != null && RoomFigures.of(now).ended();
    }

    /// Whether the person really wants to stop writing.
    boolean mayStop(Window window) {
        return new Question(
                        text("room.stop.title"),
                        whatIsLeft(),
                        text("room.stop"),
                        text("room.stop.no"))
                .ask(window);
    }

    /// Whether the person really wants to close the window.
    boolean mayClose(Window window) {
        return new Question(text("exit.title"), whatIsLeft(), text("exit.do"), text("exit.no"))
                .ask(window);
    }

    private String whatIsLeft() {
        var now = room.nowProperty().get();
        if (now == null) {
            return text("room.stop.what");
        }
        int done = now.count(Phase.DONE);
        return text("exit.what", done, now.machines().size() - done, rehearsal.untouched(now));
    }
}
