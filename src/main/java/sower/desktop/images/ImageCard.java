package sower.desktop.images;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// One image as a card: who it is, what it holds, what can be done with it.
public final class ImageCard extends VBox {

    /// @param actions buttons at its foot
    public ImageCard(ShelvedImage image, Node... actions) {
        getStyleClass().addAll("card-box", "image-card");
        setId("image-" + image.manifest().name());
        getChildren().addAll(head(image), facts(image));
        if (!image.manifest().note().isBlank()) {
            getChildren().add(Parts.wrapped(image.manifest().note(), "image-note"));
        }
        var foot = Parts.row(actions);
        foot.getStyleClass().add("image-foot");
        foot.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(Parts.spring(), foot);
    }

    private static HBox head(ShelvedImage image) {
        var sign = new StackPane(Parts.icon(Material2OutlinedAL.ALBUM));
        sign.getStyleClass().add("image-sign");
        Label name = Parts.cut(image.manifest().name(), "image-name");
        var version =
                Parts.label(
                        text("images.version", Units.whole(image.manifest().version())), "badge");
        version.setMinWidth(Region.USE_PREF_SIZE);
        var line = Parts.row(name, version);
        var when = Units.moment(image.manifest().created());
        var second = Parts.row(Parts.cut(when, "small-print"));
        if (image.practice()) {
            second.getChildren()
                    .add(Parts.label(text("disks.practice"), "badge", "badge-practice"));
        }
        var words = new VBox(line, second);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        return Parts.row(sign, words);
    }

    private static GridPane facts(ShelvedImage image) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        fact(grid, 0, text("images.used"), Units.bytes(image.used()));
        fact(
                grid,
                1,
                text("images.kept"),
                text(image.inPlace() ? "images.inPlace" : "images.inLibrary"));
        fact(
                grid,
                2,
                text("images.volumes", Units.whole(image.manifest().volumes().size())),
                image.filesystems());
        var source = image.manifest().source();
        fact(grid, 3, text("images.source"), source.model());
        fact(grid, 4, text("images.length"), Units.bytes(source.length()));
        fact(grid, 5, text("images.fingerprint"), image.fingerprint());
        return grid;
    }

    private static void fact(GridPane grid, int row, String name, String value) {
        Label words = Parts.label(name, "fact-name");
        words.setMinWidth(104);
        Label figure = Parts.cut(value.isEmpty() ? "–" : value, "fact-value");
        GridPane.setHgrow(figure, Priority.ALWAYS);
        grid.addRow(row, words, figure);
    }
}
