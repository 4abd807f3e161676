package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;

/// All disks of this computer, and the well.
public final class DisksPage extends BorderPane {
    private final Wishes wishes;
    private final Selection selection = new Selection();
    private final StackPane place = new StackPane();
    private final VBox tiles = new VBox();
    private final Pane glass = new Pane();
    private final CaptureWell well;
    private final Picking picking;
    private final ToggleButton loops = new ToggleButton(text("disks.loops"));
    private final Button ask;
    private final StackPane welcomePlace = new StackPane();
    private Optional<SurveyedDisk> gone = Optional.empty();
    private Runnable whenPractice = () -> {};
    private Runnable whenDismissed = () -> {};

    /// What the page asks for.
    public interface Wishes {
        /// List the disks again.
        void relist(boolean withLoops);

        /// Read disks with administrator rights from now on.
        void askToRead();

        void capture(Chosen chosen);

        /// The running system's disk is a source from now on, or no longer.
        void unlock(SurveyedDisk disk, boolean now);
    }

    public DisksPage(Wishes wishes) {
        this.wishes = wishes;
        this.well = new CaptureWell(() -> wishes.capture(selection.chosen()));
        this.picking = new Picking(selection, glass);
        getStyleClass().add("page");
        loops.setGraphic(Parts.icon(Material2OutlinedAL.ALL_INBOX));
        loops.setId("disk-loops");
        loops.setMinWidth(USE_PREF_SIZE);
        loops.setOnAction(event -> wishes.relist(loops.isSelected()));
        ask = Parts.button(text("disks.ask"), Material2OutlinedAL.LOCK_OPEN, wishes::askToRead);
        ask.setMinWidth(USE_PREF_SIZE);
        ask.managedProperty().bind(ask.visibleProperty());
        ask.setVisible(false);
        setTop(
                Parts.head(
                        text("disks.title"),
                        text("disks.sentence"),
                        loops,
                        ask,
                        Parts.button(
                                text("disks.refresh"),
                                Material2OutlinedMZ.REFRESH,
                                () -> wishes.relist(loops.isSelected()))));
        tiles.getStyleClass().add("tiles");
        glass.setMouseTransparent(true);
        glass.setManaged(false);
        welcomePlace.setVisible(false);
        welcomePlace.getStyleClass().add("welcome-place");
        welcomePlace.managedProperty().bind(welcomePlace.visibleProperty());
        var stack = new StackPane(new VBox(welcomePlace, tiles), glass);
        stack.setAlignment(Pos.TOP_LEFT);
        var scroll = Parts.scrolling(stack);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        var body = new HBox(scroll, well);
        body.getStyleClass().add("page-body");
        place.getChildren().add(body);
        setCenter(place);
        selection.chosenProperty().addListener((observed, before, after) -> showChosen(after));
        showWaiting();
    }

    /// Takes the place of `before`, in another language: with the same choice and the same offer.
    public DisksPage(Wishes wishes, DisksPage before) {
        this(wishes);
        selection.again(before.selection);
        gone = before.gone;
        loops.setSelected(before.withLoops());
        if (before.welcomePlace.isVisible()) {
            welcome(before.whenPractice, before.whenDismissed);
        }
    }

    /// What the person chose.
    public Selection selection() {
        return selection;
    }

    public boolean withLoops() {
        return loops.isSelected();
    }

    /// Offers the practice room above the disks until one of the two was asked for.
    public void welcome(Runnable practice, Runnable dismissed) {
        whenPractice = practice;
        whenDismissed = dismissed;
        welcomePlace
                .getChildren()
                .setAll(
                        new Welcome(
                                () -> {
                                    welcomePlace.setVisible(false);
                                    whenPractice.run();
                                },
                                () -> {
                                    welcomePlace.setVisible(false);
                                    whenDismissed.run();
                                }));
        welcomePlace.setVisible(true);
    }

    /// @param fresh the paths of those that were just connected
    public void show(List<SurveyedDisk> disks, Set<Path> fresh) {
        noteGone(disks);
        Map<SurveyedDisk, DiskTile> before =
                tiles().collect(Collectors.toMap(DiskTile::disk, tile -> tile));
        var nodes = new ArrayList<Node>();
        gone.ifPresent(disk -> nodes.add(new GoneTile(disk, this::forgetGone)));
        for (SurveyedDisk disk : disks) {
            // One that is as it was keeps its tile, and with it the keyboard's place
            DiskTile tile = Optional.ofNullable(before.get(disk)).orElseGet(() -> tile(disk));
            tile.fresh(fresh.contains(disk.disk().path()));
            nodes.add(tile);
        }
        if (disks.isEmpty()) {
            nodes.add(empty(text("disks.none"), text("disks.none.remedy")));
        }
        if (!tiles.getChildren().equals(nodes)) {
            tiles.getChildren().setAll(nodes);
        }
        selection.relisted(disks);
        showChosen(selection.chosen());
    }

    private DiskTile tile(SurveyedDisk disk) {
        var tile = new DiskTile(disk, wanted -> unlock(disk, wanted));
        picking.on(tile);
        return tile;
    }

    private void unlock(SurveyedDisk disk, boolean wanted) {
        if (wanted) {
            Unlocking.ask(place, disk, () -> wishes.unlock(disk, true));
        } else {
            wishes.unlock(disk, false);
        }
    }

    private void noteGone(List<SurveyedDisk> now) {
        Chosen chosen = selection.chosen();
        if (!chosen.isEmpty() && now.stream().noneMatch(chosen::isOf)) {
            gone = chosen.disk();
        }
        gone = gone.filter(disk -> now.stream().noneMatch(disk::isSame));
    }

    private void forgetGone() {
        gone = Optional.empty();
        tiles.getChildren().removeIf(GoneTile.class::isInstance);
    }

    /// Offers to ask for administrator rights, or no longer.
    public void offerToAsk(boolean offered) {
        ask.setVisible(offered);
    }

    public void show(Problem problem) {
        tiles.getChildren().setAll(new ProblemCard(problem));
    }

    /// Between asking for disks and having them.
    public void showWaiting() {
        var turning = new ProgressIndicator();
        turning.setMaxSize(32, 32);
        turning.setAccessibleText(text("disks.waiting"));
        var box = new VBox(turning, Parts.label(text("disks.waiting"), "muted"));
        box.getStyleClass().add("waiting");
        box.setAlignment(Pos.CENTER);
        tiles.getChildren().setAll(box);
    }

    /// For whoever needs to hear of a new choice.
    public void whenChosen(Consumer<Chosen> listener) {
        selection.chosenProperty().addListener((observed, before, after) -> listener.accept(after));
    }

    private void showChosen(Chosen chosen) {
        tiles().forEach(tile -> tile.show(chosen));
        well.show(chosen);
    }

    private Stream<DiskTile> tiles() {
        return tiles.getChildren().stream()
                .filter(DiskTile.class::isInstance)
                .map(DiskTile.class::cast);
    }

    private static Node empty(String sentence, String remedy) {
        var box =
                new VBox(
                        Parts.icon(Material2OutlinedMZ.STORAGE, "empty-icon"),
                        Parts.label(sentence, "empty-title"),
                        Parts.wrapped(remedy, "muted"));
        box.getStyleClass().add("empty");
        box.setAlignment(Pos.CENTER);
        return box;
    }
}
