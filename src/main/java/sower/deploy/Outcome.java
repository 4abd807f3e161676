package sower.deploy;

import java.util.Collection;

/// What has become of a run, at one moment.
///
/// @param finished whether every machine that was released has ended, well or not; one that has
///   been silent for five minutes counts as ended
/// @param allProved whether every machine that was ever released has its proof
/// @param dismissed whether every machine that can be reached has been told that it may leave
public record Outcome(boolean finished, boolean allProved, boolean dismissed) {
    private static final long PATIENCE_MILLIS = 300_000; // a cable may be cut for a while

    /// @param machines that have said hello; what guards them is held by the caller
    /// @param reporting those of them that write
    /// @param released whether the run was; nothing has come of it before
    static Outcome of(
            Collection<RehearsedMachine> machines,
            ReportingMachines reporting,
            boolean released,
            long nowMillis) {
        boolean finished =
                machines.stream()
                        .filter(machine -> machine.release().isPresent())
                        .allMatch(machine -> ended(machine, reporting, nowMillis));
        boolean allProved =
                machines.stream()
                        .filter(RehearsedMachine::everReleased)
                        .allMatch(machine -> proved(machine, reporting));
        boolean dismissed =
                reporting.dismissed()
                        && machines.stream().allMatch(machine -> machine.dismissed(nowMillis));
        return new Outcome(released && finished, released && allProved, dismissed);
    }

    private static boolean ended(
            RehearsedMachine machine, ReportingMachines reporting, long nowMillis) {
        var id = machine.hello().id();
        long silent = Math.min(machine.silentMillis(nowMillis), reporting.silentMillis(id));
        return silent > PATIENCE_MILLIS || reporting.phase(id).filter(Phase::ended).isPresent();
    }

    private static boolean proved(RehearsedMachine machine, ReportingMachines reporting) {
        var phase = reporting.phase(machine.hello().id());
        return phase.filter(it -> it == Phase.DONE).isPresent();
    }
}
