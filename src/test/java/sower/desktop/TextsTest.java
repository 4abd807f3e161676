package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.capture.CaptureProgress;
import sower.capture.Finding;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice;
import sower.desktop.shell.Language;
import sower.desktop.shell.Place;
import sower.desktop.shell.Texts;
import sower.desktop.shell.ThemeChoice;
import sower.desktop.shell.Typeface;
import sower.disk.Disk;
import sower.enrol.EnrolledMachine;
import sower.image.Change;
import sower.image.Manifest;
import sower.partition.MisfitException;
import sower.support.SupportBundle;
import sower.swarm.HoldUp;

/// Every text that the window asks for exists, and none is there that nobody asks for.
final class TextsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "sower", "desktop");
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z]+)+)\"");
    private static final Path RESOURCES = Path.of("src", "main", "resources", "sower");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");
    private static final List<Class<? extends Enum<?>>> WORDS =
            List.of(
                    Place.class,
                    ThemeChoice.class,
                    Language.class,
                    Phase.class,
                    RehearsalRow.State.class,
                    EnrolledMachine.State.class,
                    CaptureProgress.Stage.class,
                    Finding.Severity.class,
                    Disk.Transport.class,
                    Manifest.Contents.class,
                    Change.What.class,
                    MisfitException.Kind.class,
                    HoldUp.class,
                    Advice.Case.class,
                    SupportBundle.Content.class);

    @Test
    void everyKeyIsUsedAndEveryUsedKeyExists() throws IOException {
        Set<String> present = load("desktop/texts.properties").keySet();
        var asked = new TreeSet<String>();
        for (Class<? extends Enum<?>> words : WORDS) {
            Arrays.stream(words.getEnumConstants())
                    .forEach(each -> asked.add(words.getSimpleName() + "." + each.name()));
        }
        var literals = literals();
        literals.stream().filter(present::contains).forEach(asked::add);
        var firstWords = new TreeSet<String>();
        present.forEach(key -> firstWords.add(key.substring(0, key.indexOf('.'))));
        var missing = new ArrayList<>(asked);
        literals.stream()
                .filter(key -> firstWords.contains(key.substring(0, key.indexOf('.'))))
                .filter(key -> !key.endsWith(".css"))
                .forEach(missing::add);
        missing.removeAll(present);
        var unused = new TreeSet<>(present);
        unused.removeAll(asked);

        assertEquals(List.of(), missing, "keys without a text");
        assertEquals(Set.of(), unused, "texts that nobody asks for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop/texts", "capture/findings", "report/words"})
    void theTranslationHasTheSameKeysAndTheSamePlaceholders(String bundle) throws IOException {
        var english = load(bundle + ".properties");
        var translated = load(bundle + "_zh_TW.properties");

        assertEquals(english.keySet(), translated.keySet());
        assertEquals(
                List.of(),
                english.entrySet().stream()
                        .filter(text ->
                                !placeholders(text.getValue())
                                        .equals(
                                                placeholders(
                                                        translated.getOrDefault(
                                                                text.getKey(), ""))))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NotoSansCJKtc-Regular-subset.ttf", "NotoSansCJKtc-Bold-subset.ttf"})
    void everyCharacterOfTheTranslationHasAGlyph(String file) throws Exception {
        java.awt.Font font;
        try (var stream = Typeface.file(file)) {
            font = java.awt.Font.createFont(java.awt.Font.TRUETYPE_FONT, stream);
        }

        var missing = new TreeSet<String>();
        for (String bundle : List.of("desktop/texts", "capture/findings", "report/words")) {
            var texts = new ArrayList<>(load(bundle + "_zh_TW.properties").values());
            texts.addAll(Files.readAllLines(RESOURCES.resolve("deploy/phrases_zh_TW.txt")));
            texts.addAll(Files.readAllLines(RESOURCES.resolve("desktop/help/pages_zh_TW.txt")));
            for (String text : texts) {
                text.codePoints()
                        .filter(character -> !font.canDisplay(character))
                        .mapToObj(Character::toString)
                        .forEach(missing::add);
            }
        }

        assertEquals(Set.of(), missing, "run packaging/typeface");
    }

    @Test
    void aBrokenTranslationStopsNothing() {
        Texts.speak(Locale.of("en", "XB"), Locale.US);
        try {
            assertEquals("Sower", Texts.text("program.name"));
            assertEquals("Disks", Texts.word(Place.DISKS));
        } finally {
            Texts.speak(Locale.ENGLISH, Locale.US);
        }
    }

    private static Map<String, String> load(String bundle) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(RESOURCES.resolve(bundle))) {
            properties.load(reader);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    private static Set<String> placeholders(String text) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    @Test
    void noTextHasAStraightApostrophe() throws IOException {
        var wrong = new ArrayList<String>();
        for (String bundle : List.of("texts.properties", "texts_zh_TW.properties")) {
            load("desktop/" + bundle)
                    .forEach((key, text) -> {
                        if (text.contains("'")) {
                            wrong.add(bundle + " " + key);
                        }
                    });
        }

        assertEquals(List.of(), wrong);
    }

    private static Set<String> literals() throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var matcher = KEY.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        return found;
    }
}
