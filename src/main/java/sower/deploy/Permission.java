package sower.deploy;

import java.util.Optional;

/// Whether a machine may be told to do something as a whole, now.
///
/// @param phase of its restore; empty where it has not reported
record Permission(RehearsedMachine machine, Optional<Phase> phase) {

    /// @return why not, a clause; empty when it may
    Optional<String> refusal(Directive.Order order) {
        return order == Directive.Order.RETRY ? noRetry() : noPower(order.tool());
    }

    /// Whether it may.
    boolean allows(Directive.Order order) {
        return refusal(order).isEmpty();
    }

    private Optional<String> noRetry() {
        if (machine.release().isEmpty()) {
            return Optional.of("it was not written; it is looked at every second as it is");
        }
        if (phase.isPresent() && phase.get() == Phase.FAILED) {
            return Optional.empty();
        }
        return Optional.of(
                phase.isPresent() && phase.get() == Phase.DONE
                        ? "it has its proof"
                        : "it is being written and has not failed");
    }

    private Optional<String> noPower(String tool) {
        boolean mayWrite = machine.release().isPresent() && phase.filter(Phase::ended).isEmpty();
        if (mayWrite) {
            return Optional.of("it is being written; stop it first");
        }
        return machine.hello().inventory().tools().contains(tool)
                ? Optional.empty()
                : Optional.of("its agent was not started with --may-power, or has no " + tool);
    }
}
