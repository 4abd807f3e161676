package sower.deploy;

import java.util.List;
import sower.disk.RefusedException;

/// The disk that a technician has released, as it was then. The machine compares it with what it
/// sees right before the first byte, while it holds the disk.
public record Release(InventoryDisk disk) {

    /// @param now the machine's disks
    /// @throws RefusedException when it is not that disk any more, somebody uses it, or something
    ///   else is on it
    public void check(List<InventoryDisk> now) throws RefusedException {
        var same = now.stream().filter(disk::isSameDevice).toList();
        if (same.size() != 1) {
            throw new RefusedException(Told.OTHER_DISK.words(disk.path()));
        }
        var found = same.getFirst();
        var unsafe = found.unsafe();
        if (unsafe.isPresent()) {
            throw new RefusedException(Told.ASIDE.words(unsafe.get().words()));
        }
        if (!found.contents().equals(disk.contents())) {
            throw new RefusedException(Told.OTHER_CONTENTS.words(disk.path()));
        }
    }
}
