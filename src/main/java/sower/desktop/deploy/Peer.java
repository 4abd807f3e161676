package sower.desktop.deploy;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.Told;

/// One machine through time: its newest snapshot and the last minute of its rates.
final class Peer {
    private final ReadOnlyObjectWrapper<MachineSnapshot> now;
    private final Series down = new Series(60);
    private final Series up = new Series(60);
    private long endedAfterMillis = -1;

    Peer(MachineSnapshot first) {
        this.now = new ReadOnlyObjectWrapper<>(this, "now", first);
    }

    /// @param millis since the deployment began
    void update(MachineSnapshot snapshot, long millis) {
        down.add(snapshot.downRate());
        up.add(snapshot.upRate());
        if (!snapshot.phase().ended()) {
            endedAfterMillis = -1;
        } else if (endedAfterMillis < 0) {
            endedAfterMillis = millis;
        }
        now.set(snapshot);
    }

    ReadOnlyObjectProperty<MachineSnapshot> nowProperty() {
        return now.getReadOnlyProperty();
    }

    MachineSnapshot now() {
        return now.get();
    }

    Series down() {
        return down;
    }

    Series up() {
        return up;
    }

    /// When it was first seen done or failed; negative before.
    long endedAfterMillis() {
        return endedAfterMillis;
    }

    /// Whether the technician had it pause, and it does.
    boolean paused() {
        return !now().phase().ended() && Told.PAUSED.isSaidBy(now().message());
    }

    /// Whether a person must look after it.
    boolean needsAPerson() {
        return now().phase() == Phase.FAILED || now().phase() == Phase.LOST;
    }
}
