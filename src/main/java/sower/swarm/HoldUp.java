package sower.swarm;

import java.util.Collection;
import java.util.Comparator;

/// What keeps this machine from receiving faster, as it sees it itself; what weighs more comes
/// later.
public enum HoldUp {
    /// nothing is missing, or nothing is asked for yet
    NOTHING,
    /// nobody whom it knows has anything that it lacks and has not asked for
    SOURCES,
    /// it waits for what it has asked for
    NETWORK,
    /// a limit that was set, or a pause
    LIMIT,
    /// its disk: pieces that came wait to be written, and there is no memory for more
    DISK;

    /// Of one torrent; the caller holds its lock.
    static HoldUp of(
            PiecePicker picker, Downloads downloads, Throttle throttle, Connections connections) {
        if (picker.complete()) {
            return NOTHING;
        }
        if (downloads.behind()) {
            return DISK;
        }
        if (!throttle.mayReceive()) {
            return LIMIT;
        }
        return connections.requested() > 0 ? NETWORK : SOURCES;
    }

    /// Of several torrents that one machine receives.
    public static HoldUp of(Collection<SwarmSnapshot> swarms) {
        return swarms.stream()
                .map(SwarmSnapshot::holdUp)
                .max(Comparator.naturalOrder())
                .orElse(NOTHING);
    }
}
