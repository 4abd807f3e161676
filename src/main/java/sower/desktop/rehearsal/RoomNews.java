package sower.desktop.rehearsal;

import java.util.List;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.RehearsalRow;

/// The room at one moment: what is written, and what every machine would do.
///
/// @param rows empty where there is no rehearsal
public record RoomNews(DeploymentSnapshot room, List<RehearsalRow> rows) {
    public RoomNews {
        rows = List.copyOf(rows);
    }
}
