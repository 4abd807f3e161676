package sower.desktop.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What is said of battery and lid, on every page, from when a job is prepared until it has ended.
final class PowerStrip extends StackPane {
    private final Jobs jobs;
    private final Consumer<String> aloud;
    private final FontIcon sign = Parts.icon(Material2OutlinedAL.BATTERY_ALERT);
    private final Label words = Parts.wrapped("", "notice-text");
    private final HBox notice = Parts.row();
    private Surroundings surroundings = Surroundings.UNKNOWN;
    private Awake awake = Awake.UNKNOWN;
    private PowerWords.Urgency told = PowerWords.Urgency.NONE;

    /// @param aloud says a sentence to a screen reader
    PowerStrip(Jobs jobs, Consumer<String> aloud) {
        this.jobs = jobs;
        this.aloud = aloud;
        words.setId("power-words");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        notice.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("power-strip");
        getChildren().add(notice);
        managedProperty().bind(visibleProperty());
        jobs.wanted().addListener((observed, before, after) -> show());
        newLanguage();
    }

    void newLanguage() {
        notice.getChildren().setAll(sign, words, HelpEvent.link(HelpTopic.POWER));
        show();
    }

    void show(Surroundings now) {
        surroundings = now;
        show();
    }

    void show(Awake now) {
        awake = now;
        show();
    }

    private void show() {
        var now = PowerWords.of(surroundings.power(), awake, jobs.wanted().get());
        setVisible(!now.sentence().isEmpty());
        words.setText(now.sentence());
        sign.setIconCode(
                surroundings.power().onBattery()
                        ? Material2OutlinedAL.BATTERY_ALERT
                        : Material2OutlinedAL.LAPTOP);
        notice.getStyleClass()
                .setAll(
                        "row",
                        "notice",
                        switch (now.urgency()) {
                            case NONE, NOTE -> "notice-note";
                            case CARE -> "notice-care";
                            case DANGER -> "notice-danger";
                        });
        boolean worse = now.urgency().compareTo(told) > 0;
        told = now.urgency();
        if (worse && told.compareTo(PowerWords.Urgency.CARE) >= 0) {
            aloud.accept(now.sentence());
        }
    }
}
