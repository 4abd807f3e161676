package sower.filesystem.exfat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The clusters of a file or directory, as one source of bytes.
///
/// @param runs in the file's order
record Chain(ByteSource volume, BootRegion boot, List<Run> runs) implements ByteSource {
    /// Clusters in a row.
    ///
    /// @param first place in the chain
    record Run(long first, long cluster, long count) {}

    /// Joins clusters to runs.
    static final class Builder {
        private final ByteSource volume;
        private final BootRegion boot;
        private final List<Run> runs = new ArrayList<>();

        Builder(ByteSource volume, BootRegion boot) {
            this.volume = volume;
            this.boot = boot;
        }

        void add(long cluster, long count) {
            var last = runs.isEmpty() ? new Run(0, 0, 0) : runs.getLast();
            if (last.count() > 0 && last.cluster() + last.count() == cluster) {
                runs.removeLast();
                runs.add(new Run(last.first(), last.cluster(), last.count() + count));
            } else {
                runs.add(new Run(last.first() + last.count(), cluster, count));
            }
        }

        Chain build() {
            return new Chain(volume, boot, List.copyOf(runs));
        }
    }

    /// Clusters in a row, for which the table need not be asked (NoFatChain).
    static Chain contiguous(ByteSource volume, BootRegion boot, long first, long count)
            throws CorruptFilesystemException {
        if (count > boot.clusters() || !boot.has(first) || !boot.has(first + count - 1)) {
            throw new CorruptFilesystemException(
                    "clusters %d to %d are outside the volume".formatted(first, first + count));
        }
        var builder = new Builder(volume, boot);
        builder.add(first, count);
        return builder.build();
    }

    long clusters() {
        return runs.isEmpty() ? 0 : runs.getLast().first() + runs.getLast().count();
    }

    @Override
    public long length() {
        return clusters() * boot.clusterSize();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        if (offset < 0 || offset > length() - into.remaining()) {
            throw new CorruptFilesystemException(
                    "bytes %d to %d are not inside a chain of %d"
                            .formatted(offset, offset + into.remaining(), length()));
        }
        int size = boot.clusterSize();
        int limit = into.limit();
        long at = offset;
        for (int i = indexOf(offset / size); into.position() < limit; i++) {
            var run = runs.get(i);
            long end = (run.first() + run.count()) * size;
            int count = (int) Math.min(limit - into.position(), end - at);
            into.limit(into.position() + count);
            volume.read(boot.offset(run.cluster()) + at - run.first() * size, into);
            into.limit(limit);
            at += count;
        }
    }

    private int indexOf(long cluster) {
        int low = 0;
        int high = runs.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).first() + runs.get(middle).count() > cluster) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
