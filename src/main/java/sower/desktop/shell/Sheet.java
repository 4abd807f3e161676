package sower.desktop.shell;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A question that lies over its page. The way out has the focus; Escape takes it.
public final class Sheet extends StackPane {
    private final Button cancel;

    /// @param cancel the way out
    public Sheet(VBox card, Button cancel) {
        this.cancel = cancel;
        getStyleClass().add("sheet-ground");
        card.getStyleClass().addAll("form", "sheet");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        getChildren().add(card);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        event.consume();
                        cancel.fire();
                    }
                });
    }

    /// Lies down over what `place` shows, which cannot be used meanwhile.
    public void over(StackPane place) {
        for (Node page : place.getChildren()) {
            page.setDisable(true);
        }
        place.getChildren().add(this);
        cancel.requestFocus();
    }

    /// Goes, and gives the page back.
    public void lift() {
        if (getParent() instanceof StackPane place) {
            place.getChildren().remove(this);
            for (Node page : place.getChildren()) {
                page.setDisable(false);
            }
            place.getChildren().getLast().requestFocus();
        }
    }
}
