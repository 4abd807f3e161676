package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The quiet line below: what runs, how much the library can still take, where others find us.
final class StatusLine extends HBox {
    private final Jobs jobs;
    private final HBox running = Parts.row();
    private final Label free = Parts.label("", "status-text");
    private final Label address = Parts.label("", "status-text");
    private Surroundings surroundings = Surroundings.UNKNOWN;

    StatusLine(Jobs jobs) {
        this.jobs = jobs;
        getStyleClass().add("status-line");
        HBox.setHgrow(running, Priority.ALWAYS);
        free.setGraphic(Parts.icon(Material2OutlinedAL.FOLDER, "status-icon"));
        address.setGraphic(Parts.icon(Material2OutlinedMZ.SETTINGS_ETHERNET, "status-icon"));
        getChildren().addAll(running, free, address);
        jobs.running().addListener((ListChangeListener<Jobs.Job>) change -> showJobs());
        showJobs();
    }

    void newLanguage() {
        show(surroundings);
        showJobs();
    }

    void show(Surroundings now) {
        surroundings = now;
        free.setText(
                now.libraryFree() < 0
                        ? text("status.free.unknown")
                        : text("status.free", Units.bytes(now.libraryFree())));
        address.setText(now.address().isEmpty() ? text("status.offline") : now.address());
    }

    private void showJobs() {
        running.getChildren().clear();
        if (jobs.running().isEmpty()) {
            running.getChildren().add(Parts.label(text("status.idle"), "status-text"));
            return;
        }
        for (Jobs.Job job : jobs.running()) {
            if (Double.isNaN(job.fraction())) {
                var label = Parts.label(job.words(), "status-text");
                label.setGraphic(Parts.icon(Material2OutlinedMZ.POWER_SETTINGS_NEW, "status-icon"));
                running.getChildren().add(label);
                continue;
            }
            var bar = new ProgressBar(job.fraction());
            bar.getStyleClass().add("status-bar-progress");
            bar.setAccessibleText(job.words());
            String words =
                    job.fraction() < 0
                            ? job.words()
                            : job.words() + "  " + Units.percent(job.fraction());
            running.getChildren().addAll(bar, Parts.label(words, "status-text"));
        }
    }
}
