package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import sower.desktop.shell.Parts;

/// The moment before a button works that cannot be taken back: who presses Enter twice has not read
/// what is lost. Shows itself while it lasts; its place stays, so that no button moves.
public final class Arming extends HBox {
    private static final Duration USUAL = Duration.seconds(2);

    private final Label words = Parts.label("", "muted");
    private final Timeline time;
    private boolean over;

    /// @param lasts how long; nothing at all where it is zero
    Arming(Duration lasts, Runnable whenOver) {
        getStyleClass().addAll("row", "arming");
        setAlignment(Pos.CENTER_LEFT);
        var bar = new ProgressBar(0);
        bar.setAccessibleText(text("release.arming", Math.round(lasts.toSeconds())));
        getChildren().addAll(words, bar);
        over = !lasts.greaterThan(Duration.ZERO);
        setVisible(!over);
        bar.progressProperty()
                .addListener((observed, before, now) -> say(lasts, now.doubleValue()));
        time =
                new Timeline(
                        new KeyFrame(Duration.ZERO, new KeyValue(bar.progressProperty(), 0)),
                        new KeyFrame(lasts, new KeyValue(bar.progressProperty(), 1)));
        time.setOnFinished(event -> {
            over = true;
            setVisible(false);
            whenOver.run();
        });
        say(lasts, 0);
    }

    /// How long it takes for this person. A screen reader has read the list aloud before it comes
    /// to the button, and a button that is not there yet would be passed over.
    public static Duration lasting(boolean screenReader) {
        return screenReader ? Duration.ZERO : USUAL;
    }

    /// Begins; to be called once it is on screen.
    void begin() {
        if (!over) {
            time.playFromStart();
        }
    }

    boolean isOver() {
        return over;
    }

    private void say(Duration lasts, double progress) {
        words.setText(text("release.arming", (long) Math.ceil(lasts.toSeconds() * (1 - progress))));
    }
}
