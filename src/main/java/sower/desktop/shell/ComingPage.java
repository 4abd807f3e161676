package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The page of a place that is not built yet: says what will be there, and that it is not.
public final class ComingPage extends StackPane {

    public ComingPage(Place place, String sentence) {
        getStyleClass().add("coming");
        var icon = new StackPane(Parts.icon(place.icon()));
        icon.getStyleClass().add("coming-icon");
        var sentenceLabel = Parts.wrapped(sentence, "coming-sentence");
        var box =
                new VBox(
                        icon,
                        Parts.label(word(place), "page-title"),
                        sentenceLabel,
                        Parts.label(text("coming.mark"), "badge"));
        box.getStyleClass().add("coming-box");
        box.setAlignment(Pos.CENTER);
        getChildren().add(box);
    }
}
