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
        if (disk.readOnly()) {
            throw new RefusedException(path + " is read-only; choose another disk");
        }
    }

    private static String words(Disk disk) {
        return disk.uses().stream()
                .map(TargetSafety::words)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String words(Disk.Use use) {
        return switch (use.kind()) {
            case MOUNTED -> use.device() + " is mounted on " + use.where();
            case SWAP -> use.device() + " is swap of this system";
            case HELD -> use.device() + " is held by " + use.where();
        };
    }
}
