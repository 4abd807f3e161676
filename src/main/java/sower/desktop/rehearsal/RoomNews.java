package sower.desktop.rehearsal;

import java.util.List;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.RehearsalRow;
import sower.enrol.EnrolledMachine;

/// The room at one moment: what is written, and what every machine would do.
///
/// @param rows empty where there is no rehearsal
/// @param newcomers machines without a ticket that ask to be let in
/// @param missing who is meant and not there, each by its word in the room's list
public record RoomNews(
        DeploymentSnapshot room,
        List<RehearsalRow> rows,
        List<EnrolledMachine> newcomers,
        List<String> missing) {
    public RoomNews {
        rows = List.copyOf(rows);
        newcomers = List.copyOf(newcomers);
        missing = List.copyOf(missing);
    }
}
