package sower.desktop.writing;

import static sower.desktop.shell.Texts.text;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.InventoryDisk;
import sower.deploy.Reason;
import sower.deploy.Verdict;
import sower.desktop.images.ShelvedImage;
import sower.desktop.rehearsal.PlanWords;
import sower.desktop.rehearsal.ReasonWords;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.Parts;
import sower.local.LocalTarget;

/// A disk of this computer: which it is, what is on it now, and whether it may be overwritten. One
/// that may not has a lock in the place of its box, and says why.
final class TargetRow extends HBox {

    /// @param choose its box, where it may be chosen
    TargetRow(LocalTarget target, ShelvedImage image, Optional<CheckBox> choose) {
        var disk = target.disk();
        getStyleClass().addAll("card-box", "target-row");
        setAlignment(Pos.CENTER_LEFT);
        Node sign =
                choose.isPresent()
                        ? choose.get()
                        : Parts.icon(Material2OutlinedAL.LOCK, "target-lock");
        var place = new HBox(sign);
        place.getStyleClass().add("target-sign");
        place.setAlignment(Pos.CENTER);
        var end = verdict(target, image);
        end.getStyleClass().add("target-verdict");
        getChildren().addAll(place, who(disk), end);
        setAccessibleText(
                String.join(". ", TargetWords.title(disk), TargetWords.facts(disk), now(disk)));
        choose.ifPresent(box -> {
            getStyleClass().add("target-free");
            box.setAccessibleText(text("here.choose", getAccessibleText()));
            setOnMouseClicked(event -> {
                if (!box.contains(box.sceneToLocal(event.getSceneX(), event.getSceneY()))) {
                    box.requestFocus();
                    box.fire();
                }
            });
        });
    }

    private static VBox who(InventoryDisk disk) {
        var words =
                new VBox(
                        Parts.cut(TargetWords.title(disk), "peer-name"),
                        Parts.wrapped(TargetWords.facts(disk), "small-print"),
                        Parts.wrapped(now(disk), "plan-words"));
        words.getStyleClass().add("plan-lines");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private static String now(InventoryDisk disk) {
        return text("release.lost", PlanWords.contents(disk.contents()));
    }

    private static VBox verdict(LocalTarget target, ShelvedImage image) {
        var box = new VBox();
        switch (target.verdict()) {
            case Verdict.Ready(_, var spare, _) ->
                    box.getChildren()
                            .addAll(
                                    state(
                                            "here.ready",
                                            "plan-ready",
                                            Material2OutlinedAL.CHECK_CIRCLE),
                                    Parts.wrapped(
                                            TargetWords.overwritten(image.manifest().name(), spare),
                                            "plan-words"));
            case Verdict.StandsAside(var reason) -> explain(box, reason, image);
        }
        box.getStyleClass().add("plan-lines");
        return box;
    }

    private static void explain(VBox box, Reason reason, ShelvedImage image) {
        int sectorSize = image.manifest().source().sectorSize();
        var head =
                Parts.row(
                        state("here.locked", "plan-aside", Material2OutlinedAL.LOCK),
                        HelpEvent.link(ReasonWords.help(reason)));
        box.getChildren()
                .addAll(
                        head,
                        Parts.wrapped(TargetWords.sentence(reason), "plan-words"),
                        Parts.wrapped(TargetWords.remedy(reason, sectorSize), "plan-remedy"));
    }

    private static Label state(String key, String style, Material2OutlinedAL icon) {
        var label = Parts.label(text(key), "plan-state", style);
        label.setGraphic(Parts.icon(icon));
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
