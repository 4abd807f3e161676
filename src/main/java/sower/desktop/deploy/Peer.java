package sower.desktop.deploy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.Told;

/// One machine through time: its newest snapshot and the last of its rates.
final class Peer {
    private static final int HISTORY_SECONDS = 300;

    private final ReadOnlyObjectWrapper<MachineSnapshot> now;
    private final Series down = new Series(60);
    private final Map<Rate, Series> histories = new EnumMap<>(Rate.class);
    private long endedAfterMillis = -1;

    Peer(MachineSnapshot first) {
        this.now = new ReadOnlyObjectWrapper<>(this, "now", first);
        for (Rate rate : Rate.values()) {
            histories.put(rate, new Series(HISTORY_SECONDS));
        }
    }

    /// @param millis since the deployment began
    void update(MachineSnapshot snapshot, long millis) {
        down.add(snapshot.downRate());
        histories.forEach((rate, series) -> series.add(rate.of(snapshot)));
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

    /// What it received in the last minute.
    Series down() {
        return down;
    }

    /// The last five minutes.
    Series history(Rate rate) {
        return Objects.requireNonNull(histories.get(rate));
    }

    /// When it was first seen done or failed; negative before.
    long endedAfterMillis() {
        return endedAfterMillis;
    }

    /// Whether the technician had it pause, and it does.
    boolean paused() {
        return paused(now());
    }

    /// The same of any machine.
    static boolean paused(MachineSnapshot machine) {
        return !machine.phase().ended() && Told.PAUSED.isSaidBy(machine.message());
    }

    /// Whether a person must look after it.
    boolean needsAPerson() {
        return now().phase() == Phase.FAILED || now().phase() == Phase.LOST;
    }
}
