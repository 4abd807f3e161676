package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Place;
import sower.desktop.shell.ThemeChoice;

/// The colours of drawings are seen on their ground, and those that mean different things are told
/// apart, also by who sees no red, no green or no blue.
@Tag("gui")
final class PaletteTest {
    private static final double LEAST_CONTRAST = 3; // WCAG 2.2, 1.4.11
    private static final double APART = 18;
    private static final double APART_WITH_PATTERN = 16; // file systems have patterns besides
    private static final Path SHEETS = Path.of("src", "main", "resources", "sower", "desktop");
    private static final List<ThemeChoice> THEMES =
            List.of(ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST);

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @Test
    void inksAreSeenAndToldApart() throws Exception {
        var faults = new ArrayList<String>();
        try (var gallery = new Gallery()) {
            for (var theme : THEMES) {
                gallery.look(theme, 1280, 800);
                var inks = inks(gallery);
                var seen = new ArrayList<>(pale(theme + " on the card", inks, of(inks, "surface")));
                seen.addAll(close(theme, inks, List.of("seed", "exchange"), APART));
                var states = List.of("exchange", "good", "warn", "bad");
                seen.addAll(close(theme, inks, states, APART));
                faults.addAll(seen);
            }
        }
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark", "contrast"})
    void fileSystemsAreSeenAndToldApart(String theme) throws IOException {
        var fills = fileSystems(theme, "");
        var tints = fileSystems(theme, "-tint");
        var faults = new ArrayList<String>();
        fills.forEach(
                (name, fill) -> faults.addAll(pale(theme, Map.of(name, fill), of(tints, name))));
        var named = new ArrayList<>(fills.keySet());
        named.remove("unknown"); // says nothing, so it need not be told from swap
        faults.addAll(close(theme, fills, named, APART_WITH_PATTERN));

        assertEquals(List.of(), faults);
    }

    private static Map<String, Color> inks(Gallery gallery) throws Exception {
        var found = new AtomicReference<Map<String, Color>>(Map.of());
        gallery.show(
                Screen.of(
                        Place.DEPLOY,
                        () -> new Drawing((pen, width, height, inks) -> found.set(named(inks)))));
        return found.get();
    }

    private static Map<String, Color> named(Inks inks) {
        var named = new LinkedHashMap<String, Color>();
        named.put("surface", inks.surface());
        named.put("accent", inks.accent());
        named.put("seed", inks.seed());
        named.put("exchange", inks.exchange());
        named.put("good", inks.good());
        named.put("warn", inks.warn());
        named.put("bad", inks.bad());
        named.put("text", inks.text());
        named.put("muted", inks.muted());
        return named;
    }

    private static Map<String, Color> fileSystems(String theme, String end) throws IOException {
        var sheet = Files.readString(SHEETS.resolve(theme + ".css"));
        var colour = Pattern.compile("-fs-([a-z]+)" + end + ": (#[0-9a-f]{6});").matcher(sheet);
        var found = new LinkedHashMap<String, Color>();
        while (colour.find()) {
            found.put(colour.group(1), Color.web(colour.group(2)));
        }
        assertEquals(6, found.size(), sheet);
        return found;
    }

    private static List<String> pale(Object where, Map<String, Color> colours, Color ground) {
        var faults = new ArrayList<String>();
        colours.forEach((name, colour) -> {
            double contrast = Colours.contrast(colour, ground);
            if (!name.equals("surface") && contrast < LEAST_CONTRAST) {
                faults.add("%s: %s has only %.2f".formatted(where, name, contrast));
            }
        });
        return faults;
    }

    private static List<String> close(
            Object theme, Map<String, Color> colours, List<String> names, double least) {
        var faults = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            for (var other : names.subList(i + 1, names.size())) {
                for (var sight : Colours.Sight.values()) {
                    var one = names.get(i);
                    double apart = Colours.apart(of(colours, one), of(colours, other), sight);
                    if (apart < least) {
                        faults.add(
                                "%s: %s, %s: %.1f, %s".formatted(theme, one, other, apart, sight));
                    }
                }
            }
        }
        return faults;
    }

    private static Color of(Map<String, Color> colours, String name) {
        return Objects.requireNonNull(colours.get(name), name);
    }
}
