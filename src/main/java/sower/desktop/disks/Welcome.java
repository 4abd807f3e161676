package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;

/// The friendly panel of the first start: offers the practice room.
final class Welcome extends HBox {

    /// @param whenPractice open the practice room
    /// @param whenDismissed never show this again
    Welcome(Runnable whenPractice, Runnable whenDismissed) {
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER_LEFT);
        var sign = new StackPane(Parts.icon(Material2OutlinedMZ.SCHOOL));
        sign.getStyleClass().add("welcome-sign");
        sign.setMaxHeight(USE_PREF_SIZE);
        var words =
                new VBox(
                        Parts.wrapped(text("welcome.title"), "welcome-title"),
                        Parts.wrapped(text("welcome.sentence"), "muted"));
        words.getStyleClass().add("welcome-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        Button open =
                Parts.button(
                        text("welcome.open"),
                        Material2OutlinedMZ.PLAY_CIRCLE_OUTLINE,
                        whenPractice,
                        "accent");
        open.setId("open-practice");
        var later = new Button(text("welcome.later"));
        later.getStyleClass().add("flat");
        later.setMinWidth(USE_PREF_SIZE);
        later.setOnAction(event -> whenDismissed.run());
        getChildren().addAll(sign, words, later, open);
    }
}
