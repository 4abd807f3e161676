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

    /// Claims a disk that was released, and looks again once nobody else can begin to use it.
    ///
    /// @throws RefusedException if it may not be written, or is another disk than the one released
    static Medium claim(DiskIdentity released, Disks disks) throws IOException {
        var path = released.path();
        check(path, disks);
        var medium = BlockDevice.open(path, true);
        try {
            check(released, medium, disks);
            return medium;
        } catch (IOException refused) {
            medium.close();
            throw refused;
        }
    }

    private static void check(DiskIdentity released, Medium claimed, Disks disks)
            throws IOException {
        var path = released.path();
        check(path, disks);
        boolean same = DiskIdentity.of(disks.at(path)).equals(released);
        if (!same || claimed.length() != released.length()) {
            throw new RefusedException(path + " is not the disk any more that was released");
        }
    }

    private static String words(Disk disk) {
        return disk.uses().stream()
                .map(Disk.Use::words)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
