package sower.desktop.deploy;

import javafx.scene.paint.Color;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Phase;
import sower.desktop.shell.Inks;

/// How a phase looks: a sign of its own, and a colour that only repeats what the sign says.
public final class PhaseLook {
    private PhaseLook() {}

    public static Ikon icon(Phase phase) {
        return switch (phase) {
            case WAITING -> Material2OutlinedAL.HOURGLASS_EMPTY;
            case CHECKING -> Material2OutlinedMZ.SEARCH;
            case RECEIVING -> Material2OutlinedAL.ARROW_DOWNWARD;
            case FLUSHING -> Material2OutlinedMZ.SAVE;
            case VERIFYING -> Material2OutlinedAL.FACT_CHECK;
            case FINISHING -> Material2OutlinedAL.FLAG;
            case DONE -> Material2OutlinedAL.CHECK;
            case FAILED -> Material2OutlinedAL.CLOSE;
            case LOST -> Material2OutlinedMZ.WIFI_OFF;
        };
    }

    /// Style class of its words and sign.
    public static String style(Phase phase) {
        return switch (phase) {
            case WAITING, CHECKING -> "phase-quiet";
            case RECEIVING, FLUSHING, VERIFYING, FINISHING -> "phase-busy";
            case DONE -> "phase-done";
            case FAILED -> "phase-failed";
            case LOST -> "phase-lost";
        };
    }

    static Color ink(Phase phase, Inks inks) {
        return switch (phase) {
            case WAITING, CHECKING -> inks.muted();
            case RECEIVING, FLUSHING, VERIFYING, FINISHING -> inks.exchange();
            case DONE -> inks.good();
            case FAILED -> inks.bad();
            case LOST -> inks.warn();
        };
    }
}
