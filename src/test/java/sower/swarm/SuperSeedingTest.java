package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sower.metainfo.PieceLayout;
import sower.swarm.SuperSeeding.Audience;
import sower.swarm.SuperSeeding.Show;

class SuperSeedingTest {
    private static final int PIECES = 40;
    private static final int PIECE_LENGTH = 1 << 20;
    private static final long SECOND = 1_000_000_000L;

    private final SuperSeeding<Machine> seed =
            new SuperSeeding<>(new PieceLayout((long) PIECES * PIECE_LENGTH, PIECE_LENGTH), 7);
    private final List<Machine> machines = new ArrayList<>();
    private long now;

    /// A peer that knows what it has.
    private final class Machine {
        final BitSet pieces = new BitSet();
        final Audience<Machine> audience = new Audience<>(this, pieces);
        private long fetched;

        void fetch(int piece) {
            fetched += PIECE_LENGTH;
            seed.sent(audience, fetched);
            tell(piece);
        }

        void fetchSilently() {
            fetched += PIECE_LENGTH;
            seed.sent(audience, fetched);
        }

        void tell(int piece) {
            pieces.set(piece);
            seed.has(audience, piece);
        }
    }

    @BeforeEach
    void fourMachinesCome() {
        for (int i = 0; i < 4; i++) {
            var machine = new Machine();
            machines.add(machine);
            seed.joined(machine.audience);
        }
    }

    @Test
    void everyPieceIsShownOnceBeforeAnyIsShownTwice() {
        var shown = new ArrayList<Integer>();
        while (shown.size() < PIECES) {
            for (var show : show()) {
                shown.add(show.piece());
                show.peer().fetch(show.piece());
            }
        }

        var all = IntStream.range(0, PIECES).boxed().toList();
        assertEquals(new HashSet<>(all), new HashSet<>(shown.subList(0, PIECES)));
    }

    @Test
    void showsInAscendingOrderFromWhereItBegins() {
        assertEquals(List.of(7, 8, 9, 10), show().stream().map(Show::piece).toList());
    }

    /// All four are at other sites, which agreed on somebody else.
    @Test
    void theFirstCopyGoesToAnybodyAndTheNextToWhomItConcerns() {
        var shown = new ArrayList<Integer>();
        for (var shows = showToOtherSites(); !shows.isEmpty(); shows = showToOtherSites()) {
            for (var show : shows) {
                shown.add(show.piece());
                show.peer().fetch(show.piece());
            }
        }

        assertEquals(IntStream.range(0, PIECES).boxed().toList(), shown.stream().sorted().toList());
        assertFalse(show().isEmpty());
    }

    /// All are still looking what their disks hold.
    @Test
    void whoAsksForNothingIsShownNothing() {
        assertTrue(seed.show(_ -> true, (_, _, _) -> false, 0, now).isEmpty());
    }

    private List<Show<Machine>> showToOtherSites() {
        return seed.show(_ -> true, (_, _, first) -> first, 0, now);
    }

    @Test
    void fewPiecesAreOnTheirWayAtATime() {
        assertEquals(4, show().size());
        assertTrue(show().isEmpty());
    }

    @Test
    void moreAreOnTheirWayToMoreMachines() {
        for (int i = 0; i < 32; i++) {
            seed.joined(new Machine().audience);
        }

        assertEquals(6, show().size());
    }

    /// Thirty machines at one port each wait for seconds for their piece; a seed that took them for
    /// slow showed everything at once, and sent a fifth of it twice.
    @Test
    void nobodyIsLateWhileTheSeedItselfIsWhatTheyWaitFor() {
        long rate = 4L * PIECE_LENGTH / 10; // the four pieces take ten seconds
        seed.show(_ -> true, (_, _, _) -> true, rate, now);
        now += 15 * SECOND;

        assertTrue(seed.show(_ -> true, (_, _, _) -> true, rate, now).isEmpty());

        now += 7 * SECOND;
        seed.joined(new Machine().audience);
        assertFalse(seed.show(_ -> true, (_, _, _) -> true, rate, now).isEmpty());
    }

    @Test
    void aFastRoomIsShownMoreAtATime() {
        assertEquals(12, seed.show(_ -> true, (_, _, _) -> true, 40L * PIECE_LENGTH, now).size());
    }

    /// Its rate falls because the one machine that was shown everything fetches nothing.
    @Test
    void aSeedThatStandsStillDoesNotBecomeMorePatient() {
        seed.show(_ -> true, (_, _, _) -> true, 4L * PIECE_LENGTH, now);
        now += 4 * SECOND;
        seed.joined(new Machine().audience);

        assertFalse(seed.show(_ -> true, (_, _, _) -> true, 1, now).isEmpty());
    }

