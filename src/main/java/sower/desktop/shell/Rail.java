package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The navigation rail: one button per [Place], the settings at its foot.
final class Rail extends VBox {
    private final ToggleGroup group = new ToggleGroup();
    private final Map<Place, ToggleButton> buttons = new EnumMap<>(Place.class);

    /// @param chosen told when a person asks for a place
    Rail(Image mark, Consumer<Place> chosen) {
        getStyleClass().add("rail");
        getChildren().add(brand(mark));
        for (Place place : Place.values()) {
            if (place == Place.SETTINGS) {
                getChildren().add(Parts.spring());
            }
            ToggleButton button = button(place, chosen);
            buttons.put(place, button);
            getChildren().add(button);
        }
    }

    /// Marks where one is; asks nobody.
    void mark(Place place) {
        ToggleButton button = buttons.get(place);
        if (button != null) {
            group.selectToggle(button);
        }
    }

    void newLanguage() {
        buttons.forEach((place, button) -> button.setText(word(place)));
    }

    private static HBox brand(Image mark) {
        var picture = new ImageView(mark);
        picture.setFitWidth(32);
        picture.setFitHeight(32);
        picture.setSmooth(true);
        Label name = Parts.label(text("program.name"), "brand-name");
        var brand = Parts.row(picture, name);
        brand.getStyleClass().add("brand");
        return brand;
    }

    private ToggleButton button(Place place, Consumer<Place> chosen) {
        var button = new ToggleButton(word(place), Parts.icon(place.icon()));
        button.setId("rail-" + place.name());
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.setOnAction(event -> {
            mark(place);
            chosen.accept(place);
        });
        return button;
    }
}
