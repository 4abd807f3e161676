package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sower.swarm.Choker.Candidate;

class ChokerTest {
    @Test
    void servesEverybodyWhileThereAreSlots() {
        assertEquals(
                Set.of("a", "b"), new Choker(2).choose(List.of(waiting("a"), waiting("b")), true));
    }

    @Test
    void servesNobodyWhenNobodyAsks() {
        assertEquals(Set.of(), new Choker(2).choose(List.<Candidate<String>>of(), true));
    }

    @Test
    void givesTheOldestSlotToWhoeverWaitedLongest() {
        var interested =
                List.of(
                        new Candidate<>("old", true, false, 1),
                        new Candidate<>("young", true, false, 5),
                        new Candidate<>("late", false, false, 4),
                        new Candidate<>("early", false, false, 2));

        assertEquals(Set.of("young", "early"), new Choker(2).choose(interested, true));
    }

    @Test
    void keepsSlotsThatNobodyWaitsFor() {
        var interested =
                List.of(new Candidate<>("a", true, false, 1), new Candidate<>("b", true, false, 2));

        assertEquals(Set.of("a", "b"), new Choker(2).choose(interested, true));
    }

    @Test
    void fillsAFreeSlotWithoutTakingOneAway() {
        var interested = List.of(new Candidate<>("a", true, false, 1), waiting("b"));

        assertEquals(Set.of("a", "b"), new Choker(2).choose(interested, true));
    }

    @Test
    void takesNoUsedSlotAwayBetweenRounds() {
        var interested = List.of(new Candidate<>("a", true, false, 1), waiting("b"));

        assertEquals(Set.of("a"), new Choker(1).choose(interested, false));
    }

    @Test
    void unusedSlotsGoToWhoWaitsAtOnce() {
        var interested =
                List.of(
                        new Candidate<>("uses", true, false, 1),
                        new Candidate<>("wastes", true, true, 2),
                        waiting("waits"));

        assertEquals(Set.of("uses", "waits"), new Choker(2).choose(interested, false));
        assertEquals(
                Set.of("uses", "wastes"), new Choker(2).choose(interested.subList(0, 2), false));
    }

    @Test
    void letsNobodyWaitForEver() {
        var choker = new Choker(3);
        var since = new HashMap<Integer, Long>();
        var holding = new HashSet<Integer>();
        var served = new HashSet<Integer>();

        for (long round = 1; round <= 12; round++) {
            var interested = new ArrayList<Candidate<Integer>>();
            for (int peer = 0; peer < 10; peer++) {
                long sinceRound = since.getOrDefault(peer, 0L);
                interested.add(new Candidate<>(peer, holding.contains(peer), false, sinceRound));
            }
            var chosen = choker.choose(interested, true);
            for (int peer = 0; peer < 10; peer++) {
                if (chosen.contains(peer) != holding.contains(peer)) {
                    since.put(peer, round);
                }
            }
            holding.clear();
            holding.addAll(chosen);
            served.addAll(chosen);
        }

        assertEquals(10, served.size());
    }

    private static Candidate<String> waiting(String peer) {
        return new Candidate<>(peer, false, false, 0);
    }
}
