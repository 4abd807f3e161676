package sower.desktop.deploy;

import java.util.List;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow;

/// Which machines of a run are to be written once more, and how far they are with that.
///
/// @param failed that are there and can be asked to say hello again
/// @param gone that have failed and are not heard of any more; somebody must start them again
/// @param waiting that have said hello again (or must), and need another release
record Repetition(List<MachineSnapshot> failed, List<MachineSnapshot> gone, List<String> waiting) {

    static Repetition of(DeploymentSnapshot room, List<RehearsalRow> rows) {
        var all =
                room.machines().stream()
                        .filter(machine -> machine.ours() && machine.phase() == Phase.FAILED)
                        .toList();
        return new Repetition(
                all.stream().filter(MachineSnapshot::here).toList(),
                all.stream().filter(machine -> !machine.here()).toList(),
                rows.stream().filter(RehearsalRow::again).map(RehearsalRow::name).toList());
    }

    /// Whether nobody is to be written once more.
    boolean none() {
        return failed.isEmpty() && gone.isEmpty() && waiting.isEmpty();
    }
}
