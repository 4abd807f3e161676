package sower.swarm;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;
import sower.metainfo.Metainfo;
import sower.metainfo.MetainfoException;

/// A seed and its room on virtual time: machines with ports and disks on one switch or on several
/// that share one cable each way. Deterministic by its seed.
final class SimulatedRoom {
    /// One way through a switch, with the sender's and the receiver's kernel.
    static final long LATENCY = 200_000;

    private static final int PIECE = 1 << 20;
    private static final int LARGE_PIECE = 16 << 20;

    /// Bytes per second of a gigabit port.
    private static final double GIGABIT = 1e9 / 8;

    private final VirtualTime time = new VirtualTime();
    private final Map<InetSocketAddress, SimulatedMachine> machines = new HashMap<>();
    private final List<SimulatedMachine> leechers = new ArrayList<>();
    private final Metainfo metainfo;
    private final int seed;
    private final SimulatedMachine source;
    private final Map<Integer, SimulatedPort> cables = new HashMap<>(); // by site they lead to
    private double cableRate = Double.POSITIVE_INFINITY;
    private int done;

    /// @param rate bytes per second of the port of the machine that has everything
    private SimulatedRoom(int seed, int pieces, int pieceLength, double rate) {
        this.seed = seed;
        this.metainfo = metainfo(pieces, pieceLength);
        var all = new BitSet();
        all.set(0, pieces);
        var model = model(rate, SimulatedDisk.Model.SSD, 0).with(EngineOptions.WORKSTATION_MEMORY);
        this.source = new SimulatedMachine(this, 0, model, metainfo, all);
        machines.put(this.source.address(), this.source);
    }

    /// Machines with ports like the seed's.
    static SimulatedRoom equal(int seed, int pieces, int count, double rate) {
        return filled(seed, pieces, count, model(rate, SimulatedDisk.Model.SSD, 0));
    }

    /// The same with disks that seek; the scale is that of [SimulationStudy].
    static SimulatedRoom hardDisks(int seed, int pieces, int count, double rate) {
        return filled(seed, pieces, count, model(rate, SimulatedDisk.Model.HDD.scaled(0.1), 0));
    }

    /// Pieces as a large image has them and ports as most rooms do, at full scale.
    ///
    /// @param memory of each machine for blocks, in bytes
    static SimulatedRoom gigabit(int seed, int pieces, int count, long memory) {
        var model = model(GIGABIT, SimulatedDisk.Model.SSD, 0).with(memory);
        return new SimulatedRoom(seed, pieces, LARGE_PIECE, GIGABIT).filled(count, model);
    }

    /// The time in which a gigabit port moves so many pieces.
    static double gigabitSeconds(int pieces) {
        return pieces * (double) LARGE_PIECE / GIGABIT;
    }

    /// Every other machine has a tenth of the rate.
    static SimulatedRoom mixed(int seed, int pieces, int count, double rate) {
        var room = room(seed, pieces, rate);
        for (int i = 0; i < count; i++) {
            room.add(model(i % 2 == 0 ? rate : rate / 10, SimulatedDisk.Model.SSD, 0));
        }
        room.introduce();
        return room;
    }

    /// Every other machine hangs on another switch, at the end of a cable of the same rate.
    static SimulatedRoom twoSwitches(int seed, int pieces, int count, double rate) {
        return atSites(seed, pieces, count, rate, machine -> machine % 2);
    }

    /// All machines hang on another switch than the source, at the end of a cable of the same rate.
    static SimulatedRoom behindACable(int seed, int pieces, int count, double rate) {
        return atSites(seed, pieces, count, rate, machine -> 1);
    }

    private static SimulatedRoom atSites(
            int seed, int pieces, int count, double rate, IntUnaryOperator site) {
        var room = room(seed, pieces, rate);
        room.cableRate = rate;
        for (int i = 0; i < count; i++) {
            room.add(model(rate, SimulatedDisk.Model.SSD, site.applyAsInt(i)));
        }
        room.introduce();
        return room;
    }

    /// A room without machines: a seed at a port of this rate.
    static SimulatedRoom room(int seed, int pieces, double rate) {
        return new SimulatedRoom(seed, pieces, PIECE, rate);
    }

    static SimulatedMachine.Model model(double rate, SimulatedDisk.Model disk, int site) {
        return new SimulatedMachine.Model(rate, rate, disk, site, EngineOptions.TARGET_MEMORY);
    }

    private static SimulatedRoom filled(
            int seed, int pieces, int count, SimulatedMachine.Model model) {
        return room(seed, pieces, model.upRate()).filled(count, model);
    }

    private SimulatedRoom filled(int count, SimulatedMachine.Model model) {
        for (int i = 0; i < count; i++) {
            add(model);
        }
        introduce();
        return this;
    }

    private static Metainfo metainfo(int pieces, int pieceLength) {
        var whole = List.of(new Extent(0, (long) pieces * pieceLength));
        try {
            return Metainfo.create(
                    "room", pieceLength, whole, new byte[20 * pieces], "", Instant.EPOCH);
        } catch (MetainfoException e) {
            throw new IllegalStateException(e);
        }
    }

    SimulatedMachine add(SimulatedMachine.Model model) {
        var machine = new SimulatedMachine(this, machines.size(), model, metainfo, new BitSet());
        machines.put(machine.address(), machine);
        leechers.add(machine);
        return machine;
    }

    /// Tells every machine of the source, and of all others.
    void introduce() {
        var everybody = List.copyOf(machines.keySet());
        for (var machine : leechers) {
            machine.torrent().addSource(source.address());
            machine.torrent().addPeers(everybody);
        }
    }

    /// Lets time pass until `count` machines have everything, or for so long.
    ///
    /// @return whether they have
    boolean run(int count, double mostSeconds) {
        while (done < count && time.seconds() < mostSeconds) {
            if (!time.step()) {
                return false;
            }
        }
        return done >= count;
    }

    VirtualTime time() {
        return time;
    }

    int seed() {
        return seed;
    }

    long bytes() {
        return metainfo.layout().length();
    }

    SimulatedMachine source() {
        return source;
    }

    List<SimulatedMachine> leechers() {
        return leechers;
    }

    @Nullable SimulatedMachine at(InetSocketAddress address) {
        return machines.get(address);
    }

    void done() {
        done++;
    }

    Outcome outcome() {
        var seconds =
                leechers.stream()
                        .mapToDouble(SimulatedMachine::doneSeconds)
                        .filter(done -> !Double.isNaN(done))
                        .sorted()
                        .boxed()
                        .toList();
        double wasted = leechers.stream().mapToLong(SimulatedMachine::wasted).sum();
        return new Outcome(
                seconds,
                source.sent() / (double) bytes(),
                wasted / bytes() / leechers.size(),
                crossed() / (double) bytes());
    }

    /// Bytes that went over the cables to sites other than the source's.
    private long crossed() {
        return cables.entrySet().stream()
                .filter(cable -> cable.getKey() != source.site())
                .mapToLong(cable -> cable.getValue().moved())
                .sum();
    }

    void carry(SimulatedMachine from, SimulatedMachine to, int bytes, Runnable landing) {
        Runnable port = () -> to.receiving().move(bytes, () -> time.after(LATENCY, landing));
        if (from.site() == to.site()) {
            port.run();
        } else {
            cables.computeIfAbsent(to.site(), _ -> new SimulatedPort(time, cableRate))
                    .move(bytes, port);
        }
    }
}
