package sower.desktop.shell;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small parts that every page is made of, so that they look the same everywhere.
public final class Parts {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private Parts() {}

    /// An icon of our one family; its size and colour come from the style sheet.
    public static FontIcon icon(Ikon ikon, String... styles) {
        var icon = new FontIcon(ikon);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    public static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// A label of one or more lines that never cuts its text.
    public static Label wrapped(String words, String... styles) {
        Label label = label(words, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// What stands in the middle of a page that has nothing to show: why, and where to begin.
    public static Node empty(Ikon ikon, String title, String why, Button begin) {
        var box =
                new VBox(
                        icon(ikon, "empty-icon"),
                        label(title, "empty-title"),
                        wrapped(why, "empty-words"),
                        begin);
        box.getStyleClass().add("empty");
        box.setAlignment(Pos.CENTER);
        return box;
    }

    /// A label for text that may be longer than its place: it ends in … and tells all in a tooltip.
    public static Label cut(String words, String... styles) {
        Label label = label(words, styles);
        label.setMinWidth(0);
        label.getStyleClass().add("may-cut");
        var tip = new javafx.scene.control.Tooltip();
        tip.textProperty().bind(label.textProperty());
        label.setTooltip(tip);
        return label;
    }

    public static Button button(String words, Ikon ikon, Runnable action, String... styles) {
        var button = new Button(words, icon(ikon));
        button.getStyleClass().addAll(styles);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    /// A button without words on it; `words` are its accessible name and tooltip.
    public static Button iconButton(String words, Ikon ikon, Runnable action) {
        var button = new Button("", icon(ikon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(words);
        button.setTooltip(new javafx.scene.control.Tooltip(words));
        button.setOnAction(event -> action.run());
        return button;
    }

    /// Takes the room that is left in a row or column.
    public static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        VBox.setVgrow(spring, Priority.ALWAYS);
        return spring;
    }

    public static HBox row(Node... parts) {
        var row = new HBox(parts);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox column(Node... parts) {
        var column = new VBox(parts);
        column.getStyleClass().add("column");
        return column;
    }

    public static VBox card(Node... parts) {
        var card = new VBox(parts);
        card.getStyleClass().add("card-box");
        return card;
    }

    /// What a form asks for: its name above, and what is filled in.
    ///
    /// @param labelled the part that the name is told of
    public static VBox field(String name, Node labelled, Node... parts) {
        var label = wrapped(name, "field-name");
        label.setLabelFor(labelled);
        var field = new VBox(label);
        field.getChildren().addAll(parts);
        field.getStyleClass().add("field");
        return field;
    }

    /// The head of a page: its title, one sentence, and what can be done.
    public static HBox head(String title, String sentence, Node... actions) {
        var words = new VBox(label(title, "page-title"), wrapped(sentence, "page-sentence"));
        words.getStyleClass().add("page-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        var head = new HBox(words);
        head.getStyleClass().add("page-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().addAll(actions);
        return head;
    }

    /// Puts a text where a person can paste it from.
    public static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// Shows whether what was typed is wrong, at its field and at what is said of it.
    public static void mark(boolean wrong, Node... nodes) {
        for (var node : nodes) {
            node.pseudoClassStateChanged(DANGER, wrong);
        }
    }

    /// `content` with a vertical scroll bar when it is too high; never a horizontal one.
    public static ScrollPane scrolling(Node content) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.getStyleClass().add("page-scroll");
        pane.setFocusTraversable(false);
        return pane;
    }
}
