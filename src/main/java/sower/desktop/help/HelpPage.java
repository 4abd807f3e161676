package sower.desktop.help;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Shortcut;
import sower.desktop.shell.Texts;

/// The help: what is asked for on the left, the page on the right.
public final class HelpPage extends BorderPane {
    private final HelpBook book = HelpBook.in(Texts.language());
    private final TextField question = new TextField();
    private final ListView<HelpBook.Page> found = new ListView<>();
    private final VBox page = new VBox();

    public HelpPage() {
        getStyleClass().add("page");
        setTop(Parts.head(text("help.title"), text("help.sentence")));
        question.setId("help-question");
        question.setPromptText(text("help.search"));
        question.setAccessibleText(text("help.search"));
        question.textProperty().addListener((observed, before, now) -> search(now));
        question.setOnAction(event -> found.requestFocus());
        found.setId("help-pages");
        found.setAccessibleText(text("help.pages"));
        found.setPlaceholder(Parts.wrapped(text("help.none"), "muted"));
        found.setCellFactory(list -> new TitleCell());
        found.getSelectionModel()
                .selectedItemProperty()
                .addListener((observed, before, now) -> {
                    if (now != null) {
                        show(now);
                    }
                });
        VBox.setVgrow(found, Priority.ALWAYS);
        var left = new VBox(question, found);
        left.getStyleClass().add("help-list");
        page.getStyleClass().add("help-page");
        page.setMaxWidth(720);
        var scroll = Parts.scrolling(page);
        scroll.getStyleClass().addAll("card-box", "help-card");
        HBox.setHgrow(scroll, Priority.ALWAYS);
        var body = new HBox(left, scroll);
        body.getStyleClass().add("page-body");
        setCenter(body);
        search("");
        open(HelpTopic.FIRST_IMAGE);
    }

    /// Shows the page about this.
    public void open(HelpTopic topic) {
        open(topic.id());
    }

    private void open(String id) {
        question.clear();
        var wanted = book.page(id);
        found.getSelectionModel().select(wanted);
        found.scrollTo(Math.max(0, found.getItems().indexOf(wanted) - 4));
    }

    /// The keyboard goes to the question.
    public void ask() {
        question.requestFocus();
    }

    private void search(String words) {
        found.getItems().setAll(book.search(words));
        if (!words.isBlank() && !found.getItems().isEmpty()) {
            found.getSelectionModel().selectFirst();
        }
    }

    private void show(HelpBook.Page shown) {
        Label title = Parts.wrapped(shown.title(), "help-title");
        title.setId("help-page-title");
        page.getChildren().setAll(title);
        var links = new VBox();
        links.getStyleClass().add("help-links");
        for (HelpBook.Line line : shown.lines()) {
            switch (line.kind()) {
                case PARAGRAPH -> page.getChildren().add(Parts.wrapped(line.words(), "help-words"));
                case ITEM -> page.getChildren().add(item(line.words()));
                case KEYS -> page.getChildren().add(keys());
                case LINK -> links.getChildren().add(link(line.words()));
            }
        }
        page.getChildren().addAll(Parts.label(text("help.more"), "eyebrow"), links);
    }

    private static Node item(String words) {
        var label = Parts.wrapped(words, "help-words");
        HBox.setHgrow(label, Priority.ALWAYS);
        var row = new HBox(Parts.label("•", "help-words"), label);
        row.getStyleClass().add("help-item");
        return row;
    }

    private Node link(String id) {
        var link = new Hyperlink(book.page(id).title());
        link.setId("help-" + id);
        link.setOnAction(event -> open(id));
        return link;
    }

    private static Node keys() {
        var grid = new GridPane();
        grid.getStyleClass().add("help-keys");
        int row = 0;
        for (Shortcut each : Shortcut.values()) {
            grid.addRow(
                    row++,
                    Parts.label(each.keys().getDisplayText(), "help-key"),
                    Parts.label(text("help.goTo", word(each.place())), "help-words"));
        }
        return grid;
    }

    private static final class TitleCell extends ListCell<HelpBook.Page> {
        @Override
        protected void updateItem(HelpBook.Page item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.title());
            setGraphic(
                    empty || item == null
                            ? null
                            : Parts.icon(Material2OutlinedAL.ARTICLE, "muted-icon"));
        }
    }
}
