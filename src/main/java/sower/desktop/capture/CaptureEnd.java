package sower.desktop.capture;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.Units;
import sower.image.Manifest;

/// What came of a capture: the image with the proof of what is in it, or the reason why there is
/// none.
public final class CaptureEnd extends VBox {

    /// It worked.
    public CaptureEnd(ShelvedImage image, Runnable whenSeeded, Runnable whenLeft) {
        setId("capture-end");
        getStyleClass().addAll("card-box", "form", "wide-form");
        Button seed =
                Parts.button(
                        text("capture.seed"), Material2OutlinedAL.DEVICE_HUB, whenSeeded, "accent");
        seed.setId("seed-now");
        seed.setDefaultButton(true);
        var back = new Button(text("capture.back"));
        back.setOnAction(event -> whenLeft.run());
        var manifest = image.manifest();
        var words =
                new VBox(
                        Parts.label(text("capture.done"), "card-headline"),
                        Parts.wrapped(
                                text(
                                        "capture.done.what",
                                        manifest.name(),
                                        Units.whole(manifest.version()),
                                        Units.bytes(image.used()),
                                        Units.bytes(manifest.source().length())),
                                "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren()
                .addAll(
                        Parts.row(
                                Parts.icon(
                                        Material2OutlinedAL.CHECK_CIRCLE, "verdict-icon", "good"),
                                words),
                        Parts.label(text("capture.proof"), "card-title"),
                        volumes(manifest),
                        Parts.wrapped(text("capture.proof.hint"), "field-hint"),
                        Parts.row(Parts.spring(), back, seed));
    }

    /// It failed, or was stopped.
    public CaptureEnd(Problem problem, Runnable whenLeft) {
        setId("capture-failed");
        getStyleClass().addAll("card-box", "form");
        var back = new Button(text("capture.back"));
        back.setDefaultButton(true);
        back.setOnAction(event -> whenLeft.run());
        getChildren()
                .addAll(
                        Parts.label(text("capture.failed"), "card-headline"),
                        new ProblemCard(problem),
                        Parts.wrapped(text("capture.failed.nothing"), "muted"),
                        Parts.row(Parts.spring(), back));
    }

    private static GridPane volumes(Manifest manifest) {
        var grid = new GridPane();
        grid.getStyleClass().add("proof-table");
        int row = 0;
        for (Manifest.Volume volume : manifest.volumes()) {
            Label name = Parts.label(volume.name(), "peer-name");
            name.setMinWidth(88);
            var contents =
                    Parts.label(volume.filesystem() + "  ·  " + word(volume.contents()), "muted");
            contents.setMinWidth(USE_PREF_SIZE);
            var used =
                    Parts.label(
                            volume.contents() == Manifest.Contents.DATA
                                    ? Units.bytes(volume.used())
                                    : "",
                            "figure-cell");
            used.setMinWidth(80);
            used.setAlignment(Pos.CENTER_RIGHT);
            grid.addRow(row++, name, contents, used, hash(volume));
        }
        return grid;
    }

    private static TextField hash(Manifest.Volume volume) {
        var hash = new TextField(volume.infoHash());
        hash.setEditable(false);
        hash.getStyleClass().add("hash");
        hash.setAccessibleText(text("capture.hash", volume.name()));
        hash.setVisible(!volume.infoHash().isEmpty());
        GridPane.setHgrow(hash, Priority.ALWAYS);
        return hash;
    }
}
