package sower.desktop.writing;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.InventoryDisk;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.deploy.PaceWords;
import sower.desktop.deploy.PhaseLook;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// A disk that is being written: how far it is, how fast, how long yet; at the end its proof, or
/// why there is none.
final class WrittenRow extends VBox {
    private final Label phase = Parts.label("");
    private final ProgressBar bar = new ProgressBar(0);
    private final Label figures = Parts.wrapped("", "plan-words");
    private final Label end = Parts.wrapped("", "plan-words");
    private final Button stop;

    WrittenRow(InventoryDisk disk, Runnable whenStopped) {
        getStyleClass().addAll("card-box", "written-row");
        setId("written-" + disk.path().replaceAll(".*/", ""));
        var name = Parts.cut(TargetWords.title(disk), "peer-name");
        var facts = Parts.cut(TargetWords.facts(disk), "small-print");
        var who = new VBox(name, facts);
        who.setMinWidth(0);
        HBox.setHgrow(who, Priority.ALWAYS);
        phase.setMinWidth(USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("room-bar");
        bar.setAccessibleText(text("here.progress", disk.path()));
        stop = Parts.button(text("here.stop"), Material2OutlinedAL.CLOSE, whenStopped);
        stop.getStyleClass().add("disk-stop");
        stop.setAccessibleText(text("here.stop.one", disk.path()));
        stop.managedProperty().bind(stop.visibleProperty());
        end.setVisible(false);
        end.managedProperty().bind(end.visibleProperty());
        figures.managedProperty().bind(figures.visibleProperty());
        var head = Parts.row(who, phase, stop);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, bar, figures, end);
        say(Phase.WAITING);
    }

    void show(MachineSnapshot disk) {
        say(disk.phase());
        bar.setProgress(disk.phase() == Phase.DONE ? 1 : disk.fraction());
        figures.setText(figures(disk));
        boolean ended = disk.phase().ended();
        stop.setVisible(!ended);
        figures.setVisible(!ended);
        end.setVisible(ended);
        end.setText(TargetWords.end(disk.message()));
    }

    /// The person has had it stopped; it takes a moment.
    void stopping() {
        stop.setDisable(true);
        stop.setText(text("capture.stopping"));
    }

    private void say(Phase now) {
        phase.setText(TargetWords.phase(now));
        phase.setGraphic(Parts.icon(PhaseLook.icon(now)));
        phase.getStyleClass().setAll("label", "plan-state", PhaseLook.style(now));
    }

    private static String figures(MachineSnapshot disk) {
        var done =
                text("capture.of", Units.bytes(disk.bytesDone()), Units.bytes(disk.bytesTotal()));
        var left = text("here.left", PaceWords.left(disk, "pace.still.short"));
        var parts = Units.percent(disk.fraction()) + "  ·  " + done + "  ·  ";
        if (disk.phase() == Phase.RECEIVING) {
            parts += Units.rate(disk.diskRate());
            parts += "  (" + Units.perMinute(disk.diskRate()) + ")  ·  ";
        }
        return parts + left;
    }
}
