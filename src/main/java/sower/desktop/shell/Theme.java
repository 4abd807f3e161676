package sower.desktop.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

/// Light, dark or high contrast: AtlantaFX Primer as the base, our accent and our own classes above
/// it, and the typeface of the language.
public final class Theme {
    /// What there is to choose from, with what it stands on. Its own sheet comes after those of our
    /// classes, of which high contrast changes some.
    private enum Look {
        LIGHT(new PrimerLight(), "light.css"),
        DARK(new PrimerDark(), "dark.css"),
        CONTRAST(new PrimerDark(), "contrast.css");

        private final String base;
        private final String own;

        Look(atlantafx.base.theme.Theme base, String own) {
            this.base = base.getUserAgentStylesheet();
            this.own = own;
        }

        private List<String> sheets() {
            return List.of(sheet("sower.css"), sheet(own), Typeface.spoken().styleSheet());
        }
    }

    private final Scene scene;
    private ThemeChoice choice;

    /// Puts `choice` on `scene` and follows the system from now on when that was chosen.
    public Theme(Scene scene, ThemeChoice choice) {
        this.scene = scene;
        this.choice = choice;
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener((observed, before, after) -> show());
        show();
    }

    public void choose(ThemeChoice chosen) {
        this.choice = chosen;
        show();
    }

    /// The window speaks another language.
    public void newLanguage() {
        show();
    }

    private void show() {
        var look =
                switch (choice) {
                    case LIGHT -> Look.LIGHT;
                    case DARK -> Look.DARK;
                    case HIGH_CONTRAST -> Look.CONTRAST;
                    case SYSTEM ->
                            Platform.getPreferences().getColorScheme() == ColorScheme.DARK
                                    ? Look.DARK
                                    : Look.LIGHT;
                };
        Application.setUserAgentStylesheet(look.base);
        scene.getStylesheets().setAll(look.sheets());
    }

    /// The style sheets of the light theme, for paper.
    public static List<String> light() {
        return Look.LIGHT.sheets();
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(
                        Theme.class.getResource("/sower/desktop/" + name), "style sheet " + name)
                .toExternalForm();
    }
}
