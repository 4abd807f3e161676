package sower.disk;

import java.nio.file.Files;
import java.nio.file.Path;

/// The disks of the machine this program runs on.
public final class LocalDisks {
    private LocalDisks() {}

    /// What fits this operating system: sysfs on Linux, which tells all we ask for; OSHI elsewhere.
    public static Disks of() {
        return Files.isDirectory(Path.of("/sys/block"))
                ? new SysfsDisks(Path.of("/"))
                : new OshiDisks();
    }
}
