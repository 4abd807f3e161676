package sower.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;

/// The letters that are pressed with Alt, as they stand in a text: `_Capture`, `擷取(_C)`.
final class Mnemonics {
    private static final Pattern MARK = Pattern.compile("_([\\p{L}\\p{N}])");

    private Mnemonics() {}

    /// A control, and its letter in upper case.
    record Mnemonic(Labeled control, char letter) {}

    /// Whether a text has such a letter.
    static boolean isMarked(String text) {
        return MARK.matcher(text).find();
    }

    /// What is drawn of a control's text.
    static String shown(Labeled labeled) {
        return labeled.isMnemonicParsing()
                ? MARK.matcher(labeled.getText()).replaceFirst("$1")
                : labeled.getText();
    }

    /// All below a node that are seen.
    static List<Mnemonic> below(Node node) {
        var found = new ArrayList<Mnemonic>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, List<Mnemonic> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled
                && labeled.isMnemonicParsing()
                && labeled.getText() != null) {
            var mark = MARK.matcher(labeled.getText());
            if (mark.find()) {
                found.add(new Mnemonic(labeled, Character.toUpperCase(mark.group(1).charAt(0))));
            }
        }
        if (node instanceof Parent parent && !(node instanceof MenuButton)) { // has a label inside
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }
}
