package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.util.Objects;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import sower.desktop.shell.Background;
import sower.desktop.shell.FileQuestion;
import sower.desktop.shell.Frame;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Place;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.Texts;
import sower.desktop.shell.Theme;

/// The desktop program: makes every part, passes it on, and shows the window.
public final class Workstation extends Application {
    private static final int[] ICON_SIZES = {16, 32, 48, 64, 128, 256};

    private final Preferences preferences;
    private final FileQuestion files;
    private @Nullable Wakefulness wakefulness;
    private @Nullable Desks desks;

    /// With the settings of the person who runs the program.
    public Workstation() {
        this(Preferences.ofThisPerson(), FileQuestion::system);
    }

    Workstation(Preferences preferences, FileQuestion files) {
        this.preferences = preferences;
        this.files = files;
    }

    /// Opens the window and returns when it was closed.
    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        Texts.speak(preferences.language());
        var jobs = new Jobs();
        var frame = new Frame(icon(64), jobs);
        var awake =
                new Wakefulness(Wakefulness.waysOfThisSystem(), Platform::runLater, frame::show);
        wakefulness = awake;
        jobs.running()
                .addListener(
                        (ListChangeListener<Jobs.Job>)
                                change -> awake.keep(!change.getList().isEmpty()));
        var background = new Background(Platform::runLater);
        var made = new Desks(new Workbench(preferences, background, jobs, frame, files));
        desks = made;
        var scene = new Scene(frame, 1280, 800);
        var theme = new Theme(scene, preferences.theme());
        made.furnish(theme);
        frame.keys(scene);
        frame.go(Place.DISKS);
        stage.setTitle(text("program.name"));
        stage.setMinWidth(1080);
        stage.setMinHeight(680);
        IntStream.of(ICON_SIZES).forEach(size -> stage.getIcons().add(icon(size)));
        stage.setScene(scene);
        stage.setOnCloseRequest(event -> {
            if (!made.mayClose(stage)) {
                event.consume();
            }
        });
        stage.show();
    }

    @Override
    public void stop() throws InterruptedException {
        if (wakefulness != null) {
            wakefulness.keep(false);
        }
        if (desks != null) {
            desks.close();
        }
    }

    private static Image icon(int size) {
        String file = "/sower/desktop/sower-" + size + ".png";
        return new Image(
                Objects.requireNonNull(Workstation.class.getResource(file), file).toExternalForm());
    }
}
