package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;

/// In the place of a disk that went while it was chosen, so that nobody wonders where the choice
/// is.
final class GoneTile extends HBox {
    GoneTile(SurveyedDisk disk, Runnable whenHidden) {
        setId("gone-" + disk.disk().name());
        getStyleClass().addAll("card-box", "disk-gone");
        setAlignment(Pos.CENTER_LEFT);
        var words =
                new VBox(
                        Parts.row(
                                Parts.label(disk.title(), "disk-title"),
                                Parts.label(text("disks.gone"), "badge")),
                        Parts.wrapped(text("disks.gone.sentence"), "lock-words"));
        words.getStyleClass().add("disk-titles");
        HBox.setHgrow(words, Priority.ALWAYS);
        var hide =
                Parts.iconButton(
                        text("disks.gone.hide", disk.title()),
                        Material2OutlinedAL.CLOSE,
                        whenHidden);
        getChildren().addAll(Parts.icon(Material2OutlinedMZ.POWER_OFF, "gone-icon"), words, hide);
    }
}
