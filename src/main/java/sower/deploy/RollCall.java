package sower.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sower.image.Image;

/// Who has said hello, what would become of each, and who of a room is missing. Machines are judged
/// anew at every hello. Guarded by its rehearsal.
final class RollCall {
    private static final Logger LOG = System.getLogger(RollCall.class.getName());

    private final Image image;
    private final DiskRule rule;
    private final Assignment assignment;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<String, RehearsedMachine> machines = new LinkedHashMap<>(); // by id
    private Roster roster = Roster.EVERYBODY;

    /// @param image what would be written
    /// @param assignment what is wanted besides
    /// @param journal is told of every plan that is new
    RollCall(
            Image image,
            DiskRule rule,
            Assignment assignment,
            Journal journal,
            InstantSource clock) {
        this.image = image;
        this.rule = rule;
        this.assignment = assignment;
        this.journal = journal;
        this.clock = clock;
    }

    /// Only these are meant.
    void only(Roster meant) {
        roster = meant;
    }

    /// Who is meant and has not said hello (lately).
    List<String> missing() {
        long now = clock.millis();
        return roster.missing(
                machines.values().stream()
                        .filter(machine -> !machine.silent(now))
                        .map(RehearsedMachine::hello)
                        .toList());
    }

    /// Fills it with those that a run's events tell of.
    ///
    /// @param reporting hears of machines that have ended, and will not report again
    void recall(List<RunEvent> events, ReportingMachines reporting) {
        new Recollection(machines, reporting, this::judge, clock.millis()).tell(events);
    }

    /// A machine tells what it is.
    ///
    /// @throws IllegalArgumentException when there are too many machines already
    RehearsedMachine heard(InetAddress from, Hello hello) {
        long now = clock.millis();
        var verdict = judge(hello);
        var known = machines.get(hello.id());
        if (known != null) {
            if (!verdict.equals(known.verdict())) {
                planned(from, hello, verdict);
            }
            known.heard(from, hello, verdict, now);
            return known;
        }
        if (machines.size() >= Rehearsal.MOST_MACHINES) {
            throw new IllegalArgumentException(
                    "more than " + Rehearsal.MOST_MACHINES + " machines");
        }
        var machine = new RehearsedMachine(from, hello, verdict, now);
        machines.put(hello.id(), machine);
        LOG.log(Level.INFO, "{0} says hello from {1}", hello.name(), from.getHostAddress());
        planned(from, hello, verdict);
        return machine;
    }

    private Verdict judge(Hello hello) {
        if (!roster.holds(hello)) {
            return new Verdict.StandsAside(new Reason.NotInRoom(roster.name()));
        }
        return Verdict.of(hello.inventory(), rule, image.manifest(), assignmentOf(hello));
    }

    private void planned(InetAddress from, Hello hello, Verdict verdict) {
        var plan = verdict.plan(image.title());
        var address = from.getHostAddress();
        journal.record(new RunEvent.Planned(clock.millis(), address, hello, plan));
    }

    /// What is wanted of one machine besides the image. Its number is its place among those that
    /// have said hello: the same after a restart.
    Assignment assignmentOf(Hello hello) {
        int before = new ArrayList<>(machines.keySet()).indexOf(hello.id());
        return assignment.of(before < 0 ? machines.size() + 1 : before + 1, hello.name());
    }

    /// One that has said hello.
    Optional<RehearsedMachine> find(String id) {
        return Optional.ofNullable(machines.get(id));
    }

    /// All that have, the first one first.
    Collection<RehearsedMachine> machines() {
        return machines.values();
    }
}
