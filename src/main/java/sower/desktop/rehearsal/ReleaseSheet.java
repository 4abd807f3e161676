package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.FromTo;
import sower.desktop.shell.Parts;

/// The last question before disks are overwritten, over the page that asks it. Cancel has the
/// focus; Escape cancels. The button that overwrites works after a moment only.
public final class ReleaseSheet extends StackPane {
    private final ReleaseQuestion question;
    private final TextField number = new TextField();
    private final Button release;
    private final Button cancel = new Button(text("release.cancel"));
    private final Arming arming;

    private ReleaseSheet(ReleaseQuestion question, Runnable whenReleased, Runnable whenCancelled) {
        this(
                question,
                Arming.lasting(Platform.isAccessibilityActive()),
                whenReleased,
                whenCancelled);
    }

    /// @param moment how long the button does not work yet
    public ReleaseSheet(
            ReleaseQuestion question,
            Duration moment,
            Runnable whenReleased,
            Runnable whenCancelled) {
        this.question = question;
        this.arming = new Arming(moment, this::check);
        setId("release-sheet");
        getStyleClass().add("sheet-ground");
        release =
                Parts.button(
                        text("release.do", question.lines().size()),
                        Material2OutlinedMZ.WARNING,
                        whenReleased,
                        "danger");
        release.setId("release-do");
        cancel.setId("release-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(event -> whenCancelled.run());
        var sheet = Parts.card();
        sheet.getStyleClass().addAll("form", "sheet");
        sheet.getChildren()
                .addAll(
                        Parts.wrapped(question.title(), "card-headline"),
                        new FromTo(question.from(), question.to()),
                        Parts.wrapped(question.consequence(), "sheet-words"),
                        lines());
        if (question.asksForTheNumber()) {
            sheet.getChildren().add(typed(whenReleased));
        }
        var foot = Parts.row(Parts.spring(), cancel, release);
        foot.getStyleClass().add("form-foot");
        sheet.getChildren().addAll(arming, foot);
        sheet.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(sheet);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        event.consume();
                        whenCancelled.run();
                    }
                });
        check();
    }

    /// To be called once it is on screen.
    public void focus() {
        cancel.requestFocus();
        arming.begin();
    }

    /// Asks over a page, which waits meanwhile.
    ///
    /// @param place what the page fills
    /// @param focused what has the focus when the page is back
    public static void ask(
            StackPane place,
            Node page,
            Node focused,
            ReleaseQuestion question,
            Runnable whenReleased) {
        Runnable back =
                () -> {
                    page.setDisable(false);
                    place.getChildren().setAll(page);
                    focused.requestFocus();
                };
        var sheet =
                new ReleaseSheet(
                        question,
                        () -> {
                            back.run();
                            whenReleased.run();
                        },
                        back);
        page.setDisable(true);
        place.getChildren().setAll(page, sheet);
        sheet.focus();
    }

    private ScrollPane lines() {
        var lines = new VBox();
        lines.getStyleClass().add("sheet-lines");
        for (var line : question.lines()) {
            lines.getChildren()
                    .add(
                            new VBox(
                                    Parts.wrapped(line.overwritten(), "notice-title"),
                                    Parts.wrapped(line.lost(), "notice-remedy")));
        }
        var scroll = Parts.scrolling(lines);
        scroll.getStyleClass().add("sheet-scroll");
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText(text("release.lines"));
        return scroll;
    }

    private VBox typed(Runnable whenReleased) {
        var name = text("release.type", question.lines().size());
        number.setId("release-number");
        number.setAccessibleText(name);
        number.setMaxWidth(120);
        number.textProperty().addListener((observed, before, after) -> check());
        number.setOnAction(event -> {
            if (mayRelease()) {
                whenReleased.run();
            }
        });
        return Parts.field(name, number, number);
    }

    private void check() {
        release.setDisable(!mayRelease());
    }

    private boolean mayRelease() {
        return arming.isOver() && question.isAnsweredBy(number.getText());
    }
}
