package sower.filesystem.exfat;

import java.io.IOException;
import java.util.ArrayDeque;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.UsedBlocks;

/// Compares a map with all directories: what a file has must be in the map.
final class OwnerCheck {
    private final ByteSource volume;
    private final BootRegion boot;
    private final AllocationTable table;
    private final UsedBlocks used;
    private final ArrayDeque<Chain> directories = new ArrayDeque<>();
    private long owned;

    OwnerCheck(ByteSource volume, BootRegion boot, AllocationTable table, UsedBlocks used) {
        this.volume = volume;
        this.boot = boot;
        this.table = table;
        this.used = used;
    }

    /// @throws CorruptFilesystemException if the map would lose clusters that belong to a file
    void check(Chain root) throws IOException {
        take(root);
        directories.add(root);
        while (!directories.isEmpty()) {
            for (var entry : DirectoryEntry.read(directories.remove())) {
                if (entry.isAllocated()) {
                    var chain = chain(entry);
                    take(chain);
                    if (entry.directory()) {
                        directories.add(chain);
                    }
                }
            }
        }
    }

    private Chain chain(DirectoryEntry entry) throws IOException {
        long count = entry.length() < 0 ? Long.MAX_VALUE : boot.clustersFor(entry.length());
        return entry.isContiguous()
                ? Chain.contiguous(volume, boot, entry.firstCluster(), count)
                : table.follow(entry.firstCluster(), count);
    }

    private void take(Chain chain) throws CorruptFilesystemException {
        owned += chain.clusters();
        if (owned > boot.clusters()) { // so that directories inside themselves come to an end
            throw new CorruptFilesystemException("files share clusters");
        }
        for (var run : chain.runs()) {
            if (!used.covers(boot.offset(run.cluster()), run.count() * boot.clusterSize())) {
                throw new CorruptFilesystemException(
                        "clusters %d to %d belong to a file, but the bitmap calls them free"
                                .formatted(run.cluster(), run.cluster() + run.count()));
            }
        }
    }
}
