package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.desktop.shell.ThemeChoice;

/// Every page is worked with Alt and a letter, the same one in both languages, and no letter is
/// there twice: it would only move the focus then.
@Tag("gui")
final class MnemonicsTest {
    /// Pages whose only buttons are those of their rows, or that only show something.
    private static final Set<String> WITHOUT = Set.of("machines", "help", "help-keys");

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @Test
    void everyPageHasLettersAndNoneTwice() throws Exception {
        var faults = new ArrayList<String>();
        var letters = new HashMap<String, Set<Character>>();
        try (var gallery = new Gallery()) {
            for (var language : List.of(Locale.ENGLISH, Locale.TAIWAN)) {
                gallery.speak(language);
                gallery.look(ThemeChoice.LIGHT, 1280, 800);
                for (var screen : Screen.all().entrySet()) {
                    gallery.show(screen.getValue());
                    var name = screen.getKey();
                    var found = Stages.onStage(() -> look(name, gallery.scene().getRoot(), faults));
                    var before = letters.putIfAbsent(name, found);
                    if (before != null && !before.equals(found)) {
                        faults.add(name + ": " + before + " in English, " + found);
                    }
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static Set<Character> look(String screen, Node root, List<String> faults) {
        var letters = new HashSet<Character>();
        for (var mnemonic : Mnemonics.below(root)) {
            if (!letters.add(mnemonic.letter())) {
                faults.add(screen + ": twice " + mnemonic.letter() + ", " + mnemonic.control());
            }
        }
        if (letters.isEmpty() && !WITHOUT.contains(screen)) {
            faults.add(screen + ": no letter at all");
        }
        strayMarks(screen, root, faults);
        return letters;
    }

    /// A mark that is drawn was meant for a button and stands in something else.
    private static void strayMarks(String screen, Node node, List<String> faults) {
        if (node instanceof Text text
                && Mnemonics.isMarked(text.getText())
                && text.getParent() instanceof Labeled) {
            faults.add(screen + ": shows " + text.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(each -> strayMarks(screen, each, faults));
        }
    }
}
