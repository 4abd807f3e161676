package sower.filesystem.exfat;

import java.io.IOException;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The file allocation table: which cluster follows which; read in windows.
final class AllocationTable {
    private static final int WINDOW = 64 << 10;
    private static final int ENTRY = 4;
    private static final long LAST = 0xFFFFFFFFL;

    private final ByteSource volume;
    private final BootRegion boot;
    private long windowAt = -1;
    private Structure window = Structure.littleEndian(new byte[0]);

    AllocationTable(ByteSource volume, BootRegion boot) {
        this.volume = volume;
        this.boot = boot;
    }

    /// The chain that begins with `first` and has exactly `count` clusters.
    ///
    /// @throws CorruptFilesystemException if it has not
    Chain follow(long first, long count) throws IOException {
        var chain = chain(first, count);
        if (chain.clusters() != count) {
            throw new CorruptFilesystemException(
                    "the chain from cluster %d has %d clusters instead of %d"
                            .formatted(first, chain.clusters(), count));
        }
        return chain;
    }

    /// The chain that begins with `first`, up to its end.
    ///
    /// @throws CorruptFilesystemException if it has more than `most` clusters
    Chain chain(long first, long most) throws IOException {
        var builder = new Chain.Builder(volume, boot);
        long cluster = first;
        for (long count = 0; cluster != LAST; count++) {
            if (count == most || !boot.has(cluster)) {
                throw new CorruptFilesystemException(
                        "the chain from cluster %d goes on at %d after %d clusters"
                                .formatted(first, cluster, count));
            }
            builder.add(cluster, 1);
            cluster = next(cluster);
        }
        return builder.build();
    }

    private long next(long cluster) throws IOException {
        long at = cluster * ENTRY;
        int in = (int) (at % WINDOW);
        if (at - in != windowAt) {
            int count = (int) Math.min(WINDOW, boot.fatLength() - (at - in));
            window = Structure.littleEndian(volume.bytes(boot.fatOffset() + at - in, count));
            windowAt = at - in;
        }
        return window.u32(in);
    }
}
