package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A command that somebody types elsewhere, to be read or copied.
public final class TypedLine extends HBox {
    private final TextArea field = new TextArea(); // typed by hand: all of it must be seen

    /// @param name where it is typed
    /// @param rows that it takes
    public TypedLine(String name, int rows) {
        getStyleClass().add("row");
        field.setEditable(false);
        field.setWrapText(true);
        field.setPrefRowCount(rows);
        field.setMinHeight(USE_PREF_SIZE);
        field.getStyleClass().addAll("hash", "technician-line");
        field.setAccessibleText(name);
        HBox.setHgrow(field, Priority.ALWAYS);
        var label = Parts.wrapped(name, "field-name");
        label.setPrefWidth(168);
        label.setMinWidth(120);
        label.setLabelFor(field);
        var copy =
                Parts.button(
                        text("line.copy"),
                        Material2OutlinedAL.CONTENT_COPY,
                        () -> Parts.copy(field.getText()));
        getChildren().addAll(label, field, copy);
    }

    /// Shows this command from now on.
    public void show(String line) {
        field.setText(line);
    }

    /// Under which its text is found.
    public void name(String id) {
        field.setId(id);
    }
}
