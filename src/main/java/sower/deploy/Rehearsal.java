package sower.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sower.deploy.RehearsalRow.State;
import sower.deploy.RunEvent.Released.Granted;
import sower.deploy.Verdict.Ready;

/// What every machine of a room would do, before any of them does it.
///
/// Machines say hello with their inventory and are judged anew each time; they write only after
/// [#release], and only the disk that was shown then. Any thread may call.
public final class Rehearsal {
    private static final Logger LOG = System.getLogger(Rehearsal.class.getName());

    /// Anybody can say hello: a room has a limit.
    public static final int MOST_MACHINES = 1000;

    private final Deployment deployment;
    private final ReportingMachines reporting;
    private final Late late;
    private final InstantSource clock;
    private final Journal journal;
    private final RollCall rollCall; // guarded by this
    private final Directives directives;
    private boolean released; // guarded by this
    private String over = ""; // guarded by this

    /// What becomes of a machine that is ready only after the release.
    public enum Late {
        /// it is written at once
        JOIN,
        /// it waits for a second release
        WAIT
    }

    /// One that nobody keeps.
    ///
    /// @param deployment what the machines join when they are released
    public Rehearsal(Deployment deployment, DiskRule rule, Late late, InstantSource clock) {
        this(deployment, rule, late, clock, Journal.NONE);
    }

    /// One that is kept: nothing is answered before it is written down.
    public Rehearsal(
            Deployment deployment, DiskRule rule, Late late, InstantSource clock, Journal journal) {
        this(deployment, rule, late, clock, journal, Assignment.PLAIN);
    }

    /// The same for a run that wants something besides the image.
    public Rehearsal(
            Deployment deployment,
            DiskRule rule,
            Late late,
            InstantSource clock,
            Journal journal,
            Assignment assignment) {
        this.deployment = deployment;
        this.reporting = deployment.machines();
        this.late = late;
        this.clock = clock;
        this.journal = journal;
        this.rollCall = new RollCall(deployment.image(), rule, assignment, journal, clock);
        this.directives = new Directives(this, reporting, journal, clock);
    }

    /// Only these machines are meant; to be said before the first hello.
    public synchronized void only(Roster machines) {
        rollCall.only(machines);
    }

    /// Who is meant and has not said hello (lately).
    public synchronized List<String> missing() {
        return rollCall.missing();
    }

    /// Takes up a run where its journal ends. Machines that were released are awaited; the others
    /// must say hello again.
    public synchronized void recall(List<RunEvent> events) {
        rollCall.recall(events, reporting);
        released = rollCall.machines().stream().anyMatch(RehearsedMachine::everReleased);
    }

    /// A machine tells what it is.
    ///
    /// @throws IllegalArgumentException when there are too many machines already
    public synchronized HelloAnswer hello(InetAddress from, Hello hello) {
        var machine = rollCall.heard(from, hello);
        if (!over.isEmpty()) {
            machine.dismiss();
            return HelloAnswer.leave(over);
        }
        var answer = machine.release().isPresent() ? again(machine) : waiting(machine);
        var wanted = rollCall.assignmentOf(hello);
        return answer.with(deployment.swarmKey(), deployment.fingerprint(), wanted);
    }

    private HelloAnswer waiting(RehearsedMachine machine) {
        return switch (machine.verdict()) {
            case Verdict.StandsAside(var reason) ->
                    HelloAnswer.await("stands aside: " + reason.words() + "; nothing is written");
            case Ready(var disk, _, _) -> {
                if (released && late == Late.JOIN && !machine.everReleased()) {
                    journal.record(granted(List.of(new Granted(machine.hello().id(), disk))));
                    machine.release(disk);
                    yield HelloAnswer.write(disk);
                }
                yield HelloAnswer.await(
                        released
                                ? "came after the release and waits for another one; nothing is written"
                                : "ready to overwrite %s; waits for the release"
                                        .formatted(disk.path()));
            }
        };
    }

