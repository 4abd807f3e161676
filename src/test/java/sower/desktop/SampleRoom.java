package sower.desktop;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Neighbour;
import sower.deploy.Pace;
import sower.deploy.Phase;
import sower.deploy.Told;
import sower.swarm.HoldUp;

/// Made-up snapshots of a room, second by second, to draw pictures of. Same seed, same room.
final class SampleRoom {
    private static final int PIECES = 480;
    private static final HoldUp[] HOLD_UPS = {HoldUp.NETWORK, HoldUp.DISK, HoldUp.SOURCES};
    private static final long BYTES = 12_400_000_000L;

    private final RandomGenerator random;
    private final List<BitSet> pieces = new ArrayList<>();
    private final long[] speeds;
    private final boolean withTrouble;
    private int second;
    private long seeded;

    SampleRoom(int machines, long seed, boolean withTrouble) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.withTrouble = withTrouble;
        this.speeds = new long[machines];
        for (int i = 0; i < machines; i++) {
            pieces.add(new BitSet(PIECES));
            speeds[i] = 80_000_000L + random.nextLong(50_000_000L);
        }
    }

    /// The next second.
    DeploymentSnapshot next() {
        second++;
        var machines = new ArrayList<MachineSnapshot>();
        for (int i = 0; i < speeds.length; i++) {
            machines.add(machine(i));
        }
        long received = machines.stream().mapToLong(MachineSnapshot::downRate).sum();
        long seedRate = Math.min(received, 96_000_000L + random.nextLong(22_000_000L));
        seeded += seedRate;
        long eta = machines.stream().mapToLong(MachineSnapshot::etaSeconds).max().orElse(-1);
        return new DeploymentSnapshot(
                "lab-windows-2026",
                second * 1000L,
                BYTES,
                seedRate,
                received - seedRate,
                seeded,
                eta,
                "http://192.168.20.5:6970",
                machines,
                List.of());
    }

    DeploymentSnapshot at(int seconds) {
        DeploymentSnapshot last = next();
        while (second < seconds) {
            last = next();
        }
        return last;
    }

    private MachineSnapshot machine(int i) {
        BitSet have = pieces.get(i);
        Phase phase = phase(i, have.cardinality());
        long rate = 0;
        if (phase == Phase.RECEIVING) {
            rate =
                    (long)
                            (speeds[i]
                                    * Math.min(1, second / 12.0)
                                    * (0.7 + 0.4 * random.nextDouble()));
            long add = rate * PIECES / BYTES;
            for (long n = 0; n <= add; n++) {
                int from = random.nextInt(PIECES);
                int free = have.nextClearBit(from);
                have.set(free < PIECES ? free : Math.max(0, have.previousClearBit(from)));
            }
        }
        long done = Math.min(BYTES, BYTES * have.cardinality() / PIECES);
        boolean foreign = i == speeds.length - 1 && withTrouble;
        return new MachineSnapshot(
                "id-" + (i + 1),
                foreign ? "192.168.20.77" : "PC-%02d".formatted(i + 1),
                "192.168.20.%d:6881".formatted(20 + i),
                foreign ? "qBittorrent 5.0" : "Sower 0.1",
                !foreign,
                true,
                phase,
                phase == Phase.DONE ? BYTES : done,
                BYTES,
                rate,
                phase == Phase.RECEIVING ? (long) (rate * 0.85 * random.nextDouble()) : 0,
                phase == Phase.RECEIVING ? (long) (rate * 0.97) : 0,
                pace(phase, i, BYTES - done),
                (BitSet) have.clone(),
                PIECES,
                message(phase),
                List.of(),
                foreign ? null : neighbours(i, rate),
                foreign || phase != Phase.RECEIVING ? null : HOLD_UPS[i % HOLD_UPS.length]);
    }

    private Pace pace(Phase phase, int i, long left) {
        return phase == Phase.RECEIVING && second > 8
                ? new Pace(left * 10 / speeds[i] / 11, left * 10 / speeds[i] / 7, 0)
                : Pace.UNKNOWN;
    }

    /// Half from the workstation, the rest from those beside it.
    private List<Neighbour> neighbours(int i, long rate) {
        var all = new ArrayList<Neighbour>();
        all.add(new Neighbour(Neighbour.WORKSTATION, rate / 2, 0));
        for (int k = 1; k < Math.min(6, speeds.length); k++) {
            var peer = "192.168.20.%d:6881".formatted(20 + (i + k) % speeds.length);
            all.add(new Neighbour(peer, rate / (3L * k), rate / (4L + k)));
        }
        return Neighbour.strongest(all);
    }

    private Phase phase(int i, int have) {
        if (withTrouble && i == 4 && second > 20) {
            return Phase.FAILED;
        }
        if (withTrouble && i == 6 && second > 30) {
            return Phase.LOST;
        }
        if (second < 2) {
            return Phase.WAITING;
        }
        if (have < PIECES) {
            return Phase.RECEIVING;
        }
        return second % 40 < 8 ? Phase.VERIFYING : Phase.DONE;
    }

    private static String message(Phase phase) {
        return switch (phase) {
            case DONE -> Told.PROVED.words(BYTES, PIECES, "SHA-256");
            case FAILED -> Told.STOPPED_FROM_AFAR.words();
            default -> "";
        };
    }
}
