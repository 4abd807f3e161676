package sower.deploy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/// Pieces that the source of a deployment turned out not to hold any more, and what a person is
/// told of each. Any thread may call; nothing else is locked under its monitor.
final class LostPieces {
    private final BitSet pieces = new BitSet(); // of all volumes in their order; guarded by this
    private final List<String> sentences = new ArrayList<>(); // guarded by this
    private int total; // pieces of all volumes; guarded by this

    /// So many pieces are seeded, of all volumes; known before a machine asks.
    synchronized void outOf(int count) {
        total = count;
    }

    /// One is lost; told once.
    synchronized void add(int piece, String sentence) {
        if (!pieces.get(piece)) {
            pieces.set(piece);
            sentences.add(sentence);
        }
    }

    /// One for each, newest last.
    synchronized List<String> sentences() {
        return List.copyOf(sentences);
    }

    /// Why a machine cannot be completed: all it misses is lost, and nobody in the room has it
    /// either, or may find it on its disk yet; else empty.
    ///
    /// @param room all machines, `machine` among them; what guards them is held by the caller
    synchronized String hopeless(Machine machine, Collection<Machine> room, long nowMillis) {
        if (pieces.isEmpty() || machine.ended()) {
            return "";
        }
        if (room.stream().anyMatch(other -> other.phase(nowMillis) == Phase.CHECKING)) {
            return "";
        }
        var missing = (BitSet) pieces.clone();
        missing.andNot(machine.pieces());
        for (var other : room) {
            missing.andNot(other.pieces());
        }
        boolean nothingElse = machine.pieces().cardinality() + missing.cardinality() >= total;
        return missing.isEmpty() || !nothingElse ? "" : sentences.getLast();
    }
}
