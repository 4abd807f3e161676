package sower.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final long PATIENCE_MILLIS = 300_000; // a cable may be cut for a while

    private final Deployment deployment;
    private final ReportingMachines reporting;
    private final DiskRule rule;
    private final Late late;
    private final InstantSource clock;
    private final Journal journal;
    private final Assignment assignment;
    private final Map<String, RehearsedMachine> machines = new LinkedHashMap<>(); // by this
    private Roster roster = Roster.EVERYBODY; // guarded by this
    private boolean released; // guarded by this
    private Optional<Directive.Order> afterwards = Optional.empty(); // guarded by this
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
        this.rule = rule;
        this.late = late;
        this.clock = clock;
        this.journal = journal;
        this.assignment = assignment;
    }

    /// Only these machines are meant; to be said before the first hello.
    public synchronized void only(Roster machines) {
        roster = machines;
    }

    /// Who is meant and has not said hello (lately).
    public synchronized List<String> missing() {
        long now = clock.millis();
        return roster.missing(
                machines.values().stream()
                        .filter(machine -> !machine.silent(now))
                        .map(RehearsedMachine::hello)
                        .toList());
    }

    /// Takes up a run where its journal ends. Machines that were released are awaited; the others
    /// must say hello again.
    public synchronized void recall(List<RunEvent> events) {
        new Recollection(machines, reporting, this::judge, clock.millis()).tell(events);
        released = machines.values().stream().anyMatch(RehearsedMachine::everReleased);
    }

    /// A machine tells what it is.
    ///
    /// @throws IllegalArgumentException when there are too many machines already
    public synchronized HelloAnswer hello(InetAddress from, Hello hello) {
        long now = clock.millis();
        var verdict = judge(hello);
        var machine = machines.get(hello.id());
        if (machine == null) {
            if (machines.size() >= MOST_MACHINES) {
                throw new IllegalArgumentException("more than " + MOST_MACHINES + " machines");
            }
            machine = new RehearsedMachine(from, hello, verdict, now);
            machines.put(hello.id(), machine);
            LOG.log(Level.INFO, "{0} says hello from {1}", hello.name(), from.getHostAddress());
            planned(from, hello, verdict);
        } else {
            if (!verdict.equals(machine.verdict())) {
                planned(from, hello, verdict);
            }
            machine.heard(from, hello, verdict, now);
        }
        if (!over.isEmpty()) {
            machine.dismiss();
            return HelloAnswer.leave(over);
        }
        var answer = machine.release().isPresent() ? again(machine) : waiting(machine);
        return answer.with(deployment.swarmKey(), deployment.fingerprint(), assignmentOf(hello));
    }

    /// Its number is its place among those that have said hello: the same after a restart.
    private Assignment assignmentOf(Hello hello) {
        int before = new ArrayList<>(machines.keySet()).indexOf(hello.id());
        return assignment.of(before < 0 ? machines.size() + 1 : before + 1, hello.name());
    }

    private Verdict judge(Hello hello) {
        if (!roster.holds(hello)) {
            return new Verdict.StandsAside(new Reason.NotInRoom(roster.name()));
        }
        var image = deployment.image().manifest();
        return Verdict.of(hello.inventory(), rule, image, assignmentOf(hello));
    }

    private void planned(InetAddress from, Hello hello, Verdict verdict) {
        var plan = verdict.plan(deployment.image().title());
        var address = from.getHostAddress();
        journal.record(new RunEvent.Planned(clock.millis(), address, hello, plan));
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
        var machine = machines.get(report.id());
        if (machine == null || !machine.everReleased()) {
            LOG.log(Level.INFO, "{0} reports without a release", report.name());
            return Optional.empty();
        }
        var before = reporting.phase(report.id());
        var orders = reporting.report(from, report);
        machine.begin();
        for (var sentence : reporting.news(report.id())) {
            journal.record(new RunEvent.Warned(clock.millis(), report.id(), sentence));
        }
        boolean news = machine.takeStartedAgain();
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

    /// A person wants a machine that writes to stop. Its disk is not usable then.
    public synchronized void stop(String id) {
        journal.record(new RunEvent.Ordered(clock.millis(), id, "stop"));
        reporting.stop(id, Told.STOPPED_FROM_AFAR.words());
    }

    /// A person wants a machine that writes to receive and send nothing for now, or to go on. What
    /// it does with its disk alone, such as reading back, goes on.
    public synchronized void pause(String id, boolean now) {
        var order = now ? RunEvent.Ordered.PAUSE : RunEvent.Ordered.RESUME;
        journal.record(new RunEvent.Ordered(clock.millis(), id, order));
        reporting.pause(id, now);
    }

    /// A person wants something of a machine as a whole. What it was told is not known to have been
    /// done: it says hello again, or is gone.
    ///
    /// @return why it cannot be told, a sentence; empty when it may be, and is written down
    public synchronized Optional<String> direct(String id, Directive.Order kind) {
        var machine = machines.get(id);
        if (machine == null) {
            return Optional.of("no such machine has said hello");
        }
        var refusal = permission(machine).refusal(kind);
        if (refusal.isEmpty()) {
            journal.record(new RunEvent.Ordered(clock.millis(), id, kind.words()));
        }
        return refusal;
    }

    /// What machines do at the end, when they have their proof and nobody needs them any more.
    public synchronized void then(Directive.Order kind) {
        afterwards = Optional.of(kind);
    }

    /// The same for one machine; empty where it may not.
    public synchronized Optional<Directive> afterwards(String id) {
        var machine = machines.get(id);
        return afterwards
                .filter(kind -> machine != null && permission(machine).refusal(kind).isEmpty())
                .map(kind -> new Directive(kind, "the run is over: " + kind.words()));
    }

    private Permission permission(RehearsedMachine machine) {
        return new Permission(machine, reporting.phase(machine.hello().id()));
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
        var machine = machines.get(id);
        return machine != null && machine.release().isPresent() && over.isEmpty();
    }

    /// All machines, those that need a person first.
    public synchronized List<RehearsalRow> snapshot() {
        long now = clock.millis();
        return machines.values().stream()
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
            Objects.requireNonNull(machines.get(grant.id())).release(grant.disk());
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

    /// Whether every machine that was released has ended, well or not. One that has been silent for
    /// five minutes counts as ended.
    public synchronized boolean finished() {
        long now = clock.millis();
        return released
                && machines.values().stream()
                        .filter(machine -> machine.release().isPresent())
                        .allMatch(machine -> ended(machine, now));
    }

    private boolean ended(RehearsedMachine machine, long now) {
        var id = machine.hello().id();
        long silent = Math.min(machine.silentMillis(now), reporting.silentMillis(id));
        return silent > PATIENCE_MILLIS || reporting.phase(id).filter(Phase::ended).isPresent();
    }

    /// Whether every machine that was ever released has its proof.
    public synchronized boolean allProved() {
        return released
                && machines.values().stream()
                        .filter(RehearsedMachine::everReleased)
                        .allMatch(machine ->
                                reporting
                                        .phase(machine.hello().id())
                                        .filter(phase -> phase == Phase.DONE)
                                        .isPresent());
    }

    /// Ends the rehearsal: whoever waits is told so at its next hello.
    ///
    /// @param sentence for the person in front of it
    public synchronized void end(String sentence) {
        over = sentence;
    }

    /// Whether every machine that can be reached has been told that it may leave.
    public synchronized boolean dismissed() {
        long now = clock.millis();
        return reporting.dismissed()
                && machines.values().stream().allMatch(machine -> machine.dismissed(now));
    }
}
