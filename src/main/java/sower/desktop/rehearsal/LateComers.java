package sower.desktop.rehearsal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;

/// Which machines are written without being asked for: those that came after the release, where
/// that was wanted. A machine that was there when a person released others was seen and left out;
/// it waits for a person. Any thread may call.
public final class LateComers {
    private final Late late;
    private final Set<String> seen = new HashSet<>(); // guarded by this
    private boolean released; // guarded by this

    public LateComers(Late late) {
        this.late = late;
    }

    /// A person has released some of these.
    public synchronized void released(List<RehearsalRow> all) {
        released = true;
        all.forEach(row -> seen.add(row.id()));
    }

    /// Those of `all` that join now; each is named once only.
    public synchronized List<RehearsalRow> joining(List<RehearsalRow> all) {
        if (late != Late.JOIN || !released) {
            return List.of();
        }
        return all.stream()
                .filter(row -> row.state() == State.LATE)
                .filter(row -> seen.add(row.id()))
                .toList();
    }
}
