package sower.desktop.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// The typefaces that the program brings along. What a name from outside needs beyond their glyphs
/// comes from the system's fonts.
public enum Typeface {
    ROBOTO("Roboto"),
    /// The common characters of Taiwan (Big5 level 1) and every one that the window uses.
    NOTO_SANS_TC("Noto Sans CJK TC");

    private static final String FOLDER = "/sower/desktop/fonts/";

    private static final Set<Typeface> LOADED = EnumSet.noneOf(Typeface.class);

    private final String family;

    Typeface(String family) {
        this.family = family;
    }

    /// The one for the language that is spoken. On the view's thread.
    static Typeface spoken() {
        Typeface face =
                Texts.language().getLanguage().equals(Locale.CHINESE.getLanguage())
                        ? NOTO_SANS_TC
                        : ROBOTO;
        face.load();
        return face;
    }

    /// For drawings; style sheets say it for everything else.
    public static Font of(FontWeight weight, double size) {
        return Font.font(spoken().family, weight, size);
    }

    /// The regular one.
    public static Font of(double size) {
        return of(FontWeight.NORMAL, size);
    }

    /// Draws `words` in this face, whatever the language of the window.
    public void on(Node words) {
        load();
        words.setStyle("-fx-font-family: \"" + family + "\"");
    }

    /// The style sheet that makes it the window's.
    String styleSheet() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".css";
        return Objects.requireNonNull(Typeface.class.getResource(FOLDER + name), name)
                .toExternalForm();
    }

    /// A font file of the program, to be closed by who reads it.
    ///
    /// @param name its file name
    public static InputStream file(String name) {
        return Objects.requireNonNull(Typeface.class.getResourceAsStream(FOLDER + name), name);
    }

    private List<String> files() {
        return switch (this) {
            case ROBOTO -> List.of("Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf");
            case NOTO_SANS_TC ->
                    List.of("NotoSansCJKtc-Regular-subset.ttf", "NotoSansCJKtc-Bold-subset.ttf");
        };
    }

    private void load() {
        if (!LOADED.add(this)) {
            return;
        }
        for (String name : files()) {
            try (InputStream file = file(name)) {
                Font.loadFont(file, 14);
            } catch (IOException e) {
                throw new UncheckedIOException("font of our own jar", e);
            }
        }
    }
}
