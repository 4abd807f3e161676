package sower.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides whom we send to, for a room in which everybody cooperates: no tit for tat.
///
/// Whoever is interested gets a slot while there are slots. When more are interested than slots,
/// whoever does not use its slot gives it up; and every round the one that has held its slot
/// longest gives it to the one that has waited longest. Between rounds nobody loses a slot that it
/// uses: else peers that change their mind all the time would take everybody's. Pure: who is
/// interested and since when is given.
final class Choker {
    /// A peer that wants our pieces, or has a slot from when it did.
    ///
    /// @param wasted whether it has a slot and does not use it
    /// @param sinceRound the round in which it got its slot, or began to wait
    record Candidate<P>(P peer, boolean unchoked, boolean wasted, long sinceRound) {}

    private final int slots;

    Choker(int slots) {
        this.slots = slots;
    }

    /// Who holds a slot from now on.
    ///
    /// @param round whether a round is over
    <P> Set<P> choose(List<Candidate<P>> interested, boolean round) {
        var holding = new ArrayList<Candidate<P>>();
        var waiting = new ArrayList<Candidate<P>>();
        for (var candidate : interested) {
            (candidate.unchoked() ? holding : waiting).add(candidate);
        }
        holding.sort(
                Comparator.comparing(Candidate<P>::wasted)
                        .thenComparing(
                                Comparator.comparingLong(Candidate<P>::sinceRound).reversed()));
        waiting.sort(Comparator.comparingLong(Candidate<P>::sinceRound));
        int used = (int) holding.stream().filter(candidate -> !candidate.wasted()).count();
        int kept = Math.min(used, slots);
        if (round && kept == slots && !waiting.isEmpty()) {
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
