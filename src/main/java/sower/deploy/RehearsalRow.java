package sower.deploy;

/// One machine of a rehearsal at one moment.
///
/// @param address where it said hello from
/// @param again whether it was released before, and needs another release
public record RehearsalRow(
        String id,
        String name,
        String address,
        Inventory inventory,
        Verdict verdict,
        State state,
        boolean again) {

    /// How a machine stands to the run, in the order in which a person should look at them.
    public enum State {
        /// it stays as it is, with a reason
        ASIDE,
        /// it has not said hello for a while
        SILENT,
        /// it could be written, but came after the release
        LATE,
        /// it is written once the run is released
        READY,
        /// it may write its disk
        RELEASED
    }
}
