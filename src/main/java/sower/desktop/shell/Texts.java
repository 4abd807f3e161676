package sower.desktop.shell;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/// The words of the window, from `sower/desktop/texts.properties`.
///
/// Every text goes through [MessageFormat], so an apostrophe in the file is typographic (’) and a
/// number arrives already formatted by [Units]. May be called from any thread.
public final class Texts {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("sower.desktop.texts");

    private Texts() {}

    /// The text of `key` with `{0}`, `{1}` … replaced.
    ///
    /// @throws java.util.MissingResourceException when the key is unknown, which a test rules out
    public static String text(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), BUNDLE.getLocale()).format(arguments);
    }

    /// The word for a constant: key `Phase.DONE` for `Phase.DONE`.
    public static String word(Enum<?> constant) {
        return text(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }

    /// The text of `key` if there is one, else `otherwise`: for keys that another room chooses.
    public static String textOr(String otherwise, String key, Object... arguments) {
        return BUNDLE.containsKey(key) ? text(key, arguments) : otherwise;
    }
}
