package sower.swarm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sower.wire.PeerId;

/// Which machine of a site fetches a piece from another site, so that the cable between them
/// carries it once: the one whose id and the piece's number together hash highest (rendezvous
/// hashing). All who know the same machines agree without a word; where one is missing, only its
/// pieces go to others.
///
/// A machine that gets much less than its neighbours, because it is slow, hangs or cannot reach the
/// other site, is passed over until it keeps up again, and what only it has is fetched once more:
/// nine machines waited for one with a twentieth of their rate that had imported a single piece,
/// and were there after up to 2.7 times the bound.
///
/// Pure: its torrent's lock guards it, and the time is given.
final class Importers {
    private static final long LOOK_NANOS = 5_000_000_000L;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final class Machine {
        private final long hash;
        private final BitSet pieces;
        private int got; // pieces since the last look
        private boolean able = true;
        private boolean held; // asks for nothing yet, and what it gets it finds on its own disk

        private Machine(PeerId id, BitSet pieces) {
            this.pieces = (BitSet) pieces.clone();
            this.hash = ByteBuffer.wrap(id.bytes()).getLong(PeerId.LENGTH - Long.BYTES);
        }
    }

    private final Map<PeerId, Machine> machines = new HashMap<>();
    private final @Nullable PeerId[] chosen; // of a piece, as far as it was asked
    private final int[] copies; // of a piece, with peers that keep up
    private long lookedNanos;

    Importers(int pieceCount, long now) {
        this.chosen = new @Nullable PeerId[pieceCount];
        this.copies = new int[pieceCount];
        this.lookedNanos = now;
    }

    /// @param pieces what it has so far
    void joined(PeerId id, BitSet pieces) {
        var machine = new Machine(id, pieces);
        machines.put(id, machine);
        count(machine, 1);
        Arrays.fill(chosen, null);
    }

    private void count(Machine machine, int change) {
        machine.pieces.stream().forEach(piece -> copies[piece] += change);
    }

    /// A machine asks for nothing as long as it is held.
    void holds(PeerId id, boolean now) {
        var machine = machines.get(id);
        if (machine != null && machine.held != now) {
            machine.held = now;
            Arrays.fill(chosen, null);
        }
    }

    /// Machines that are known there.
    int size() {
        return machines.size();
    }

    void left(PeerId id) {
        var machine = machines.remove(id);
        if (machine != null && machine.able) {
            count(machine, -1);
        }
        Arrays.fill(chosen, null);
    }

    /// A machine got a piece, from wherever.
    void got(PeerId id) {
        var machine = machines.get(id);
        if (machine != null && !machine.held) {
            machine.got++;
        }
    }

    /// The same, and can give it to others.
    void got(PeerId id, int piece) {
        got(id);
        var machine = machines.get(id);
        if (machine != null && !machine.pieces.get(piece)) {
            machine.pieces.set(piece);
            copies[piece] += machine.able ? 1 : 0;
        }
    }

    /// Whether a peer that keeps up has a piece.
    boolean have(int piece) {
        return copies[piece] > 0;
    }

    /// Every few seconds it is looked who keeps up.
    void look(long now) {
        var asking = machines.values().stream().filter(machine -> !machine.held).toList();
        if (now - lookedNanos < LOOK_NANOS || asking.isEmpty()) {
            return;
        }
        lookedNanos = now;
        int[] progress = asking.stream().mapToInt(each -> each.got).sorted().toArray();
        int median = progress[progress.length / 2];
        for (var machine : asking) {
            boolean idle = machine.got == 0; // as all are at the end: then nobody catches up
            boolean able = 2 * machine.got >= median && (machine.able || !idle);
            if (able != machine.able) {
                machine.able = able;
                count(machine, able ? 1 : -1);
                Arrays.fill(chosen, null);
            }
            machine.got = 0;
        }
    }

    /// Whether this machine is the one that fetches a piece.
    boolean isImporter(PeerId id, int piece) {
        var importer = chosen[piece];
        if (importer == null) {
            importer = choose(piece);
            chosen[piece] = importer;
        }
        return importer != null && importer.equals(id);
    }

    private @Nullable PeerId choose(int piece) {
        PeerId best = null;
        long highest = Long.MIN_VALUE;
        for (var entry : machines.entrySet()) {
            var machine = entry.getValue();
            long score = mixed(machine.hash + piece * GOLDEN);
            if (machine.able && !machine.held && (best == null || score > highest)) {
                best = entry.getKey();
                highest = score;
            }
        }
        return best;
    }

    /// Every bit of the result depends on every bit of `x` (the finalizer of SplitMix64).
    private static long mixed(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        long z = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
