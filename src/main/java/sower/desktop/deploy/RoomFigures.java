package sower.desktop.deploy;

import java.util.Comparator;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;

/// The numbers of the dashboard's head, from one snapshot.
///
/// @param slowest name of the machine that will be last; empty while nobody knows
/// @param ended whether every machine is done or failed, and there is one
public record RoomFigures(
        double fraction,
        long bytesLeft,
        long etaSeconds,
        String slowest,
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
        return new RoomFigures(
                room.fraction(),
                left,
                ended ? 0 : room.etaSeconds(),
                slowest(room),
                room.seedRate() + room.exchangeRate(),
                room.copiesSent(),
                room.machines().size(),
                room.count(Phase.DONE),
                room.count(Phase.FAILED) + room.count(Phase.LOST),
                ended);
    }

    private static String slowest(DeploymentSnapshot room) {
        return room.machines().stream()
                .filter(machine -> !machine.phase().ended() && machine.etaSeconds() > 0)
                .max(Comparator.comparingLong(MachineSnapshot::etaSeconds))
                .map(MachineSnapshot::name)
                .orElse("");
    }
}
