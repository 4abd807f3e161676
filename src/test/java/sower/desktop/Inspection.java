package sower.desktop;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;

/// Walks a scene graph and lists what a person would stumble over: text that is cut off, controls
/// without a name, text with too little contrast. On the FX thread.
final class Inspection {
    private static final double LEAST_CONTRAST = 4.5;

    private final List<String> faults = new ArrayList<>();
    private final double leastContrast;

    private Inspection(double leastContrast) {
        this.leastContrast = leastContrast;
    }

    static List<String> of(Scene scene) {
        return of(scene, LEAST_CONTRAST);
    }

    /// @param leastContrast of text to its ground
    static List<String> of(Scene scene, double leastContrast) {
        var inspection = new Inspection(leastContrast);
        inspection.walk(scene.getRoot(), Color.WHITE);
        return inspection.faults;
    }

    private void walk(Node node, Color behind) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        Color ground = node instanceof Region region ? over(region, behind) : behind;
        if (node instanceof Labeled labeled && words(labeled)) {
            cutOff(labeled);
        }
        if (node instanceof Control control) {
            named(control);
        }
        if (node instanceof Text text && !text.getText().isBlank() && !isIcon(text)) {
            contrast(text, ground);
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                walk(child, ground);
            }
        }
    }

    private static boolean words(Labeled labeled) {
        return labeled.getText() != null && !labeled.getText().isBlank();
    }

    private static boolean isIcon(Text text) {
        return text instanceof org.kordamp.ikonli.javafx.FontIcon;
    }

    private void cutOff(Labeled labeled) {
        boolean may = labeled.getStyleClass().contains("may-cut") || labeled.isDisabled();
        Text drawn = (Text) labeled.lookup(".text");
        if (!may && drawn != null && !drawn.getText().equals(Mnemonics.shown(labeled))) {
            faults.add("cut off: “" + labeled.getText() + "” shows “" + drawn.getText() + "”");
        }
    }

    private void named(Control control) {
        boolean needs =
                control instanceof ButtonBase
                        || control instanceof TextInputControl
                        || control instanceof ComboBoxBase<?>
                        || control instanceof ProgressIndicator
                        || control instanceof TableView<?>;
        boolean words = control instanceof Labeled labeled && words(labeled);
        String spoken = control.getAccessibleText();
        if (needs && !words && (spoken == null || spoken.isBlank())) {
            faults.add("no accessible name: " + control);
        }
    }

    private void contrast(Text text, Color ground) {
        for (Node node = text; node != null; node = node.getParent()) {
            if (node.isDisabled()) {
                return;
            }
        }
        if (text.getFill() instanceof Color ink) {
            double ratio = Colours.contrast(mix(ink, ground), ground);
            if (ratio < leastContrast) {
                faults.add(
                        "contrast %.2f: “%s” %s on %s"
                                .formatted(ratio, text.getText(), ink, ground));
            }
        }
    }

    /// The colour a person sees behind the children of `region`.
    private static Color over(Region region, Color behind) {
        Color seen = behind;
        if (region.getBackground() != null) {
            for (BackgroundFill fill : region.getBackground().getFills()) {
                seen = mix(plain(fill.getFill(), seen), seen);
            }
        }
        return seen;
    }

    private static Color plain(Paint paint, Color otherwise) {
        return paint instanceof Color colour ? colour : otherwise;
    }

    private static Color mix(Color front, Color back) {
        return back.interpolate(
                new Color(front.getRed(), front.getGreen(), front.getBlue(), 1),
                front.getOpacity());
    }
}
