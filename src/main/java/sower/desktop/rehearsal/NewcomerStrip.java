package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.Parts;
import sower.enrol.EnrolledMachine;

/// Machines without a ticket that ask to be let in: a button each, for as long as they ask.
final class NewcomerStrip extends HBox {
    private static final int BUTTONS = 8;

    private final FlowPane buttons = new FlowPane();
    private final VBox words = new VBox();
    private final Consumer<EnrolledMachine> whenLookedAt;
    private List<String> shown = List.of();

    /// @param whenLookedAt the person wants to compare this one's code
    NewcomerStrip(Consumer<EnrolledMachine> whenLookedAt) {
        this.whenLookedAt = whenLookedAt;
        setId("newcomers");
        getStyleClass().addAll("notice", "notice-care");
        words.getStyleClass().add("notice-words");
        words.setMinWidth(0);
        buttons.getStyleClass().add("newcomers");
        buttons.setPrefWrapLength(880); // its height is asked for before its width is known
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(Parts.icon(Material2OutlinedAL.HOW_TO_REG), words);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    void show(List<EnrolledMachine> newcomers) {
        setVisible(!newcomers.isEmpty());
        var fresh = newcomers.stream().map(EnrolledMachine::code).toList();
        if (fresh.equals(shown)) {
            return; // a button under the mouse stays where it is
        }
        shown = fresh;
        buttons.getChildren().setAll(newcomers.stream().limit(BUTTONS).map(this::button).toList());
        words.getChildren()
                .setAll(
                        Parts.wrapped(text("newcomers.title", newcomers.size()), "notice-title"),
                        Parts.wrapped(text("newcomers.what"), "notice-text"),
                        buttons);
    }

    private Node button(EnrolledMachine machine) {
        var button =
                Parts.button(
                        text("newcomers.look", machine.identity().name(), machine.address()),
                        Material2OutlinedAL.HOW_TO_REG,
                        () -> whenLookedAt.accept(machine));
        button.setMnemonicParsing(false); // names of machines have underscores
        button.setId("newcomer-" + machine.identity().name());
        return button;
    }
}
