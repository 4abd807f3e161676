package sower.desktop.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

/// Light or dark: AtlantaFX Primer as the base, our accent and our own classes above it, and the
/// typeface of the language.
public final class Theme {
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
        scene.getStylesheets()
                .setAll(
                        sheet(dark ? "dark.css" : "light.css"),
                        sheet("sower.css"),
                        Typeface.spoken().styleSheet());
    }

    /// The style sheets of the light theme, for paper.
    public static List<String> light() {
        return List.of(sheet("light.css"), sheet("sower.css"), Typeface.spoken().styleSheet());
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(
                        Theme.class.getResource("/sower/desktop/" + name), "style sheet " + name)
                .toExternalForm();
    }
}
