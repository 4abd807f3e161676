package sower.desktop.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow.State;
import sower.desktop.SampleRehearsal;

final class RepetitionTest {
    @Test
    void whoIsGoneCannotBeAskedAndWhoWasReleasedBeforeWaits() {
        var there = machine("PC-01", Phase.FAILED, true, true);
        var gone = machine("PC-02", Phase.FAILED, true, false);
        var done = machine("PC-03", Phase.DONE, true, true);

        var repetition =
                Repetition.of(
                        room(there, gone, done),
                        List.of(
                                SampleRehearsal.machine(7, State.LATE),
                                SampleRehearsal.machine(8, State.READY)));

        assertEquals(new Repetition(List.of(there), List.of(gone), List.of("PC-07")), repetition);
    }

    @Test
    void anOrdinaryClientIsNeverAsked() {
        assertTrue(Repetition.of(room(machine("x", Phase.FAILED, false, true)), List.of()).none());
    }

    private static DeploymentSnapshot room(MachineSnapshot... machines) {
        return new DeploymentSnapshot("lab", 1, 1, 0, 0, 0, -1, "", List.of(machines), List.of());
    }

    private static MachineSnapshot machine(String name, Phase phase, boolean ours, boolean here) {
        return new MachineSnapshot(
                name,
                name,
                "10.0.0.7:1",
                "",
                ours,
                here,
                phase,
                0,
                100,
                0,
                0,
                0,
                Pace.UNKNOWN,
                new BitSet(),
                10,
                "",
                List.of(),
                null,
                null);
    }
}
