package sower.desktop.deploy;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.deploy.Phase;

/// The numbers of the dashboard's head, from one snapshot.
///
/// @param pace of the room: of the machine that is likely to be last
/// @param slowest that machine; none while nobody knows
/// @param ended whether every machine is done or failed, and there is one
public record RoomFigures(
        double fraction,
        long bytesLeft,
        Pace pace,
        @Nullable MachineSnapshot slowest,
        long rate,
        double copies,
        int machines,
        int done,
        int needPerson,
        boolean ended) {

    public static RoomFigures of(DeploymentSnapshot room) {
        long left =
                room.machines().stream()
                        .mapToLong(machine -> machine.bytesTotal() - machine.bytesDone())
                        .sum();
        boolean ended =
                !room.machines().isEmpty()
                        && room.machines().stream().allMatch(machine -> machine.phase().ended());
        var slowest = slowest(room);
        return new RoomFigures(
                room.fraction(),
                left,
                slowest == null ? Pace.UNKNOWN : slowest.pace(),
                slowest,
                room.seedRate() + room.exchangeRate(),
                room.copiesSent(),
                room.machines().size(),
                room.count(Phase.DONE),
                room.count(Phase.FAILED) + room.count(Phase.LOST),
                ended);
    }

    /// One that stood still in the last minute may take for ever.
    private static @Nullable MachineSnapshot slowest(DeploymentSnapshot room) {
        return room.machines().stream()
                .filter(machine -> !machine.phase().ended() && machine.etaSeconds() >= 0)
                .max(
                        Comparator.comparing(
                                        (MachineSnapshot each) -> each.pace().slowSeconds() < 0)
                                .thenComparingLong(MachineSnapshot::etaSeconds))
                .orElse(null);
    }
}
