package sower.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides whom we send to, for a room in which everybody cooperates: no tit for tat.
///
/// Whoever is interested gets a slot while there are slots. When more are interested than slots,
/// every round the one that has held its slot longest gives it to the one that has waited longest.
/// Pure: who is interested and since when is given.
final class Choker {
    /// A peer that wants our pieces.
    ///
    /// @param sinceRound the round in which it got its slot, or began to wait
    record Candidate<P>(P peer, boolean unchoked, long sinceRound) {}

    private final int slots;

    Choker(int slots) {
        this.slots = slots;
    }

    /// Who holds a slot from now on.
    <P> Set<P> choose(List<Candidate<P>> interested) {
        var holding = new ArrayList<Candidate<P>>();
        var waiting = new ArrayList<Candidate<P>>();
        for (var candidate : interested) {
            (candidate.unchoked() ? holding : waiting).add(candidate);
        }
        holding.sort(Comparator.comparingLong(Candidate<P>::sinceRound).reversed());
        waiting.sort(Comparator.comparingLong(Candidate<P>::sinceRound));
        int kept = Math.min(holding.size(), slots);
        if (kept == slots && !waiting.isEmpty()) {
            kept--;
        }
        var chosen = new HashSet<P>();
        holding.subList(0, kept).forEach(candidate -> chosen.add(candidate.peer()));
        for (var candidate : waiting) {
            if (chosen.size() < slots) {
                chosen.add(candidate.peer());
            }
        }
        for (var candidate : holding) { // slots nobody waited for
            if (chosen.size() < slots) {
                chosen.add(candidate.peer());
            }
        }
        return chosen;
    }
}
