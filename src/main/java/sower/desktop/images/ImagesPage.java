package sower.desktop.images;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;

/// All images of the library.
public final class ImagesPage extends BorderPane {
    private final Wishes wishes;
    private final TilePane cards = new TilePane();
    private final StackPane body = new StackPane();
    private final HBox undo = new HBox();

    /// What the page asks for.
    public interface Wishes {
        void deploy(ShelvedImage image);

        /// Write it to disks of this computer.
        void writeHere(ShelvedImage image);

        /// Puts the image aside; [#restore] brings it back as long as the page offers that.
        void delete(ShelvedImage image);

        void restore(ShelvedImage image);

        /// Go to the disks, to capture one.
        void capture();
    }

    public ImagesPage(Wishes wishes) {
        this.wishes = wishes;
        getStyleClass().add("page");
        cards.getStyleClass().add("image-cards");
        cards.setPrefTileWidth(328);
        undo.getStyleClass().add("undo");
        undo.setAlignment(Pos.CENTER_LEFT);
        undo.setVisible(false);
        undo.managedProperty().bind(undo.visibleProperty());
        setTop(Parts.head(text("images.title"), text("images.sentence")));
        setCenter(body);
        setBottom(undo);
    }

    public void show(List<ShelvedImage> images) {
        if (images.isEmpty()) {
            body.getChildren().setAll(empty());
            return;
        }
        cards.getChildren().setAll(images.stream().map(this::card).toList());
        body.getChildren().setAll(Parts.scrolling(cards));
    }

    public void show(Problem problem) {
        var card = new ProblemCard(problem);
        StackPane.setAlignment(card, Pos.TOP_LEFT);
        card.setMaxHeight(USE_PREF_SIZE);
        body.getChildren().setAll(card);
    }

    /// Offers to bring a deleted image back.
    public void offerUndo(ShelvedImage image) {
        Button back =
                Parts.button(
                        text("images.undo"),
                        Material2OutlinedMZ.UNDO,
                        () -> {
                            undo.setVisible(false);
                            wishes.restore(image);
                        },
                        "accent",
                        "flat");
        undo.getChildren()
                .setAll(
                        Parts.icon(Material2OutlinedAL.DELETE),
                        Parts.cut(text("images.deleted", image.manifest().name()), "undo-words"),
                        Parts.spring(),
                        back);
        undo.setVisible(true);
    }

    /// There is nothing to bring back any more.
    public void forgetUndo() {
        undo.setVisible(false);
    }

    private Node card(ShelvedImage image) {
        Button delete =
                Parts.iconButton(
                        text("images.delete", image.manifest().name()),
                        Material2OutlinedAL.DELETE,
                        () -> wishes.delete(image));
        Button deploy =
                Parts.button(
                        text("images.deploy"),
                        Material2OutlinedAL.DEVICE_HUB,
                        () -> wishes.deploy(image),
                        "accent");
        return new ImageCard(image, foot(image, Parts.row(delete, Parts.spring(), deploy)));
    }

    /// What is seeded from the disk it was taken from is not written beside that disk.
    private Node foot(ShelvedImage image, Node usual) {
        var foot = new VBox(usual);
        foot.getStyleClass().add("card-foot");
        HBox.setHgrow(foot, Priority.ALWAYS);
        if (!image.inPlace()) {
            Button here =
                    Parts.button(
                            text("here.button"),
                            Material2OutlinedMZ.SAVE_ALT,
                            () -> wishes.writeHere(image));
            here.setId("write-here-" + image.manifest().name());
            here.setMaxWidth(Double.MAX_VALUE);
            foot.getChildren().addFirst(here);
        }
        return foot;
    }

    private Node empty() {
        return Parts.empty(
                Material2OutlinedAL.COLLECTIONS_BOOKMARK,
                text("images.none"),
                text("images.none.why"),
                Parts.button(
                        text("images.none.go"),
                        Material2OutlinedMZ.STORAGE,
                        wishes::capture,
                        "accent"));
    }
}
