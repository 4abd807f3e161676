package sower.desktop.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The long jobs that run now, for the status line. On the view's thread only.
public final class Jobs {
    private final ObservableList<Job> running = FXCollections.observableArrayList();
    // one for all: such a view hears of changes only as long as somebody holds it
    private final ObservableList<Job> shown = FXCollections.unmodifiableObservableList(running);

    private final Set<String> planned = new HashSet<>();
    private final ReadOnlyBooleanWrapper wanted = new ReadOnlyBooleanWrapper();

    /// Of a job that goes on until it is ended.
    public static final double STANDING = Double.NaN;

    /// @param id one per job
    /// @param words what it does, without its progress
    /// @param fraction 0 to 1, negative while not known; [#STANDING] of what has no end
    public record Job(String id, String words, double fraction) {}

    /// Somebody is about to begin one.
    public void plan(String id) {
        planned.add(id);
        wanted.set(true);
    }

    /// Begins or updates a job.
    public void show(Job job) {
        for (int i = 0; i < running.size(); i++) {
            if (running.get(i).id().equals(job.id())) {
                running.set(i, job);
                return;
            }
        }
        running.add(job);
        wanted.set(true);
    }

    /// It has ended, or will not begin.
    public void end(String id) {
        running.removeIf(job -> job.id().equals(id));
        planned.remove(id);
        wanted.set(!running.isEmpty() || !planned.isEmpty());
    }

    public ObservableList<Job> running() {
        return shown;
    }

    /// Whether a job runs or is about to.
    public ReadOnlyBooleanProperty wanted() {
        return wanted.getReadOnlyProperty();
    }

    /// The same as a plain list.
    public List<Job> now() {
        return List.copyOf(running);
    }
}
