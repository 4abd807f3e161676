package sower.desktop.network;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.Comparator;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;
import sower.netboot.BootRequest;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootSnapshot;
import sower.netboot.OtherServer;

/// Machines that start from here, and who else answers in their network.
final class BootList extends VBox {
    private static final int MOST = 60; // rows; a room is in its own table by then

    private BootSnapshot shown = BootSnapshot.NOBODY;

    BootList() {
        setId("boot-machines");
        getStyleClass().add("boot-list");
        show(shown);
    }

    /// Those first that were heard of last.
    void show(BootSnapshot boot) {
        if (boot.equals(shown) && !getChildren().isEmpty()) {
            return;
        }
        shown = boot;
        var rows = new ArrayList<Node>();
        boot.others().forEach(other -> rows.add(notice(other)));
        if (boot.machines().isEmpty()) {
            rows.add(
                    Parts.row(
                            Parts.icon(Material2OutlinedAL.HOURGLASS_EMPTY),
                            Parts.wrapped(text("boot.nobody"), "muted")));
        }
        boot.machines().stream()
                .sorted(Comparator.comparingLong(BootRequest::seenMillis).reversed())
                .limit(MOST)
                .map(BootList::row)
                .forEach(rows::add);
        getChildren().setAll(rows);
    }

    private static Node notice(OtherServer other) {
        boolean boots = other.boots();
        var words = boots ? "boot.other.boots" : "boot.other.addresses";
        var sign = boots ? Material2OutlinedMZ.REPORT_PROBLEM : Material2OutlinedAL.INFO;
        var row =
                Parts.row(
                        Parts.icon(sign),
                        Parts.wrapped(text(words, other.address()), "notice-text"));
        row.getStyleClass().addAll("notice", boots ? "notice-care" : "notice-note");
        return row;
    }

    private static Node row(BootRequest machine) {
        var who = machine.mac().isEmpty() ? machine.address() : machine.mac();
        var name = Parts.label(who, "boot-card");
        var firmware = machine.firmware() == Firmware.OTHER ? "" : machine.firmware().name();
        var row =
                Parts.row(
                        Parts.icon(Material2OutlinedAL.COMPUTER),
                        name,
                        Parts.label(firmware, "boot-firmware", "muted"),
                        Parts.wrapped(stage(machine)));
        if (machine.length() > 0 && !machine.complete()) {
            var bar = new ProgressBar((double) machine.bytes() / machine.length());
            bar.setAccessibleText(stage(machine));
            row.getChildren()
                    .addAll(
                            Parts.spring(),
                            bar,
                            Parts.label(Units.percent(bar.getProgress()), "muted"));
        }
        return row;
    }

    private static String stage(BootRequest machine) {
        return switch (machine.stage()) {
            case ASKS -> text(machine.firmware() == Firmware.OTHER ? "boot.strange" : "boot.asks");
            case LOADER -> text(machine.mayBeRefused() ? "boot.loaded" : "boot.loader");
            case SCRIPT -> text("boot.script");
            case KERNEL -> text("boot.kernel");
            case SYSTEM -> text("boot.system");
            case STARTED -> text("boot.started", machine.address());
        };
    }
}
