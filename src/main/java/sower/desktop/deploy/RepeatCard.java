package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.MachineSnapshot;
import sower.desktop.shell.Parts;

/// At the end of a run in which machines failed: which they are, and the way to write them once
/// more. Nothing is written by it; the machines come back to the rehearsal.
final class RepeatCard extends HBox {
    private final Label failed = Parts.wrapped("", "notice-title");
    private final Label what = Parts.wrapped(text("repeat.what"), "notice-text");
    private final Label gone = Parts.wrapped("", "notice-text");
    private final Label waiting = Parts.wrapped("", "notice-title");
    private final Label next = Parts.wrapped(text("repeat.next"), "notice-text");
    private final Button repeat;
    private Repetition shown = new Repetition(List.of(), List.of(), List.of());

    /// @param orders told which machines are to say hello again
    RepeatCard(RoomOrders orders) {
        setId("repeat");
        getStyleClass().addAll("row", "notice", "notice-care");
        setAlignment(Pos.CENTER_LEFT);
        repeat =
                Parts.button(
                        text("repeat.do"),
                        Material2OutlinedMZ.REPLAY,
                        () -> orders.retry(shown.failed()),
                        "accent");
        repeat.setId("repeat-failed");
        var words = new VBox(waiting, next, failed, what, gone);
        words.getStyleClass().add("notice-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.getChildren().forEach(each -> each.managedProperty().bind(each.visibleProperty()));
        var sign = Parts.icon(Material2OutlinedMZ.REPLAY);
        getChildren().addAll(sign, words, repeat);
        repeat.managedProperty().bind(repeat.visibleProperty());
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// @param ended whether nothing is being written any more
    void show(Repetition now, boolean ended) {
        boolean offered = ended && !(now.failed().isEmpty() && now.gone().isEmpty());
        setVisible(offered || !now.waiting().isEmpty());
        shown = now;
        say(failed, "repeat.failed", ended ? names(now.failed()) : List.of());
        say(gone, "repeat.gone", ended ? names(now.gone()) : List.of());
        say(waiting, "repeat.waiting", now.waiting());
        what.setVisible(failed.isVisible() && !waiting.isVisible());
        repeat.setVisible(failed.isVisible());
        next.setVisible(waiting.isVisible());
    }

    private static List<String> names(List<MachineSnapshot> machines) {
        return machines.stream().map(MachineSnapshot::name).toList();
    }

    private static void say(Label label, String key, List<String> names) {
        label.setVisible(!names.isEmpty());
        label.setText(text(key, names.size(), String.join(", ", names)));
    }
}
