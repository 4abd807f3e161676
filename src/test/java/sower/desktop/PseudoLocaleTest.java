package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.desktop.shell.ThemeChoice;

/// A translation may be 40 % longer than English: nothing is cut off then in the smallest window.
@Tag("gui")
final class PseudoLocaleTest {

    @BeforeAll
    static void needs() throws Exception {
        Needs.display();
        PseudoLocale.make();
    }

    @Test
    void everyPageHasRoomForLongerWords() throws Exception {
        var faults = new ArrayList<String>();
        try (var gallery = new Gallery()) {
            gallery.speak(PseudoLocale.LOCALE);
            gallery.look(ThemeChoice.LIGHT, 1280, 800);
            for (var screen : Screen.all().entrySet()) {
                gallery.show(screen.getValue());
                Stages.picture(gallery.scene(), screen.getKey() + "-pseudo");
                faults.addAll(gallery.faults(screen.getKey()));
            }
        }
        assertEquals(List.of(), faults);
    }
}