    /// A machine that was released says hello once more: the answer was lost, or it was switched
    /// off and on.
    private HelloAnswer again(RehearsedMachine machine) {
        var phase = reporting.phase(machine.hello().id());
        if (phase.isEmpty() && !machine.begun()) {
            return HelloAnswer.write(machine.release().orElseThrow().disk());
        }
        if (phase.isPresent() && phase.get() == Phase.DONE) {
            return HelloAnswer.leave("this machine has its proof already; nothing more is written");
        }
        var before = machine.release().orElseThrow().disk();
        boolean goesOn = phase.isEmpty() || phase.get() != Phase.FAILED;
        // what is on the disk has changed: that was us
        if (goesOn
                && machine.verdict() instanceof Ready(var disk, _, _)
                && disk.isSameDevice(before)) {
            machine.release(disk);
            if (phase.isPresent()) {
                machine.startAgain();
            }
            return HelloAnswer.write(disk);
        }
        journal.record(new RunEvent.Withdrawn(clock.millis(), machine.hello().id()));
        machine.withdraw();
        reporting.forget(machine.hello().id());
        return waiting(machine);
    }

    /// A machine that was released tells how it goes.
    ///
    /// @return what it should know and do; empty for a machine that has no part in this run: what
    ///   it writes, if it writes, is another run's affair
    public synchronized Optional<MachineOrders> report(InetAddress from, MachineReport report) {
        var machine = rollCall.find(report.id()).filter(RehearsedMachine::everReleased);
        if (machine.isEmpty()) {
            LOG.log(Level.INFO, "{0} reports without a release", report.name());
            return Optional.empty();
        }
        var before = reporting.phase(report.id());
        var orders = reporting.report(from, report);
        machine.get().begin();
        for (var sentence : reporting.news(report.id())) {
            journal.record(new RunEvent.Warned(clock.millis(), report.id(), sentence));
        }
        boolean news = machine.get().takeStartedAgain();
        if (news || !before.equals(Optional.of(report.phase()))) {
            var kept = report.kept();
            journal.record(new RunEvent.Phased(clock.millis(), from.getHostAddress(), kept));
        }
        return Optional.of(orders);
    }

    /// What a machine should know and do now; empty for one that does not write.
    public Optional<MachineOrders> orders(String id) {
        return reporting.orders(id);
    }

    /// What a person may order of machines besides their release.
    public Directives directives() {
        return directives;
    }

    /// One that has said hello; asked while this monitor is held.
    Optional<RehearsedMachine> machine(String id) {
        return rollCall.find(id);
    }

    /// Whoever is ready may write at once, without being shown before: for a room whose disks
    /// nobody minds.
    public synchronized void admitEverybody() {
        released = true;
    }

    /// Whether the run has been released.
    public synchronized boolean released() {
        return released;
    }

    /// Whether this machine may have the image's files: it was released, and the run is not over.
    public synchronized boolean released(String id) {
        var release = rollCall.find(id).flatMap(RehearsedMachine::release);
        return release.isPresent() && over.isEmpty();
    }

    /// All machines, those that need a person first.
    public synchronized List<RehearsalRow> snapshot() {
        long now = clock.millis();
        return rollCall.machines().stream()
                .map(machine -> machine.row(released, now))
                .sorted(Comparator.comparing(RehearsalRow::state).thenComparing(RehearsalRow::name))
                .toList();
    }

    /// Lets machines write: those that were shown as ready (or late) and still are, with the same
    /// plan. Others stay as they are.
    ///
    /// @param shown what the person has seen, from [#snapshot]
    /// @return those that are released by this
    public synchronized List<RehearsalRow> release(List<RehearsalRow> shown) {
        var now =
                snapshot().stream()
                        .filter(row -> row.state() == State.READY || row.state() == State.LATE)
                        .filter(row -> shown.stream().anyMatch(seen -> isSamePlan(seen, row)))
                        .toList();
        var grants = new ArrayList<Granted>();
        for (var row : now) {
            if (row.verdict() instanceof Ready(var disk, _, _)) {
                grants.add(new Granted(row.id(), disk));
            }
        }
        if (!grants.isEmpty()) {
            journal.record(granted(grants));
        }
        for (var grant : grants) {
            rollCall.find(grant.id()).orElseThrow().release(grant.disk());
        }
        released |= !grants.isEmpty();
        return now;
    }

    private RunEvent granted(List<Granted> grants) {
        return new RunEvent.Released(clock.millis(), grants);
    }

    private static boolean isSamePlan(RehearsalRow seen, RehearsalRow now) {
        return seen.id().equals(now.id()) && seen.verdict().equals(now.verdict());
    }

    /// What has become of the run so far.
    public synchronized Outcome outcome() {
        return Outcome.of(rollCall.machines(), reporting, released, clock.millis());
    }

    /// Ends the rehearsal: whoever waits is told so at its next hello.
    ///
    /// @param sentence for the person in front of it
    public synchronized void end(String sentence) {
        over = sentence;
    }
}
