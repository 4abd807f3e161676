package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.MachineSnapshot;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;
import sower.swarm.HoldUp;

/// What one machine is at, for how long, what it waits for, and which disk it writes.
final class PeerFacts extends GridPane {
    private final Label phase = Parts.label("");
    private final Label time = Parts.wrapped("");
    private final Label waits = Parts.wrapped("");
    private final Label disk = Parts.wrapped("");

    PeerFacts() {
        getStyleClass().add("facts");
        waits.setId("drawer-waits");
        disk.setId("drawer-disk");
        addRow(0, fact("drawer.phase"), phase);
        addRow(1, fact("drawer.time"), time);
        addRow(2, fact("drawer.waits", waits), waits);
        addRow(3, fact("drawer.disk", disk), disk);
    }

    private static Label fact(String key) {
        var label = Parts.label(text(key), "fact-name");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    /// One that is there only while something is known.
    private static Label fact(String key, Label value) {
        var label = fact(key);
        for (var each : List.of(label, value)) {
            each.visibleProperty().bind(value.textProperty().isNotEmpty());
            each.managedProperty().bind(each.visibleProperty());
        }
        return label;
    }

    /// @param written its disk, in words
    void show(MachineSnapshot machine, boolean paused, String written) {
        disk.setText(written);
        phase.setText(
                (paused ? text("peers.paused") : word(machine.phase()))
                        + "  ·  "
                        + Units.percent(machine.fraction()));
        phase.setGraphic(
                Parts.icon(paused ? Material2OutlinedMZ.PAUSE : PhaseLook.icon(machine.phase())));
        phase.getStyleClass()
                .setAll(
                        List.of(
                                "label",
                                "phase",
                                paused ? "phase-lost" : PhaseLook.style(machine.phase())));
        time.setText(PaceWords.left(machine, "pace.still"));
        waits.setText(waits(machine.holdUp()));
    }

    /// What keeps it from being faster, and what helps.
    private static String waits(@Nullable HoldUp holdUp) {
        if (holdUp == null) {
            return "";
        }
        return switch (holdUp) {
            case NOTHING -> "";
            case SOURCES -> text("drawer.waits.sources");
            case NETWORK -> text("drawer.waits.network");
            case LIMIT -> text("drawer.waits.limit");
            case DISK -> text("drawer.waits.disk");
        };
    }
}
