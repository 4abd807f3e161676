package sower.desktop.shell;

import java.util.List;
import java.util.Locale;

/// In which language the window speaks. Numbers and dates follow the system where it speaks the
/// same language, else the language.
public enum Language {
    SYSTEM,
    ENGLISH,
    TRADITIONAL_CHINESE;

    private static final Locale SYSTEM_WORDS = Locale.getDefault(Locale.Category.DISPLAY);
    private static final Locale SYSTEM_FORMATS = Locale.getDefault(Locale.Category.FORMAT);

    /// For the words: English for a system in a language that we do not speak.
    Locale words() {
        return switch (this) {
            case SYSTEM -> spokenIn(SYSTEM_WORDS).words();
            case ENGLISH -> Locale.ENGLISH;
            case TRADITIONAL_CHINESE -> Locale.TAIWAN;
        };
    }

    /// For numbers and dates.
    Locale formats() {
        boolean same = SYSTEM_FORMATS.getLanguage().equals(words().getLanguage());
        return this == SYSTEM || same ? SYSTEM_FORMATS : words();
    }

    /// The language for people of `system`: Hong Kong and Macao read traditional characters too.
    static Language spokenIn(Locale system) {
        boolean traditional =
                system.getScript().equals("Hant")
                        || system.getScript().isEmpty()
                                && List.of("TW", "HK", "MO").contains(system.getCountry());
        return system.getLanguage().equals("zh") && traditional ? TRADITIONAL_CHINESE : ENGLISH;
    }
}
