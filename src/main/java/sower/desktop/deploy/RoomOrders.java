package sower.desktop.deploy;

import java.util.List;
import sower.deploy.MachineSnapshot;

/// What a person may tell machines while the run goes on.
public interface RoomOrders {
    /// Receive and send nothing for now, or go on.
    void pause(MachineSnapshot machine, boolean now);

    /// The same for all that were released, also those that are not back yet.
    void pauseAll(boolean now);

    /// Show yourself to whoever stands in the room.
    void call(MachineSnapshot machine);

    /// Stop writing; asks first.
    void stop(MachineSnapshot machine);

    /// Say hello again after a failure, and wait for another release.
    void retry(List<MachineSnapshot> failed);
}