    /// Alone it was shown all that may be on its way, and at its rate that takes long.
    @Test
    void aSlowMachineThatWasAloneKeepsNothingFromTheNext() {
        machines.stream().skip(1).forEach(machine -> seed.left(machine.audience));
        long slow = PIECE_LENGTH / 10;
        seed.show(_ -> true, (_, _, _) -> true, slow, now);
        now += 2 * SECOND;
        var next = new Machine();
        seed.joined(next.audience);

        var shown = new HashSet<Integer>();
        for (int i = 0; i < PIECES; i++) {
            for (var show : seed.show(_ -> true, (_, _, _) -> true, slow, now)) {
                shown.add(show.piece());
                show.peer().fetch(show.piece());
            }
        }

        assertEquals(PIECES, shown.size());
    }

    @Test
    void piecesGoToDifferentMachines() {
        assertEquals(4, show().stream().map(Show::peer).distinct().count());
    }

    @Test
    void whosePiecesNobodyTakesWaits() {
        var first = show();
        first.forEach(show -> show.peer().fetch(show.piece()));
        var hoarder = first.getFirst();
        for (var show : first) {
            if (!show.equals(hoarder)) { // the others have handed theirs on
                machines.stream()
                        .filter(machine -> !machine.pieces.get(show.piece()))
                        .forEach(machine -> machine.tell(show.piece()));
            }
        }

        assertFalse(show().stream().limit(3).map(Show::peer).toList().contains(hoarder.peer()));
    }

    @Test
    void whatAVanishedMachineWasShownIsShownToAnotherAtOnce() {
        var shows = show();
        var gone = shows.getFirst();
        seed.left(gone.peer().audience);
        shows.get(1).peer().fetch(shows.get(1).piece());

        assertEquals(gone.piece(), show().getFirst().piece());
    }

    @Test
    void aMachineThatFetchesNothingHoldsUpNobody() {
        var stuck = show().stream().map(Show::piece).toList();
        now += SECOND;
        var late = new Machine();
        seed.joined(late.audience);
        var shows = show();

        assertEquals(4, shows.size());
        assertTrue(shows.stream().allMatch(show -> show.peer() == late), shows.toString());
        assertTrue(shows.stream().noneMatch(show -> stuck.contains(show.piece())));
    }

    /// A short last piece counts for no more than it is.
    @Test
    void oneBadPieceKeepsTheOthersFromNobody() {
        var layout = new PieceLayout(15L * PIECE_LENGTH + 1000, PIECE_LENGTH);
        var bad = new SuperSeeding<String>(layout, 12);
        var pieces = new BitSet();
        var audience = new Audience<>("alone", pieces);
        bad.joined(audience);
        var shown = bad.show(_ -> true, (_, _, _) -> true, 0, now);
        assertTrue(shown.stream().anyMatch(show -> show.piece() == 15), shown.toString());

        long sent = 0;
        for (var show : shown.subList(1, shown.size())) {
            sent += layout.length(show.piece());
            bad.sent(audience, sent);
            pieces.set(show.piece());
            bad.has(audience, show.piece());
        }
        now += 5 * SECOND;

        assertFalse(bad.show(_ -> true, (_, _, _) -> true, 0, now).isEmpty());
    }

    @Test
    void whatASlowMachineWasShownIsShownToAnotherInTheEnd() {
        var slow = show().getFirst();
        now += SECOND;
        var fast = new Machine();
        seed.joined(fast.audience);
        var shown = new HashSet<Integer>();
        while (shown.size() < PIECES) {
            var shows = show();
            assertFalse(shows.isEmpty(), "stands still after " + shown);
            for (var show : shows) {
                shown.add(show.piece());
                show.peer().fetch(show.piece());
            }
        }

        assertTrue(fast.pieces.get(slow.piece()));
    }

    @Test
    void bytesCountForAMachineThatDoesNotTell() {
        show().forEach(show -> show.peer().fetchSilently());

        assertEquals(4, show().size());
    }

    @Test
    void whoIsNotServedIsShownOnePieceOnly() {
        now += SECOND;
        seed.show(_ -> false, (_, _, _) -> true, 0, now)
                .forEach(show -> show.peer().fetchSilently());

        assertTrue(seed.show(_ -> false, (_, _, _) -> true, 0, now).isEmpty());
    }

    @Test
    void whatIsLostIsNotShown() {
        seed.lose(7);

        assertTrue(show().stream().noneMatch(show -> show.piece() == 7));
    }

    @Test
    void lostPiecesKeepTheOthersFromNobody() {
        machines.stream().skip(1).forEach(machine -> seed.left(machine.audience));
        var shown = show();
        shown.stream().skip(3).forEach(show -> machines.getFirst().fetch(show.piece()));
        shown.stream().limit(3).forEach(show -> seed.lose(show.piece()));
        now += 5 * SECOND;

        assertEquals(4, show().size());
    }

    private List<Show<Machine>> show() {
        return seed.show(_ -> true, (_, _, _) -> true, 0, now);
    }
}
