package sower.deploy;

/// Where a run's events are kept. Called while a rehearsal's monitor is held, in order.
@FunctionalInterface
public interface Journal {
    /// Keeps nothing.
    Journal NONE = event -> {};

    /// Returns when the event will survive the end of this program.
    ///
    /// @throws java.io.UncheckedIOException when it cannot be kept; what it tells of must not
    ///   happen then
    void record(RunEvent event);
}
