package sower.deploy;

import java.time.InstantSource;
import java.util.Optional;

/// What a person orders of machines: of one while it writes, of one as a whole, and of all at the
/// end. It is written down before it is told, and under the monitor of the [Rehearsal]: no release
/// comes between the question whether a machine may be told and the answer. Any thread may call.
public final class Directives {
    private final Rehearsal rehearsal;
    private final ReportingMachines reporting;
    private final Journal journal;
    private final InstantSource clock;
    private Optional<Directive.Order> afterwards = Optional.empty(); // guarded by the rehearsal

    /// @param rehearsal knows whether a machine writes
    /// @param reporting are told with their next orders
    Directives(
            Rehearsal rehearsal,
            ReportingMachines reporting,
            Journal journal,
            InstantSource clock) {
        this.rehearsal = rehearsal;
        this.reporting = reporting;
        this.journal = journal;
        this.clock = clock;
    }

    /// A machine that writes is to stop. Its disk is not usable then.
    public void stop(String id) {
        synchronized (rehearsal) {
            ordered(id, "stop");
            reporting.stop(id, Told.STOPPED_FROM_AFAR.words());
        }
    }

    /// A machine that writes is to receive and send nothing for now, or to go on. What it does with
    /// its disk alone, such as reading back, goes on.
    public void pause(String id, boolean now) {
        synchronized (rehearsal) {
            ordered(id, now ? RunEvent.Ordered.PAUSE : RunEvent.Ordered.RESUME);
            reporting.pause(id, now);
        }
    }

    /// A machine is to do something as a whole. What it was told is not known to have been done: it
    /// says hello again, or is gone.
    ///
    /// @return why it cannot be told, a sentence; empty when it may be, and is written down
    public Optional<String> direct(String id, Directive.Order kind) {
        synchronized (rehearsal) {
            var permission = permission(id);
            if (permission.isEmpty()) {
                return Optional.of("no such machine has said hello");
            }
            var refusal = permission.get().refusal(kind);
            if (refusal.isEmpty()) {
                ordered(id, kind.words());
            }
            return refusal;
        }
    }

    /// What machines do at the end, when they have their proof and nobody needs them any more.
    public void then(Directive.Order kind) {
        synchronized (rehearsal) {
            afterwards = Optional.of(kind);
        }
    }

    /// The same for one machine; empty where it may not.
    public Optional<Directive> afterwards(String id) {
        synchronized (rehearsal) {
            return afterwards
                    .filter(kind -> permission(id).filter(it -> it.allows(kind)).isPresent())
                    .map(kind -> new Directive(kind, "the run is over: " + kind.words()));
        }
    }

    /// Empty for one that has not said hello.
    private Optional<Permission> permission(String id) {
        return rehearsal.machine(id).map(machine -> new Permission(machine, reporting.phase(id)));
    }

    private void ordered(String id, String order) {
        journal.record(new RunEvent.Ordered(clock.millis(), id, order));
    }
}
