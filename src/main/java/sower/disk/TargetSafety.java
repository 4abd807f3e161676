package sower.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Whether a disk may be written: the questions asked before the kernel is asked for the claim.
final class TargetSafety {
    private TargetSafety() {}

    /// @throws RefusedException with the reason and what to do
    static void check(Path path, Disks disks) throws IOException {
        var disk = disks.at(path);
        if (disk.system()) {
            throw new RefusedException(
                    path + " is the disk this system runs from; it is never written");
        }
        if (disk.inUse()) {
            throw new RefusedException(
                    "%s is in use: %s; unmount or detach that first".formatted(path, words(disk)));
        }
        if (disk.removable()) {
            throw new RefusedException(
                    path + " is removable, such as a USB stick; only built-in disks are written");
        }
        if (disk.readOnly()) {
            throw new RefusedException(path + " is read-only; choose another disk");
        }
    }

    private static String words(Disk disk) {
        return disk.uses().stream()
                .map(Disk.Use::words)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
