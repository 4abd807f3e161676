package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sower.capture.CaptureProgress;
import sower.capture.Finding;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow;
import sower.desktop.shell.Place;
import sower.desktop.shell.ThemeChoice;
import sower.disk.Disk;
import sower.image.Manifest;

/// Every text that the window asks for exists, and none is there that nobody asks for.
final class TextsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "sower", "desktop");
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z]+)+)\"");
    private static final List<Class<? extends Enum<?>>> WORDS =
            List.of(
                    Place.class,
                    ThemeChoice.class,
                    Phase.class,
                    RehearsalRow.State.class,
                    CaptureProgress.Stage.class,
                    Finding.Severity.class,
                    Disk.Transport.class,
                    Manifest.Contents.class);

    @Test
    void everyKeyIsUsedAndEveryUsedKeyExists() throws IOException {
        Set<String> present = ResourceBundle.getBundle("sower.desktop.texts").keySet();
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

    @Test
    void noTextHasAStraightApostrophe() {
        var bundle = ResourceBundle.getBundle("sower.desktop.texts");

        var wrong =
                bundle.keySet().stream()
                        .filter(key -> bundle.getString(key).contains("'"))
                        .toList();

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
