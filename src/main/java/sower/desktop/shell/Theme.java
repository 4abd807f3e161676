package sower.desktop.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark: AtlantaFX Primer as the base, our accent and our own classes above it.
public final class Theme {
    private static final List<String> FONTS = List.of("Regular", "Medium", "Bold");

    private final Scene scene;
    private ThemeChoice choice;

    /// Puts `choice` on `scene` and follows the system from now on when that was chosen.
    public Theme(Scene scene, ThemeChoice choice) {
        this.scene = scene;
        this.choice = choice;
        FONTS.forEach(Theme::loadFont);
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener((observed, before, after) -> show());
        show();
    }

    public void choose(ThemeChoice chosen) {
        this.choice = chosen;
        show();
    }

    private void show() {
        boolean dark =
                switch (choice) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                };
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(sheet(dark ? "dark.css" : "light.css"), sheet("sower.css"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(
                        Theme.class.getResource("/sower/desktop/" + name), "style sheet " + name)
                .toExternalForm();
    }

    private static void loadFont(String weight) {
        try (InputStream file =
                Theme.class.getResourceAsStream("/sower/desktop/fonts/Roboto-" + weight + ".ttf")) {
            Font.loadFont(Objects.requireNonNull(file, weight), 14);
        } catch (IOException e) {
            throw new UncheckedIOException("font of our own jar", e);
        }
    }
}
