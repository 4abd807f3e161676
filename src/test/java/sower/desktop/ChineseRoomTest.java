package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;

/// What machines tell and why they stand aside is said in the language of the window.
@Tag("gui")
final class ChineseRoomTest {
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{2,} [a-z]{2,} [a-z]{2,}");

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rehearsal",
                "rehearsal-release",
                "deploy-trouble",
                "deploy-ended",
                "report"
            })
    void noSentenceOfARoomIsEnglish(String screen) throws Exception {
        try (var gallery = new Gallery()) {
            gallery.speak(Locale.TRADITIONAL_CHINESE);
            gallery.show(Objects.requireNonNull(Screen.all().get(screen)));

            var words = Stages.onStage(() -> words(gallery.scene().getRoot()));

            assertTrue(words.size() > 20, "a page with words: " + words);
            assertEquals(
                    List.of(),
                    words.stream().filter(each -> ENGLISH.matcher(each).find()).toList());
        }
    }

    private static List<String> words(Node node) {
        var words = new ArrayList<String>();
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            words.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> words.addAll(words(child)));
        }
        return words;
    }
}
