package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreferencesTest {
    @TempDir Path folder;

    @Test
    void beginsWithTheUsual() {
        var preferences = new Preferences(folder.resolve("none"), Path.of("usual"));

        assertEquals(ThemeChoice.SYSTEM, preferences.theme());
        assertEquals(Language.SYSTEM, preferences.language());
        assertEquals(Path.of("usual"), preferences.library());
        assertFalse(preferences.welcomed());
    }

    @Test
    void remembersWhatWasSaved() throws Exception {
        Path file = folder.resolve("deep").resolve("window.properties");
        var before = new Preferences(file, Path.of("usual"));
        before.theme(ThemeChoice.DARK);
        before.language(Language.TRADITIONAL_CHINESE);
        before.library(Path.of("other"));
        before.welcomed(true);

        before.save();

        var after = new Preferences(file, Path.of("usual"));
        assertEquals(ThemeChoice.DARK, after.theme());
        assertEquals(Language.TRADITIONAL_CHINESE, after.language());
        assertEquals(Path.of("other"), after.library());
        assertTrue(after.welcomed());
    }

    @Test
    void aThemeNobodyKnowsIsTheSystems() throws Exception {
        Path file = Files.writeString(folder.resolve("window.properties"), "theme=MAGENTA\n");

        assertEquals(ThemeChoice.SYSTEM, new Preferences(file, Path.of("usual")).theme());
    }
}
