package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.HPos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What is read and what is written, so that they are never taken for each other: “from” is always
/// on the left, “to” always on the right, each with its own sign, frame and colour.
public final class FromTo extends GridPane {
    private static final double[] SHARES = {46, 8, 46};

    public FromTo(String from, String to) {
        getStyleClass().add("from-to");
        for (double share : SHARES) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            column.setHalignment(HPos.CENTER);
            getColumnConstraints().add(column);
        }
        addRow(
                0,
                side("side.from", Material2OutlinedMZ.UNARCHIVE, from, "side-from"),
                Parts.icon(Material2OutlinedAL.ARROW_FORWARD, "side-arrow"),
                side("side.to", Material2OutlinedMZ.SAVE_ALT, to, "side-to"));
    }

    private static VBox side(String key, Ikon sign, String what, String style) {
        var eyebrow = Parts.label(text(key), "side-word");
        eyebrow.setGraphic(Parts.icon(sign));
        var side = new VBox(eyebrow, Parts.wrapped(what, "side-what"));
        side.getStyleClass().addAll("side", style);
        return side;
    }
}
