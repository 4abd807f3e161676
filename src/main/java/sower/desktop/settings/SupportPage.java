package sower.desktop.settings;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.Units;
import sower.support.SupportBundle;
import sower.support.SupportBundle.Part;

/// What a support bundle would hold, every file of it to be read before it is saved.
public final class SupportPage extends BorderPane {
    private static final int MOST_SHOWN = 200_000; // characters; a text area is slow with more

    private final VBox notices = new VBox();

    /// What the page asks for.
    public interface Wishes {
        /// Ask where, and save it there.
        void save();

        /// Back to where the person was.
        void leave();
    }

    /// One whose bundle is still being made.
    public SupportPage(Wishes wishes) {
        this(wishes, Parts.wrapped(text("support.waiting"), "muted"), false);
    }

    /// One that shows `bundle`.
    public SupportPage(SupportBundle bundle, Wishes wishes) {
        this(wishes, contents(bundle), true);
    }

    private SupportPage(Wishes wishes, Node body, boolean ready) {
        getStyleClass().add("page");
        Button back =
                Parts.button(text("support.back"), Material2OutlinedAL.ARROW_BACK, wishes::leave);
        back.setId("support-back");
        Button save =
                Parts.button(
                        text("support.do"), Material2OutlinedMZ.SAVE_ALT, wishes::save, "accent");
        save.setId("support-save");
        save.setDisable(!ready);
        notices.getStyleClass().add("support-notices");
        notices.setVisible(false);
        notices.managedProperty().bind(notices.visibleProperty());
        setTop(
                new VBox(
                        Parts.head(text("support.title"), text("support.sentence"), back, save),
                        notices));
        setCenter(body);
    }

    /// Says where it was saved.
    public void saved(Path file) {
        var words = Parts.wrapped(text("support.saved", file), "notice-title");
        words.setId("support-saved");
        var box =
                Parts.row(
                        Parts.icon(Material2OutlinedAL.CHECK_CIRCLE),
                        new VBox(words, Parts.wrapped(text("support.read"), "notice-text")));
        box.getStyleClass().addAll("notice", "notice-good");
        notice(box);
    }

    public void show(Problem problem) {
        notice(new ProblemCard(problem));
    }

    private void notice(Node node) {
        notices.getChildren().setAll(node);
        notices.setVisible(true);
    }

    private static Node contents(SupportBundle bundle) {
        var words = new TextArea();
        words.setId("support-words");
        words.setEditable(false);
        words.getStyleClass().addAll("hash", "support-words");
        var name = Parts.cut("", "field-name");
        name.setLabelFor(words);
        var files = new ListView<Part>();
        files.setId("support-files");
        files.getItems().setAll(bundle.parts());
        files.setAccessibleText(text("support.files"));
        files.setCellFactory(list -> new Row());
        files.getStyleClass().add("support-files");
        files.getSelectionModel()
                .selectedItemProperty()
                .addListener((observed, before, part) -> {
                    if (part != null) {
                        name.setText(part.name());
                        words.setText(shown(part));
                        words.setAccessibleText(part.name());
                    }
                });
        files.getSelectionModel().selectFirst();
        VBox.setVgrow(words, Priority.ALWAYS);
        var right = new VBox(name, words);
        right.getStyleClass().add("field");
        HBox.setHgrow(right, Priority.ALWAYS);
        var both = new HBox(files, right);
        both.getStyleClass().add("support");
        return both;
    }

    private static String shown(Part part) {
        String text = part.text();
        return text.length() <= MOST_SHOWN
                ? text
                : text.substring(0, MOST_SHOWN) + "\n" + text("support.more");
    }

    /// What a file tells of, its name and size.
    private static final class Row extends ListCell<Part> {
        private final Label about = Parts.label("", "field-name");
        private final Label name = Parts.cut("", "small-print");
        private final VBox words = new VBox(about, name);

        @Override
        protected void updateItem(Part part, boolean empty) {
            super.updateItem(part, empty);
            setText(null);
            if (part == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            about.setText(word(part.content()));
            name.setText(part.name() + "  ·  " + Units.bytes(part.length()));
            setAccessibleText(about.getText() + ", " + name.getText());
            setGraphic(words);
        }
    }
}
