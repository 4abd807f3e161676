package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Shows a [Problem]: sign, sentence, remedy, and the details when asked for.
public final class ProblemCard extends HBox {

    public ProblemCard(Problem problem) {
        getStyleClass().addAll("notice", "notice-danger");
        setAlignment(Pos.TOP_LEFT);
        var words = new VBox(Parts.wrapped(problem.sentence(), "notice-title"));
        words.getStyleClass().add("notice-words");
        if (!problem.remedy().isEmpty()) {
            words.getChildren().add(Parts.wrapped(problem.remedy(), "notice-text"));
        }
        words.getChildren().add(HelpEvent.link(problem.help()));
        if (!problem.details().isEmpty()) {
            words.getChildren().addAll(detailsOf(problem));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(Parts.icon(Material2OutlinedAL.ERROR_OUTLINE), words);
    }

    private static javafx.scene.Node[] detailsOf(Problem problem) {
        var details =
                new VBox(Parts.wrapped(problem.details(), "notice-details"), SupportEvent.link());
        details.getStyleClass().add("notice-words");
        details.setVisible(false);
        details.managedProperty().bind(details.visibleProperty());
        var more = new Hyperlink(text("problem.details"));
        more.setOnAction(event -> details.setVisible(!details.isVisible()));
        return new javafx.scene.Node[] {more, details};
    }
}
