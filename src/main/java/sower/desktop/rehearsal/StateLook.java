package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.word;

import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.RehearsalRow.State;
import sower.desktop.shell.Parts;

/// How a machine's state looks: a sign of its own, and a colour that only repeats what it says.
final class StateLook {
    private StateLook() {}

    static void show(State state, Label label) {
        label.setText(word(state));
        label.setGraphic(Parts.icon(icon(state)));
        label.getStyleClass().setAll("label", "plan-state", style(state));
    }

    private static Ikon icon(State state) {
        return switch (state) {
            case ASIDE -> Material2OutlinedMZ.PAN_TOOL;
            case SILENT -> Material2OutlinedMZ.WIFI_OFF;
            case LATE -> Material2OutlinedMZ.SCHEDULE;
            case READY -> Material2OutlinedAL.CHECK_CIRCLE;
            case RELEASED -> Material2OutlinedAL.LOCK_OPEN;
        };
    }

    private static String style(State state) {
        return switch (state) {
            case ASIDE -> "plan-aside";
            case SILENT -> "plan-silent";
            case LATE -> "plan-late";
            case READY -> "plan-ready";
            case RELEASED -> "plan-released";
        };
    }
}
