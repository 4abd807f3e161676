package sower.deploy;

import java.util.Objects;

/// What became of one step on one machine.
///
/// @param step its name, such as `host-name`
/// @param failure a clause; empty when it was done
/// @param log what its programs said, the end of it
public record StepOutcome(String step, String failure, String log) {
    public StepOutcome {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(log, "log");
    }

    /// Whether it was done.
    public boolean done() {
        return failure.isEmpty();
    }
}
