package sower.desktop.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.deploy.Phase;

final class RoomModelTest {
    private final RoomModel model = new RoomModel();

    @Test
    void aMachineIsTheSameWhenItTellsItsNameLate() {
        model.accept(room(1, machine("id", "10.0.0.7", Phase.RECEIVING, 10)));
        model.accept(room(2, machine("id", "PC-07", Phase.RECEIVING, 20)));

        assertEquals(1, model.peers().size());
        Peer peer = model.peers().getFirst();
        assertEquals("PC-07", peer.now().name());
        assertEquals(2, peer.down().size());
    }

    @Test
    void remembersWhenAMachineEnded() {
        model.accept(room(1, machine("a", "a", Phase.VERIFYING, 100)));
        model.accept(room(7, machine("a", "a", Phase.DONE, 100)));
        model.accept(room(9, machine("a", "a", Phase.DONE, 100)));

        assertEquals(7000, model.peers().getFirst().endedAfterMillis());
    }

    @Test
    void aMachineThatStartsAgainHasNotEnded() {
        model.accept(room(1, machine("a", "a", Phase.FAILED, 10)));
        model.accept(room(2, machine("a", "a", Phase.CHECKING, 10)));

        assertEquals(-1, model.peers().getFirst().endedAfterMillis());
    }

    @Test
    void aPeerThatLeftIsDropped() {
        model.accept(
                room(
                        1,
                        machine("a", "a", Phase.RECEIVING, 1),
                        machine("b", "b", Phase.RECEIVING, 1)));
        model.accept(room(2, machine("b", "b", Phase.RECEIVING, 2)));

        assertEquals(List.of("b"), model.peers().stream().map(p -> p.now().name()).toList());
    }

    @Test
    void figuresAddUpTheRoom() {
        var figures =
                RoomFigures.of(
                        room(
                                3,
                                machine("a", "a", Phase.DONE, 100),
                                machine("b", "b", Phase.RECEIVING, 40),
                                machine("c", "c", Phase.LOST, 10)));

        assertEquals(0.5, figures.fraction(), 1e-9);
        assertEquals(150, figures.bytesLeft());
        assertEquals(1, figures.done());
        assertEquals(1, figures.needPerson());
        assertFalse(figures.ended());
    }

    @Test
    void theSlowestIsWhoTakesLongestAndFirstOfAllWhoStoodStill() {
        var quick = machine("a", Phase.RECEIVING, new Pace(5, 10, 0));
        var slow = machine("b", Phase.RECEIVING, new Pace(20, 40, 0));
        var still = machine("c", Phase.RECEIVING, new Pace(7, -1, 30));
        var failed = machine("d", Phase.FAILED, new Pace(90, 99, 30));

        assertEquals(slow, RoomFigures.of(room(3, quick, slow, failed)).slowest());
        assertEquals(still, RoomFigures.of(room(3, quick, still, slow)).slowest());
        assertEquals(new Pace(7, -1, 30), RoomFigures.of(room(3, quick, still, slow)).pace());
    }

    @Test
    void aRoomHasEndedWhenNobodyCanGoOn() {
        var done = machine("a", "a", Phase.DONE, 100);
        var failed = machine("b", "b", Phase.FAILED, 40);

        assertTrue(RoomFigures.of(room(3, done, failed)).ended());
        assertFalse(RoomFigures.of(room(3)).ended());
    }

    @Test
    void seriesForgetTheOldest() {
        var series = new Series(3);
        for (int i = 1; i <= 5; i++) {
            series.add(i);
        }

        assertEquals(List.of(3L, 4L, 5L), List.of(series.get(0), series.get(1), series.get(2)));
        assertEquals(5, series.max());
    }

    @Test
    void axesAreRound() {
        assertEquals(new Scale(250e6, 1000e6), Scale.of(850e6, 4));
        assertEquals(new Scale(50e6, 150e6), Scale.of(118e6, 4));
    }

    private static DeploymentSnapshot room(int second, MachineSnapshot... machines) {
        return new DeploymentSnapshot(
                "image",
                second * 1000L,
                100,
                5,
                7,
                50,
                -1,
                "http://localhost",
                List.of(machines),
                List.of());
    }

    private static MachineSnapshot machine(String id, Phase phase, Pace pace) {
        return machine(id, id, phase, 10, pace);
    }

    private static MachineSnapshot machine(String id, String name, Phase phase, long done) {
        return machine(id, name, phase, done, Pace.UNKNOWN);
    }

    private static MachineSnapshot machine(
            String id, String name, Phase phase, long done, Pace pace) {
        return new MachineSnapshot(
                id,
                name,
                "10.0.0.7:1",
                "Sower",
                true,
                true,
                phase,
                done,
                100,
                3,
                2,
                3,
                pace,
                new BitSet(),
                10,
                "",
                List.of(),
                null,
                null);
    }
}
