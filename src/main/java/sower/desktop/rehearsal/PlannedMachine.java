package sower.desktop.rehearsal;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;

/// One machine of a rehearsal through time, and whether the person has chosen it for release.
final class PlannedMachine {
    private final ReadOnlyObjectWrapper<RehearsalRow> now;
    private final BooleanProperty chosen = new SimpleBooleanProperty(this, "chosen");

    PlannedMachine(RehearsalRow first) {
        this.now = new ReadOnlyObjectWrapper<>(this, "now", first);
    }

    /// Another plan than the one that was chosen must be chosen anew.
    void update(RehearsalRow row) {
        if (!releasable(row) || !row.verdict().equals(now().verdict())) {
            chosen.set(false);
        }
        now.set(row);
    }

    ReadOnlyObjectProperty<RehearsalRow> nowProperty() {
        return now.getReadOnlyProperty();
    }

    RehearsalRow now() {
        return now.get();
    }

    BooleanProperty chosenProperty() {
        return chosen;
    }

    boolean chosen() {
        return chosen.get();
    }

    boolean releasable() {
        return releasable(now());
    }

    private static boolean releasable(RehearsalRow row) {
        return row.state() == State.READY || row.state() == State.LATE;
    }
}
