package sower.desktop.shell;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// The words of the window, from `sower/desktop/texts.properties` and its translations.
///
/// Every text goes through [MessageFormat], so an apostrophe in the file is typographic (’) and a
/// number arrives already formatted by [Units]. One window speaks one language at a time; pages are
/// built anew when it changes. May be called from any thread.
public final class Texts {
    private static final System.Logger LOG = System.getLogger(Texts.class.getName());
    private static final String NAME = "sower.desktop.texts";
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);

    private static volatile ResourceBundle spoken = ENGLISH;
    private static volatile Locale words = Locale.ENGLISH;

    private Texts() {}

    /// Speaks `language` from now on, and makes it what JavaFX's own texts, numbers and dates
    /// follow.
    public static void speak(Language language) {
        speak(language.words(), language.formats());
    }

    /// @param formats for numbers and dates
    public static void speak(Locale language, Locale formats) {
        spoken = bundle(language);
        words = language;
        Locale.setDefault(language);
        Locale.setDefault(Locale.Category.FORMAT, formats);
    }

    /// The language that is spoken.
    public static Locale language() {
        return words;
    }

    /// The text of `key` with `{0}`, `{1}` … replaced.
    ///
    /// @throws java.util.MissingResourceException when the key is unknown, which a test rules out
    public static String text(String key, Object... arguments) {
        try {
            return format(spoken.getString(key), arguments);
        } catch (IllegalArgumentException broken) { // never stop a run for a translation
            LOG.log(System.Logger.Level.WARNING, "translation of " + key, broken);
            return format(ENGLISH.getString(key), arguments);
        }
    }

    private static String format(String pattern, Object... arguments) {
        return new MessageFormat(pattern, Locale.getDefault(Locale.Category.FORMAT))
                .format(arguments);
    }

    /// The word for a constant: key `Phase.DONE` for `Phase.DONE`.
    public static String word(Enum<?> constant, Object... arguments) {
        return text(
                constant.getDeclaringClass().getSimpleName() + "." + constant.name(), arguments);
    }

    /// A translation falls back to English key by key, never to the system's language.
    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                NAME, language, Control.getNoFallbackControl(Control.FORMAT_DEFAULT));
    }
}
