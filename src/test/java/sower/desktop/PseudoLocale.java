package sower.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// English with accents and 40 % longer, as translations into other languages are: what a page does
/// not say through the bundle has no accents, and what is too narrow shows itself.
final class PseudoLocale {
    static final Locale LOCALE = Locale.of("en", "XA");

    private static final Path ENGLISH =
            Path.of("src", "main", "resources", "sower", "desktop", "texts.properties");
    private static final Path PSEUDO =
            Path.of("target", "test-classes", "sower", "desktop", "texts_en_XA.properties");
    private static final String PLAIN = "aeiouyAEIOUncsz";
    private static final String ACCENTED = "áéíöüýÂÊÎÖÜñçšž";

    private PseudoLocale() {}

    /// Makes its bundle, beside the classes of the tests.
    static void make() throws IOException {
        var english = new Properties();
        try (var reader = Files.newBufferedReader(ENGLISH)) {
            english.load(reader);
        }
        var pseudo = new Properties();
        for (Map.Entry<Object, Object> text : new TreeMap<>(english).entrySet()) {
            pseudo.setProperty((String) text.getKey(), longer((String) text.getValue()));
        }
        Files.createDirectories(PSEUDO.getParent());
        try (var writer = Files.newBufferedWriter(PSEUDO)) {
            pseudo.store(writer, null);
        }
    }

    /// What stands in braces is left alone.
    static String longer(String text) {
        var words = new StringBuilder();
        int depth = 0;
        int spoken = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            depth += each == '{' ? 1 : each == '}' ? -1 : 0;
            int at = depth == 0 ? PLAIN.indexOf(each) : -1;
            words.append(at < 0 ? each : ACCENTED.charAt(at));
            spoken += depth == 0 && Character.isLetter(each) ? 1 : 0;
        }
        for (int i = 0; i < Math.round(spoken * 0.4); i++) {
            words.append(i % 8 == 0 ? i == 0 ? "" : " " : "").append("äbcdéfgh".charAt(i % 8));
        }
        return words.toString();
    }
}
