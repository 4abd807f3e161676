package sower.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Work on the FX thread from a test, and pictures of scenes under `target/screenshots`.
final class Stages {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private Stages() {}

    /// Runs on the FX thread and waits for the result.
    static <T> T onStage(Callable<T> work) throws Exception {
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | AssertionError e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    /// Lets the window settle: `pulses` turns of its event queue with a frame between them.
    static void settle(int pulses) throws Exception {
        for (int i = 0; i < pulses; i++) {
            Thread.sleep(40);
            onStage(() -> true);
        }
    }

    static Path picture(Scene scene, String name) throws Exception {
        return write(onStage(() -> scene.snapshot(null)), name);
    }

    /// The same, written while the test goes on.
    static Future<Path> picture(Scene scene, String name, ExecutorService writer) throws Exception {
        WritableImage image = onStage(() -> scene.snapshot(null));
        return writer.submit(() -> write(image, name));
    }

    private static Path write(WritableImage image, String name) throws IOException {
        Files.createDirectories(PICTURES);
        Path file = PICTURES.resolve(name + ".png");
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
        return file;
    }
}
