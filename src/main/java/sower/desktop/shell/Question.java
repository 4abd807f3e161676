package sower.desktop.shell;

import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/// Asks before something that cannot be taken back, in a dialog of its own.
///
/// @param title the question
/// @param words what would come of it
/// @param doIt on the button that does it
/// @param keep on the button that does not, which has the focus
public record Question(String title, String words, String doIt, String keep) {

    /// Waits for the answer, while the window goes on showing news. On the view's thread.
    public boolean ask(Window owner) {
        var yes = new ButtonType(doIt, ButtonBar.ButtonData.OTHER);
        var no = new ButtonType(keep, ButtonBar.ButtonData.CANCEL_CLOSE);
        var question = new Alert(Alert.AlertType.WARNING, words, yes, no);
        question.setTitle(title);
        question.setHeaderText(title);
        question.initOwner(owner);
        var pane = question.getDialogPane();
        pane.setId("question");
        pane.setMinHeight(Region.USE_PREF_SIZE);
        pane.getStylesheets().setAll(owner.getScene().getStylesheets());
        pane.lookupButton(yes).setId("question-yes");
        var stay = (Button) pane.lookupButton(no);
        stay.setId("question-no");
        stay.setDefaultButton(true);
        question.setOnShown(event -> stay.requestFocus());
        return question.showAndWait().filter(yes::equals).isPresent();
    }
}
