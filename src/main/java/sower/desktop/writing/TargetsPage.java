package sower.desktop.writing;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.images.ShelvedImage;
import sower.desktop.rehearsal.ReleaseQuestion;
import sower.desktop.rehearsal.ReleaseSheet;
import sower.desktop.shell.FromTo;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.Units;
import sower.disk.WriteAccess;
import sower.image.Image;
import sower.local.LocalTarget;

/// Which disks of this computer are overwritten with an image. None is chosen before the person
/// does, and none is written before its release.
public final class TargetsPage extends StackPane {
    private final ShelvedImage image;
    private final TargetChoice choice;
    private final Wishes wishes;
    private final VBox body = new VBox();
    private final VBox notices = new VBox();
    private final ToggleButton loops = new ToggleButton(text("disks.loops"));
    private final Button ask;
    private final Button write;
    private final Label way = Parts.wrapped("", "muted");
    private final BorderPane page = new BorderPane();

    /// What the page asks for.
    public interface Wishes {
        /// Looks at the disks of this computer.
        void look(boolean withLoops);

        /// Asks the system to let disks be read.
        void askToRead();

        /// How these disks would be written.
        WriteAccess.Way way(List<LocalTarget> chosen);

        /// Writes these, which were released.
        void write(List<LocalTarget> released);

        void leave();
    }

    public TargetsPage(ShelvedImage image, TargetChoice choice, boolean withLoops, Wishes wishes) {
        this.image = image;
        this.choice = choice;
        this.wishes = wishes;
        setId("targets-page");
        write = Parts.button("", Material2OutlinedMZ.SAVE_ALT, this::question, "accent");
        write.setId("targets-write");
        ask = Parts.button(text("disks.ask"), Material2OutlinedAL.LOCK_OPEN, wishes::askToRead);
        ask.managedProperty().bind(ask.visibleProperty());
        ask.setVisible(false);
        loops.setId("target-loops");
        loops.setSelected(withLoops);
        loops.setGraphic(Parts.icon(Material2OutlinedAL.ALL_INBOX));
        loops.setMinWidth(USE_PREF_SIZE);
        loops.setOnAction(event -> wishes.look(loops.isSelected()));
        body.getStyleClass().add("targets");
        notices.getStyleClass().add("targets");
        page.getStyleClass().add("page");
        page.setTop(head());
        page.setCenter(Parts.scrolling(new VBox(notices, body)));
        page.setBottom(foot());
        getChildren().setAll(page);
        body.getChildren().setAll(Parts.wrapped(text("here.looking"), "muted"));
        check();
    }

    /// What a look has found stands in the choice.
    ///
    /// @param mayAsk whether administrator rights may help to read the ones that were not
    public void show(boolean mayAsk) {
        body.getChildren().clear();
        for (var target : choice.targets()) {
            body.getChildren()
                    .add(
                            new TargetRow(
                                    target,
                                    image,
                                    Optional.of(target).filter(LocalTarget::ready).map(this::box)));
        }
        if (choice.targets().isEmpty()) {
            body.getChildren().setAll(Parts.wrapped(text("here.none"), "muted"));
        }
        ask.setVisible(mayAsk);
        check();
    }

    public void show(Problem problem) {
        notices.getChildren().setAll(new ProblemCard(problem));
    }

    private Node head() {
        var again =
                Parts.button(
                        text("here.again"),
                        Material2OutlinedMZ.REFRESH,
                        () -> wishes.look(loops.isSelected()));
        var manifest = image.manifest();
        var what =
                text(
                        "here.image",
                        manifest.name(),
                        Units.whole(manifest.version()),
                        Units.bytes(image.used()));
        var head = Parts.head(text("here.title"), text("here.sentence"), ask, loops, again);
        head.setSpacing(8);
        var sides = new FromTo(what, text("here.to"));
        sides.getStyleClass().add("targets-sides");
        return new VBox(head, sides);
    }

    private Node foot() {
        var back = Parts.button(text("here.back"), Material2OutlinedAL.ARROW_BACK, wishes::leave);
        back.setId("targets-back");
        HBox.setHgrow(way, Priority.ALWAYS);
        way.setMaxWidth(Double.MAX_VALUE);
        way.setAlignment(Pos.CENTER_RIGHT);
        var foot = Parts.row(back, HelpEvent.link(HelpTopic.WRITE_HERE), way, write);
        foot.getStyleClass().addAll("plan-foot", "targets-foot");
        return foot;
    }

    private CheckBox box(LocalTarget target) {
        var box = new CheckBox();
        box.setId("target-" + target.disk().path().replaceAll(".*/", ""));
        box.setSelected(choice.chosen(target));
        box.setOnAction(event -> {
            choice.choose(target, box.isSelected());
            check();
        });
        return box;
    }

    private void check() {
        var chosen = choice.chosen();
        var how = chosen.isEmpty() ? WriteAccess.Way.OURSELVES : wishes.way(chosen);
        write.setText(text("here.write", chosen.size()));
        write.setDisable(chosen.isEmpty() || how == WriteAccess.Way.NONE);
        way.setText(how == WriteAccess.Way.PASSWORD ? text("here.password") : "");
        notices.getChildren().removeIf(node -> "targets-by-hand".equals(node.getId()));
        if (how == WriteAccess.Way.NONE) {
            notices.getChildren().add(byHand(chosen));
        }
    }

    /// How to do without what would ask for the password.
    private Node byHand(List<LocalTarget> chosen) {
        var lines = new TextArea(commands(chosen));
        lines.setEditable(false);
        lines.setPrefRowCount(chosen.size() + 1);
        lines.setMinHeight(USE_PREF_SIZE);
        lines.getStyleClass().addAll("hash", "technician-line");
        lines.setAccessibleText(text("here.byHand"));
        var words =
                new VBox(
                        Parts.wrapped(text("here.byHand.title"), "notice-title"),
                        Parts.wrapped(text("here.byHand"), "notice-text"),
                        lines);
        words.getStyleClass().add("notice-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        var notice = new HBox(Parts.icon(Material2OutlinedAL.LOCK), words);
        notice.getStyleClass().addAll("notice", "notice-care");
        notice.setId("targets-by-hand");
        return notice;
    }

    private String commands(List<LocalTarget> chosen) {
        var name = new Image(image.directory(), image.manifest()).exactName();
        var seed =
                "sower seed %s --library '%s' --listen 127.0.0.1"
                        .formatted(name, image.directory().getParent());
        return chosen.stream()
                .map(target ->
                        "sudo sower restore --leave --from http://127.0.0.1:6969 --to "
                                + target.disk().path())
                .collect(Collectors.joining("\n", seed + "\n", ""));
    }

    private void question() {
        var chosen = choice.chosen();
        var disks = chosen.stream().map(LocalTarget::disk).toList();
        int left = choice.targets().size() - chosen.size();
        var question = ReleaseQuestion.ofDisks(image, disks, left);
        ReleaseSheet.ask(this, page, write, question, () -> wishes.write(chosen));
    }
}
