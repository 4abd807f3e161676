package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.desktop.shell.Parts;
import sower.desktop.shell.TypedLine;
import sower.desktop.shell.Units;
import sower.enrol.EnrolledMachine;

/// The room before it is written: what every machine would do, and the release.
public final class RehearsalPage extends VBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

    private final RehearsalModel model;
    private final RoomOrder order;
    private final Label counts = Parts.cut("", "muted");
    private final Label notice = Parts.wrapped("", "notice-text");
    private final HBox noticeBox;
    private final Button close;
    private final Button run;
    private final Button choose;
    private final Button chosen;
    private final Button all;
    private final RehearsalTable table;
    private final NewcomerStrip newcomers;
    private boolean released;

    /// What the page asks for.
    public interface Wishes {
        /// Ask for these to be released.
        void release(List<RehearsalRow> rows);

        /// Compare the code of one that asks to be let in.
        void look(EnrolledMachine newcomer);

        /// Close the room; nothing was written.
        void close();

        /// Go to the run.
        void run();
    }

    /// @param line what a technician types on a machine
    public RehearsalPage(RehearsalModel model, RoomOrder order, String line, Wishes wishes) {
        this.model = model;
        this.order = order;
        getStyleClass().addAll("dashboard", "rehearsal");
        close = Parts.button(text("plan.close"), Material2OutlinedAL.ARROW_BACK, wishes::close);
        close.setId("room-close");
        run = Parts.button(text("plan.run"), Material2OutlinedMZ.SHOW_CHART, wishes::run);
        run.setId("room-run");
        choose =
                Parts.button(
                        text("plan.choose.all"), Material2OutlinedAL.DONE_ALL, this::chooseOrNone);
        choose.setId("choose-all");
        chosen =
                Parts.button(
                        "",
                        Material2OutlinedMZ.PLAY_ARROW,
                        () -> wishes.release(model.chosen()),
                        "accent");
        chosen.setId("release-chosen");
        all = Parts.button("", Material2OutlinedMZ.PLAY_ARROW, () -> wishes.release(model.ready()));
        all.setId("release-all");
        noticeBox = Parts.row(Parts.icon(Material2OutlinedAL.INFO), notice);
        noticeBox.getStyleClass().addAll("notice", "notice-care");
        noticeBox.setVisible(false);
        noticeBox.managedProperty().bind(noticeBox.visibleProperty());
        table = new RehearsalTable(model, order, whenEmpty());
        VBox.setVgrow(table, Priority.ALWAYS);
        newcomers = new NewcomerStrip(wishes::look);
        getChildren().addAll(head(), line(line), newcomers, noticeBox, table, foot());
        model.changesProperty().addListener((observed, before, after) -> show());
        show();
    }

    /// From now on there is a run to go to.
    public void released() {
        released = true;
        show();
    }

    /// Says what came of a release that was not what the person expected; empty for nothing.
    public void notice(String sentence) {
        notice.setText(sentence);
        noticeBox.setVisible(!sentence.isEmpty());
    }

    private Node head() {
        var manifest = order.image().manifest();
        var title =
                Parts.cut(
                        text("plan.title", manifest.name(), Units.whole(manifest.version())),
                        "page-title");
        var words = new VBox(title, Parts.cut(meant(), "page-sentence"));
        words.getStyleClass().add("page-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var head = new HBox(words, steps());
        head.getStyleClass().add("page-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    /// Who is meant, and which disk of each.
    private String meant() {
        var disk = RuleEntry.meaning(order.rule());
        var room = order.roster().name();
        return room.isEmpty() ? disk : text("plan.room", room) + "  ·  " + disk;
    }

    private static Node steps() {
        var past = step("plan.step.image", Material2OutlinedAL.CHECK_CIRCLE);
        past.pseudoClassStateChanged(PAST, true);
        var current = step("plan.step.room", Material2OutlinedMZ.RADIO_BUTTON_CHECKED);
        current.pseudoClassStateChanged(CURRENT, true);
        var steps =
                Parts.row(
                        past,
                        current,
                        step("plan.step.run", Material2OutlinedMZ.RADIO_BUTTON_UNCHECKED));
        steps.getStyleClass().add("stages");
        return steps;
    }

    private static Label step(String key, Ikon sign) {
        var label = Parts.label(text(key), "stage");
        label.setMinWidth(USE_PREF_SIZE);
        label.setGraphic(Parts.icon(sign));
        return label;
    }

    private static Node line(String words) {
        var line = new TypedLine(text("plan.line"), 2);
        line.name("technician-line");
        line.show(words);
        line.getStyleClass().addAll("card-box", "technician");
        return line;
    }

    private static Node whenEmpty() {
        var box =
                new VBox(
                        Parts.icon(Material2OutlinedAL.DEVICE_HUB, "empty-icon"),
                        Parts.label(text("plan.none"), "empty-title"),
                        Parts.wrapped(text("plan.none.first"), "empty-step"),
                        Parts.wrapped(text("plan.none.second"), "empty-step"),
                        Parts.wrapped(text("plan.none.third"), "empty-step"),
                        Parts.wrapped(text("plan.none.safe"), "empty-step"));
        box.getStyleClass().addAll("empty", "plan-empty");
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private Node foot() {
        HBox.setHgrow(counts, Priority.ALWAYS);
        counts.setMaxWidth(Double.MAX_VALUE);
        for (Button hidden : List.of(close, run)) {
            hidden.managedProperty().bind(hidden.visibleProperty());
        }
        var foot = Parts.row(close, run, counts, choose, chosen, all);
        foot.getStyleClass().add("plan-foot");
        return foot;
    }

    private void chooseOrNone() {
        if (model.chosen().isEmpty()) {
            model.chooseAllReady();
        } else {
            model.chooseNone();
        }
    }

    private void show() {
        int ready = model.ready().size();
        int picked = model.chosen().size();
        close.setVisible(!released);
        run.setVisible(released);
        choose.setText(text(picked == 0 ? "plan.choose.all" : "plan.choose.none"));
        choose.setDisable(ready == 0);
        chosen.setText(text("plan.release.chosen", picked));
        chosen.setDisable(picked == 0);
        all.setText(text("plan.release.all", ready));
        all.setDisable(ready == 0);
        counts.setText(counted());
        newcomers.show(model.newcomers());
    }

    private String counted() {
        var words = new ArrayList<String>();
        for (State state : State.values()) {
            int count = model.count(state);
            if (count > 0) {
                words.add(text(counting(state), count));
            }
        }
        if (!model.missing().isEmpty()) {
            var some = String.join(", ", model.missing());
            words.add(text("plan.count.missing", model.missing().size(), some));
        }
        return String.join("  ·  ", words);
    }

    private static String counting(State state) {
        return switch (state) {
            case ASIDE -> "plan.count.aside";
            case SILENT -> "plan.count.silent";
            case LATE -> "plan.count.late";
            case READY -> "plan.count.ready";
            case RELEASED -> "plan.count.released";
        };
    }
}
