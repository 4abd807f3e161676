package sower.desktop;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import sower.desktop.shell.Frame;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Surroundings;
import sower.desktop.shell.Texts;
import sower.desktop.shell.Theme;
import sower.desktop.shell.ThemeChoice;

/// One window in which all screens are shown in turn; language, theme and size change live.
final class Gallery implements AutoCloseable {
    private static boolean started;

    private final Jobs jobs = new Jobs();
    private final Frame frame;
    private final Stage stage;
    private final Theme theme;
    private double leastContrast = 4.5;

    Gallery() throws Exception {
        start();
        frame = Stages.onStage(() -> new Frame(mark(), jobs));
        stage =
                Stages.onStage(() -> {
                    var window = new Stage(StageStyle.UNDECORATED);
                    window.setScene(new Scene(frame, 1280, 800));
                    window.setX(0);
                    window.setY(0);
                    window.show();
                    return window;
                });
        theme = Stages.onStage(() -> new Theme(stage.getScene(), ThemeChoice.LIGHT));
    }

    private static synchronized void start() {
        if (!started) {
            started = true;
            Platform.setImplicitExit(false);
            Platform.startup(() -> {});
        }
    }

    Scene scene() {
        return stage.getScene();
    }

    void speak(Locale language) throws Exception {
        Stages.onStage(() -> {
            Texts.speak(language, language);
            theme.newLanguage();
            frame.newLanguage();
            return true;
        });
    }

    void look(ThemeChoice choice, int width, int height) throws Exception {
        Stages.onStage(() -> {
            theme.choose(choice);
            leastContrast =
                    choice == ThemeChoice.HIGH_CONTRAST ? 7 : 4.5; // WCAG 2.2, 1.4.6 and 1.4.3
            stage.setWidth(width);
            stage.setHeight(height);
            return true;
        });
        Stages.settle(3);
    }

    /// Shows a screen until it has settled.
    void show(Screen screen) throws Exception {
        Stages.onStage(() -> {
            surround(screen);
            frame.page(screen.place(), screen.node().call());
            frame.go(screen.place());
            return true;
        });
        Stages.settle(1);
        Stages.onStage(() -> {
            screen.then().accept(stage.getScene());
            return true;
        });
        Stages.settle(4);
    }

    /// A job is about to begin on a computer that is not plugged in; no other is told anything.
    private void surround(Screen screen) {
        frame.show(new Surroundings(412_000_000_000L, "eth0  192.168.20.5", screen.power()));
        frame.show(screen.awake());
        if (screen.power().onBattery()) {
            jobs.plan("job");
        } else {
            jobs.end("job");
        }
    }

    /// What a person would stumble over on the screen that is shown.
    ///
    /// @param name of the screen, for the report
    List<String> faults(String name) throws Exception {
        return Stages.onStage(() ->
                Inspection.of(stage.getScene(), leastContrast).stream()
                        .map(fault -> name + ": " + fault)
                        .toList());
    }

    @Override
    public void close() {
        Platform.runLater(() -> {
            stage.close();
            Texts.speak(Locale.ENGLISH, Locale.US);
        });
    }

    private static Image mark() {
        return new Image(
                Objects.requireNonNull(Gallery.class.getResource("/sower/desktop/sower-64.png"))
                        .toExternalForm());
    }
}
