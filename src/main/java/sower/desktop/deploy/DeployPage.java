package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.images.ImageCard;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;

/// Deploy: first the choice of an image, then the room.
public final class DeployPage extends StackPane {
    private final Wishes wishes;
    private final TilePane cards = new TilePane();
    private final VBox body = new VBox();
    private final BorderPane choice = new BorderPane();

    /// What the page asks for.
    public interface Wishes {
        void start(ShelvedImage image);

        /// Stop writing, wherever the room is.
        void stop();

        /// Leave the ended room.
        void leave();

        /// Go to the disks, to capture one.
        void capture();
    }

    public DeployPage(Wishes wishes) {
        this.wishes = wishes;
        choice.getStyleClass().add("page");
        cards.getStyleClass().add("image-cards");
        cards.setPrefTileWidth(328);
        body.getStyleClass().add("column");
        choice.setTop(Parts.head(text("deploy.title"), text("deploy.sentence")));
        choice.setCenter(Parts.scrolling(body));
        getChildren().setAll(choice);
    }

    /// Shows the images to choose from; nothing is chosen beforehand.
    ///
    /// @param problem why the last start failed, if it did
    public void choose(List<ShelvedImage> images, Optional<Problem> problem) {
        body.getChildren().clear();
        problem.ifPresent(why -> body.getChildren().add(new ProblemCard(why)));
        if (images.isEmpty()) {
            body.getChildren().add(empty());
        } else {
            cards.getChildren().setAll(images.stream().map(this::card).toList());
            body.getChildren().add(cards);
        }
        getChildren().setAll(choice);
    }

    /// Shows the room that `model` follows.
    public void run(RoomModel model) {
        getChildren().setAll(new Dashboard(model, wishes::stop, wishes::leave));
    }

    private Node card(ShelvedImage image) {
        Button start =
                Parts.button(
                        text(image.practice() ? "deploy.practice" : "deploy.start"),
                        Material2OutlinedMZ.PLAY_ARROW,
                        () -> wishes.start(image),
                        "accent");
        start.setId("start-" + image.manifest().name());
        return new ImageCard(image, start);
    }

    private Node empty() {
        return Parts.empty(
                Material2OutlinedAL.DEVICE_HUB,
                text("deploy.none"),
                text("deploy.none.why"),
                Parts.button(
                        text("images.none.go"),
                        Material2OutlinedMZ.STORAGE,
                        wishes::capture,
                        "accent"));
    }
}
