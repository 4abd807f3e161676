package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.desktop.shell.ThemeChoice;

/// Pictures of every screen with made-up contents: both languages, light and dark, small and large;
/// high contrast once; each is also inspected for cut-off text, names and contrast.
@Tag("gui")
final class ScreenshotsTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.TAIWAN);
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private Future<?> written = CompletableFuture.completedFuture("");

    @Test
    void everyScreenIsReadable() throws Exception {
        var faults = new ArrayList<String>();
        try (writer;
                var gallery = new Gallery()) {
            for (Locale language : LANGUAGES) {
                gallery.speak(language);
                for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
                    for (int[] size : SIZES) {
                        gallery.look(theme, size[0], size[1]);
                        var look =
                                "%s-%s-%dx%d"
                                        .formatted(language, theme, size[0], size[1])
                                        .toLowerCase(Locale.ROOT);
                        faults.addAll(pictures(gallery, look));
                    }
                }
                gallery.look(ThemeChoice.HIGH_CONTRAST, SIZES[0][0], SIZES[0][1]);
                faults.addAll(pictures(gallery, (language + "-contrast").toLowerCase(Locale.ROOT)));
            }
        }
        assertEquals(List.of(), faults);
    }

    private List<String> pictures(Gallery gallery, String look) throws Exception {
        var faults = new ArrayList<String>();
        for (var screen : Screen.all().entrySet()) {
            var name = screen.getKey() + "-" + look;
            gallery.show(screen.getValue());
            written.get(); // no more than one waits
            written = Stages.picture(gallery.scene(), name, writer);
            faults.addAll(gallery.faults(name));
        }
        written.get();
        return faults;
    }
}
