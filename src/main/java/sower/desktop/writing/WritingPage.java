package sower.desktop.writing;

import static sower.desktop.shell.Texts.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Question;
import sower.desktop.shell.Units;
import sower.local.LocalRun;
import sower.local.LocalTarget;

/// Disks of this computer that are being overwritten, and how each has ended.
public final class WritingPage extends BorderPane {
    private final Map<String, WrittenRow> rows = new LinkedHashMap<>();
    private final Label verdict = Parts.wrapped("", "verdict");
    private final Button stop;
    private final Button report;
    private final Button done;

    /// What the page asks for.
    public interface Wishes {
        /// Writes no more to these.
        void stop(List<LocalTarget> disks);

        /// Show what became of it.
        void report();

        /// Everything has ended, and was read.
        void leave();
    }

    public WritingPage(ShelvedImage image, List<LocalTarget> targets, Wishes wishes) {
        setId("writing-page");
        getStyleClass().add("page");
        var list = new VBox();
        list.getStyleClass().add("targets");
        for (var target : targets) {
            var row =
                    new WrittenRow(
                            target.disk(),
                            () -> {
                                if (mayStop(target.disk().path())) {
                                    stop(wishes, List.of(target));
                                }
                            });
            rows.put(LocalRun.id(target), row);
            list.getChildren().add(row);
        }
        stop =
                Parts.button(
                        text("here.stop.all"),
                        Material2OutlinedAL.CLOSE,
                        () -> {
                            if (mayStop("")) {
                                stop(wishes, targets);
                            }
                        });
        stop.setId("writing-stop");
        report = Parts.button(text("report.show"), Material2OutlinedAL.DESCRIPTION, wishes::report);
        report.setId("writing-report");
        done =
                Parts.button(
                        text("here.finish"), Material2OutlinedAL.CHECK, wishes::leave, "accent");
        done.setId("writing-done");
        for (var button : List.of(stop, report, done)) {
            button.managedProperty().bind(button.visibleProperty());
        }
        report.setVisible(false);
        done.setVisible(false);
        verdict.setId("writing-verdict");
        verdict.setText(text("here.waiting"));
        HBox.setHgrow(verdict, Priority.ALWAYS);
        verdict.setMaxWidth(Double.MAX_VALUE);
        verdict.setAlignment(Pos.CENTER_LEFT);
        var foot = Parts.row(verdict, stop, report, done);
        foot.getStyleClass().addAll("plan-foot", "targets-foot");
        var name = image.manifest().name();
        var version = Units.whole(image.manifest().version());
        setTop(Parts.head(text("here.running", name, version, targets.size()), text("here.order")));
        setCenter(Parts.scrolling(list));
        setBottom(foot);
    }

    /// @param over whether no disk is written any more
    public void show(DeploymentSnapshot disks, boolean over) {
        for (MachineSnapshot disk : disks.machines()) {
            var row = rows.get(disk.id());
            if (row != null) {
                row.show(disk);
            }
        }
        verdict.setText(verdict(disks, rows.size()));
        stop.setVisible(!over);
        boolean news = over && !done.isVisible();
        done.setVisible(over);
        if (news) {
            done.requestFocus();
        }
    }

    /// Its record is complete.
    public void recorded() {
        report.setVisible(true);
    }

    /// How many disks have come to which end, in one sentence.
    public static String verdict(DeploymentSnapshot disks, int all) {
        int proved = disks.count(Phase.DONE);
        int failed = disks.count(Phase.FAILED);
        return proved == all
                ? text("here.done.all", all)
                : text("here.done.some", proved, all, failed);
    }

    private void stop(Wishes wishes, List<LocalTarget> targets) {
        targets.forEach(target -> row(target).stopping());
        stop.setDisable(targets.size() == rows.size());
        wishes.stop(targets);
    }

    private WrittenRow row(LocalTarget target) {
        return Objects.requireNonNull(rows.get(LocalRun.id(target)));
    }

    private boolean mayStop(String path) {
        return new Question(
                        path.isEmpty()
                                ? text("room.stop.title")
                                : text("room.stop.one.title", path),
                        text("here.stop.what"),
                        text("room.stop"),
                        text("room.stop.no"))
                .ask(getScene().getWindow());
    }
}
