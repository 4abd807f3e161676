package sower.desktop.shell;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Buttons in a row, of which one is always chosen.
public final class Pills {
    private Pills() {}

    /// @param made a button for a choice, with its words and its id
    public static <T> HBox of(
            List<T> choices, T current, Function<T, ToggleButton> made, Consumer<T> whenChosen) {
        var group = new ToggleGroup();
        var row = new HBox();
        row.setAlignment(Pos.CENTER_RIGHT);
        row.setMaxHeight(Region.USE_PREF_SIZE);
        for (int i = 0; i < choices.size(); i++) {
            T choice = choices.get(i);
            var button = made.apply(choice);
            button.setToggleGroup(group);
            button.setSelected(choice.equals(current));
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setMaxHeight(Double.MAX_VALUE); // as high as the others, in whatever letters
            button.getStyleClass().add(place(i, choices.size()));
            button.setOnAction(event -> {
                button.setSelected(true);
                whenChosen.accept(choice);
            });
            row.getChildren().add(button);
        }
        return row;
    }

    private static String place(int i, int count) {
        if (i == 0) {
            return "left-pill";
        }
        return i == count - 1 ? "right-pill" : "center-pill";
    }
}
