package sower.desktop.capture;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.capture.CaptureProgress;
import sower.capture.CaptureProgress.Stage;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// A capture while it runs.
public final class CaptureRunning extends VBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    private final Map<Stage, Label> stages = new EnumMap<>(Stage.class);
    private final Label percent = Parts.label("", "big-figure");
    private final Label what = Parts.wrapped("", "verdict");
    private final ProgressBar bar = new ProgressBar(-1);
    private final Label bytes = Parts.label("–", "figure-value");
    private final Label now = Parts.label("–", "figure-value");
    private final Label mean = Parts.label("–", "figure-value");
    private final Label left = Parts.label("–", "figure-value");
    private final Label kept = Parts.wrapped("", "field-hint");
    private final Drawing map;
    private double done;

    public CaptureRunning(CaptureOrder order, Runnable whenCancelled) {
        setId("capture-running");
        getStyleClass().addAll("card-box", "form", "wide-form");
        var model = BlockMapModel.of(order.chosen());
        map =
                new Drawing(
                        (pen, width, height, inks) ->
                                BlockMap.draw(pen, model, done, width, height, inks),
                        "block-map");
        map.setAccessibleText(text("capture.map"));
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("room-bar");
        bar.setAccessibleText(text("capture.progress"));
        Button cancel =
                Parts.button(text("capture.stop"), Material2OutlinedAL.CLOSE, whenCancelled);
        cancel.setOnAction(event -> {
            cancel.setDisable(true);
            cancel.setText(text("capture.stopping"));
            whenCancelled.run();
        });
        HBox.setHgrow(what, Priority.ALWAYS);
        kept.managedProperty().bind(kept.visibleProperty());
        kept.setVisible(false);
        getChildren()
                .addAll(
                        Parts.label(text("capture.running", order.name()), "card-headline"),
                        stageLine(),
                        Parts.row(percent, what),
                        bar,
                        figures(),
                        kept,
                        map,
                        Parts.wrapped(text("capture.map.hint"), "field-hint"),
                        Parts.row(
                                Parts.wrapped(text("capture.stop.hint"), "field-hint"),
                                Parts.spring(),
                                cancel));
    }

    public void show(CaptureProgress progress) {
        stages.forEach((stage, label) -> mark(stage, label, progress.stage()));
        boolean known = progress.bytesTotal() > 0;
        done = known ? (double) progress.bytesDone() / progress.bytesTotal() : 0;
        bar.setProgress(known ? done : -1);
        percent.setText(known ? Units.percent(done) : "");
        what.setText(
                progress.volume().isEmpty()
                        ? word(progress.stage())
                        : text("capture.volume", word(progress.stage()), progress.volume()));
        bytes.setText(
                known
                        ? text(
                                "capture.of",
                                Units.bytes(progress.bytesDone()),
                                Units.bytes(progress.bytesTotal()))
                        : "–");
        kept.setText(text("capture.kept", Units.bytes(progress.bytesKept())));
        kept.setVisible(progress.bytesKept() > 0);
        now.setText(Units.rate(progress.rateNow()));
        mean.setText(Units.rate(progress.rateMean()));
        left.setText(
                progress.etaSeconds() < 0
                        ? text("room.time.unknown")
                        : text("room.time.about", Units.duration(progress.etaSeconds())));
        map.repaint();
    }

    private static void mark(Stage stage, Label label, Stage current) {
        boolean past = stage.compareTo(current) < 0 || current == Stage.DONE;
        label.pseudoClassStateChanged(PAST, past);
        label.pseudoClassStateChanged(CURRENT, stage == current && !past);
        label.setGraphic(
                Parts.icon(
                        past
                                ? Material2OutlinedAL.CHECK_CIRCLE
                                : stage == current
                                        ? Material2OutlinedMZ.RADIO_BUTTON_CHECKED
                                        : Material2OutlinedMZ.RADIO_BUTTON_UNCHECKED));
    }

    private HBox stageLine() {
        var line = Parts.row();
        line.getStyleClass().add("stages");
        line.setAlignment(Pos.CENTER_LEFT);
        for (Stage stage : Stage.values()) {
            if (stage != Stage.DONE) {
                var label = Parts.label(word(stage), "stage");
                mark(stage, label, Stage.TABLE);
                stages.put(stage, label);
                line.getChildren().add(label);
            }
        }
        return line;
    }

    private GridPane figures() {
        var grid = new GridPane();
        grid.getStyleClass().add("figures");
        grid.addRow(
                0,
                figure("capture.read", bytes),
                figure("capture.now", now),
                figure("capture.mean", mean),
                figure("capture.left", left));
        return grid;
    }

    private static VBox figure(String key, Label value) {
        var box = new VBox(Parts.label(text(key), "figure-name"), value);
        box.setPrefWidth(176);
        return box;
    }
}
