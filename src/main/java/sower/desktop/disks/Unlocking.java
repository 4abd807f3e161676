package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Sheet;

/// The question whether the running system's disk is meant as a source; its name must be typed. As
/// a target it is never unlocked.
final class Unlocking {
    private Unlocking() {}

    /// Asks over what `place` shows.
    ///
    /// @param whenMeant told when the person has typed the disk's name
    static void ask(StackPane place, SurveyedDisk disk, Runnable whenMeant) {
        var name = disk.disk().name();
        var typed = new TextField();
        typed.setId("unlock-name");
        typed.setMaxWidth(200);
        typed.setAccessibleText(text("unlock.type", name));
        var field = Parts.field(text("unlock.type", name), typed, typed);
        var cancel = new Button(text("unlock.cancel"));
        cancel.setId("unlock-cancel");
        var unlock = Parts.button(text("unlock.do"), Material2OutlinedAL.LOCK_OPEN, () -> {});
        unlock.setId("unlock-do");
        unlock.disableProperty().bind(typed.textProperty().isNotEqualTo(name));
        var foot = Parts.row(Parts.spring(), cancel, unlock);
        foot.getStyleClass().add("form-foot");
        var sheet =
                new Sheet(
                        Parts.card(
                                Parts.wrapped(text("unlock.title", disk.title()), "card-headline"),
                                Parts.wrapped(text("unlock.what"), "sheet-words"),
                                Parts.wrapped(text("unlock.never"), "sheet-words"),
                                field,
                                foot),
                        cancel);
        sheet.setId("unlock");
        cancel.setOnAction(event -> sheet.lift());
        unlock.setOnAction(event -> {
            sheet.lift();
            whenMeant.run();
        });
        typed.setOnAction(event -> unlock.fire());
        sheet.over(place);
    }
}
