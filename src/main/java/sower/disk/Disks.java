package sower.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The disks of this machine: a port, because every operating system tells it differently.
public interface Disks {
    /// All disks that have a medium, in the order of their names.
    ///
    /// @param withLoops also loop devices that are bound to a file
    List<Disk> list(boolean withLoops) throws IOException;

    /// One disk, partition, loop device or disk-image file by its path, whether listed or not.
    Disk at(Path path) throws IOException;
}
