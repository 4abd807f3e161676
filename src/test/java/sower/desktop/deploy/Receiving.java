package sower.desktop.deploy;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.deploy.MachineSnapshot;
import sower.deploy.Neighbour;
import sower.deploy.Pace;
import sower.deploy.Phase;

/// Machines in the middle of a run.
final class Receiving {
    private Receiving() {}

    /// One that tells of these neighbours, or of none.
    static MachineSnapshot machine(
            String name, String address, @Nullable List<Neighbour> neighbours) {
        return new MachineSnapshot(
                name,
                name,
                address,
                "Sower",
                true,
                true,
                Phase.RECEIVING,
                1,
                100,
                0,
                0,
                0,
                Pace.UNKNOWN,
                new BitSet(),
                10,
                "",
                List.of(),
                neighbours,
                null);
    }
}
