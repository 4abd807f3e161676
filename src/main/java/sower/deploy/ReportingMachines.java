package sower.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sower.swarm.SwarmSnapshot;

/// The machines that report how they are, and what each of them should know and do. Any thread may
/// call. Its monitor guards them; the one of the [LostPieces] is taken under it.
public final class ReportingMachines {
    private static final Logger LOG = System.getLogger(ReportingMachines.class.getName());

    private final int seedPort;
    private final LostPieces lost;
    private final InstantSource clock;
    private final Map<String, Machine> machines = new LinkedHashMap<>(); // by id; guarded by this
    private final Set<String> paused = new HashSet<>(); // ids; guarded by this
    private boolean keepsFailed; // guarded by this

    /// @param seedPort where the workstation's own BitTorrent end listens
    /// @param lost what no machine will get from there
    ReportingMachines(int seedPort, LostPieces lost, InstantSource clock) {
        this.seedPort = seedPort;
        this.lost = lost;
        this.clock = clock;
    }

    /// A machine has told how it is.
    ///
    /// @param from where the report came from; the machine's peers find it there
    /// @return what it should know and do
    public synchronized MachineOrders report(InetAddress from, MachineReport report) {
        long now = clock.millis();
        var machine = machines.get(report.id());
        if (machine == null || !machine.peer().getAddress().equals(from)) {
            machine = new Machine(from, report, now);
            machines.put(report.id(), machine);
            LOG.log(Level.INFO, "{0} joined from {1}", report.name(), from.getHostAddress());
        } else {
            machine.heard(report, now);
        }
        for (var sentence : machine.news()) {
            LOG.log(Level.WARNING, "{0} warns: {1}", report.name(), sentence);
        }
        return orders(report.id(), machine);
    }

    /// What the latest report of a machine warned of for the first time.
    ///
    /// @param id as in its reports
    public synchronized List<String> news(String id) {
        var machine = machines.get(id);
        return machine == null ? List.of() : machine.news();
    }

    /// What a machine should know and do; empty for one that has not reported.
    ///
    /// @param id as in its reports
    synchronized Optional<MachineOrders> orders(String id) {
        return Optional.ofNullable(machines.get(id)).map(machine -> orders(id, machine));
    }

    private MachineOrders orders(String id, Machine machine) {
        long now = clock.millis();
        List<String> peers = new ArrayList<>();
        machines.forEach((otherId, other) -> {
            if (!otherId.equals(id) && other.reachable(now)) {
                peers.add(other.peerText());
            }
        });
        boolean leave = machines.values().stream().allMatch(m -> m.ended() || m.lost(now));
        leave &= !(keepsFailed && machine.failed());
        machine.answered(leave);
        var stop =
                machine.stop().isEmpty()
                        ? lost.hopeless(machine, machines.values(), now)
                        : machine.stop();
        return new MachineOrders(
                peers, seedPort, leave, machine.ended(), stop, paused.contains(id));
    }

    /// Whether machines that have failed stay when all have ended: somebody may try again.
    public synchronized void keepFailed(boolean stay) {
        keepsFailed = stay;
    }

    /// A person wants a machine to stop; it is told with its next orders.
    ///
    /// @param sentence why
    synchronized void stop(String id, String sentence) {
        var machine = machines.get(id);
        if (machine != null && !machine.ended()) {
            machine.stop(sentence);
        }
    }

    /// A person wants a machine to receive and send nothing for now, or to go on.
    synchronized void pause(String id, boolean now) {
        if (now) {
            paused.add(id);
        } else {
            paused.remove(id);
        }
    }

    /// What a machine is doing; empty for one that has not reported.
    ///
    /// @param id as in its reports
    synchronized Optional<Phase> phase(String id) {
        long now = clock.millis();
        return Optional.ofNullable(machines.get(id)).map(machine -> machine.phase(now));
    }

    /// How long ago a machine has reported; for ever for one that has not.
    synchronized long silentMillis(String id) {
        var machine = machines.get(id);
        return machine == null ? Long.MAX_VALUE : machine.silentMillis(clock.millis());
    }

    /// A machine has ended in a former life of this workstation, and will not report again.
    synchronized void recall(InetAddress from, MachineReport report) {
        var machine = new Machine(from, report, clock.millis());
        machine.answered(/* leave= */ true);
        machines.put(report.id(), machine);
    }

    /// A machine has failed and begins anew.
    synchronized void forget(String id) {
        machines.remove(id);
    }

    /// How many machines have failed and still report, so that they can be let try again.
    public synchronized long failedHere() {
        long now = clock.millis();
        return machines.values().stream().filter(machine -> machine.failedHere(now)).count();
    }

    /// Whether every machine has been told that it may leave, or is lost.
    synchronized boolean dismissed() {
        long now = clock.millis();
        return machines.values().stream().allMatch(m -> m.dismissed(now) || m.lost(now));
    }

    /// Each machine as it is now, and after them the peers of the swarms that are none of them.
    ///
    /// @param swarms of the image's volumes in their order
    synchronized List<MachineSnapshot> snapshots(List<SwarmSnapshot> swarms) {
        long now = clock.millis();
        var rows = new ArrayList<MachineSnapshot>();
        machines.values().forEach(machine -> rows.add(machine.snapshot(now)));
        rows.addAll(new Strangers(machines.values(), swarms).snapshots());
        return rows;
    }
}
