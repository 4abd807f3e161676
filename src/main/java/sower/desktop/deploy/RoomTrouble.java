package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.shell.Parts;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Units;

/// What a person must read about the room: a few sentences, the rest as a number.
final class RoomTrouble extends VBox {
    private static final int SENTENCES_SHOWN = 2;

    private List<String> shown = List.of();

    RoomTrouble() {
        getStyleClass().add("column");
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /// @param failures whether to tell of failures here; else another part of the page does
    void show(DeploymentSnapshot room, boolean failures) {
        var sentences = new ArrayList<String>();
        room.trouble().forEach(each -> sentences.add(ToldWords.here(each)));
        for (MachineSnapshot machine : room.machines()) {
            if (machine.phase() == Phase.FAILED && failures) {
                var why = ToldWords.of(machine.message());
                sentences.add(text("room.trouble.failed", machine.name(), why));
            } else if (machine.phase() == Phase.LOST) {
                sentences.add(text("room.trouble.lost", machine.name()));
            }
            machine.warnings().stream()
                    .map(each -> text("room.trouble.warns", machine.name(), ToldWords.of(each)))
                    .forEach(sentences::add);
        }
        setVisible(!sentences.isEmpty());
        if (!sentences.equals(shown)) {
            shown = List.copyOf(sentences);
            getChildren().setAll(notice(sentences));
        }
    }

    private static HBox notice(List<String> sentences) {
        var words = new VBox();
        words.getStyleClass().add("notice-words");
        sentences.stream()
                .limit(SENTENCES_SHOWN)
                .forEach(each -> words.getChildren().add(Parts.wrapped(each, "notice-text")));
        int more = sentences.size() - SENTENCES_SHOWN;
        if (more > 0) {
            words.getChildren()
                    .add(Parts.label(text("room.trouble.more", Units.whole(more)), "notice-text"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var notice = Parts.row(Parts.icon(Material2OutlinedMZ.PAN_TOOL), words);
        notice.setAlignment(Pos.TOP_LEFT);
        notice.getStyleClass().addAll("notice", "notice-danger");
        return notice;
    }
}
