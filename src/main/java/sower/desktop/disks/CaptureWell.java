package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.capture.Finding;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Texts;
import sower.desktop.shell.Units;

/// “Capture from here”: takes what is dragged onto it and says what a capture of it would be.
final class CaptureWell extends VBox {
    static final DataFormat CHOSEN_SECTIONS = new DataFormat("application/x-sower-sections");
    private static final PseudoClass INVITING = PseudoClass.getPseudoClass("inviting");

    private final StackPane drop = new StackPane();
    private final VBox contents = Parts.column();
    private final Button capture;

    /// @param whenAsked the person wants to capture what is chosen
    CaptureWell(Runnable whenAsked) {
        setId("capture-well");
        getStyleClass().addAll("card-box", "well");
        capture =
                Parts.button(
                        text("well.capture"), Material2OutlinedAL.GET_APP, whenAsked, "accent");
        capture.setId("capture");
        capture.setMaxWidth(Double.MAX_VALUE);
        capture.setDefaultButton(true);
        drop.getStyleClass().add("well-drop");
        var scroll = Parts.scrolling(contents);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(drop, scroll, capture);
        setOnDragOver(this::invite);
        setOnDragExited(event -> pseudoClassStateChanged(INVITING, false));
        setOnDragDropped(this::take);
        show(Chosen.NOTHING);
    }

    void show(Chosen chosen) {
        boolean stopped =
                findings(chosen).stream()
                        .anyMatch(found -> found.severity() == Finding.Severity.BLOCKING);
        capture.setDisable(chosen.isEmpty() || stopped);
        if (chosen.isEmpty()) {
            drop.getChildren().setAll(invitation());
            contents.getChildren().setAll(howTo());
            return;
        }
        SurveyedDisk disk = chosen.disk().orElseThrow();
        drop.getChildren().setAll(source(disk, chosen));
        contents.getChildren().setAll(figures(disk, chosen));
        List<Finding> findings = findings(chosen);
        findings.forEach(finding -> contents.getChildren().add(notice(finding)));
        if (findings.isEmpty()) {
            contents.getChildren()
                    .add(
                            notice(
                                    Material2OutlinedAL.CHECK_CIRCLE,
                                    "notice-good",
                                    text("well.ready"),
                                    text("well.ready.why")));
        }
    }

    private void invite(DragEvent event) {
        if (event.getDragboard().hasContent(CHOSEN_SECTIONS)) {
            event.acceptTransferModes(TransferMode.COPY);
            pseudoClassStateChanged(INVITING, true);
        }
        event.consume();
    }

    private void take(DragEvent event) {
        event.setDropCompleted(event.getDragboard().hasContent(CHOSEN_SECTIONS));
        pseudoClassStateChanged(INVITING, false);
        capture.requestFocus();
        event.consume();
    }

    private static Node invitation() {
        var box =
                new VBox(
                        Parts.icon(Material2OutlinedAL.GET_APP, "well-icon"),
                        Parts.label(text("well.title"), "well-title"),
                        Parts.wrapped(text("well.invitation"), "well-hint"));
        box.getStyleClass().add("well-invitation");
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private static Node source(SurveyedDisk disk, Chosen chosen) {
        String what =
                chosen.whole()
                        ? text("well.whole")
                        : text(
                                "well.partitions",
                                Units.whole(chosen.sections().size()),
                                Units.whole(disk.selectable().size()));
        var box =
                new VBox(
                        Parts.label(text("well.from"), "eyebrow"),
                        Parts.wrapped(disk.title(), "well-title"),
                        Parts.wrapped(what, "well-hint"));
        box.getStyleClass().add("well-source");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static List<Node> howTo() {
        return List.of(
                step(Material2OutlinedMZ.TOUCH_APP, text("well.how.click")),
                step(Material2OutlinedMZ.SELECT_ALL, text("well.how.band")),
                step(Material2OutlinedAL.KEYBOARD, text("well.how.keys")),
                step(Material2OutlinedAL.LOCK, text("well.how.safe")));
    }

    private static Node step(Ikon icon, String words) {
        var row = Parts.row(Parts.icon(icon, "muted-icon"), Parts.wrapped(words, "muted"));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static Node figures(SurveyedDisk disk, Chosen chosen) {
        CaptureTime time = CaptureTime.guess(disk.disk(), chosen.bytesToRead());
        var grid = new GridPane();
        grid.getStyleClass().add("figures");
        figure(grid, 0, 0, text("well.selected"), Units.bytes(chosen.bytes()));
        figure(
                grid,
                1,
                0,
                text("well.used"),
                chosen.usedUnknown()
                        ? text("well.upTo", Units.bytes(chosen.bytesToRead()))
                        : Units.bytes(chosen.bytesToRead()));
        figure(
                grid,
                0,
                1,
                text("well.image"),
                text("well.about", Units.bytes(chosen.bytesToRead())));
        figure(
                grid,
                1,
                1,
                text("well.time"),
                text(
                        "well.range",
                        Units.duration(time.fromSeconds()),
                        Units.duration(time.toSeconds())));
        return grid;
    }

    private static void figure(GridPane grid, int column, int row, String name, String value) {
        var box = new VBox(Parts.label(name, "figure-name"), Parts.wrapped(value, "figure-value"));
        GridPane.setHgrow(box, Priority.ALWAYS);
        box.setMinWidth(0);
        box.setPrefWidth(132);
        grid.add(box, column, row);
    }

    private static List<Finding> findings(Chosen chosen) {
        return chosen.disk().map(disk -> disk.findings(chosen.slots())).orElse(List.of());
    }

    private static Node notice(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> notice(Material2OutlinedAL.INFO, "notice-note", finding);
            case WARNING -> notice(Material2OutlinedMZ.REPORT_PROBLEM, "notice-care", finding);
            case BLOCKING -> notice(Material2OutlinedAL.BLOCK, "notice-danger", finding);
        };
    }

    private static Node notice(Ikon sign, String style, Finding finding) {
        return notice(sign, style, word(finding.severity()), finding.text(Texts.language()));
    }

    private static Node notice(Ikon sign, String style, String level, String sentence) {
        var words =
                new VBox(
                        Parts.label(level, "notice-level"), Parts.wrapped(sentence, "notice-text"));
        words.getStyleClass().add("notice-words");
        var row = Parts.row(Parts.icon(sign), words);
        row.getStyleClass().addAll("notice", style);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
