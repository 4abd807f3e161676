package sower.filesystem.ntfs;

import java.util.ArrayList;
import java.util.List;
import sower.filesystem.CorruptFilesystemException;

/// Where the clusters of a stream, or of a piece of it, are.
///
/// @param runs in the stream's order, without gaps
record RunList(List<Run> runs) {
    /// Clusters in a row, in the stream and, unless it is a hole, in the volume.
    ///
    /// @param first cluster in the stream
    /// @param cluster in the volume, [#HOLE] where none is allocated
    record Run(long first, long cluster, long count) {
        static final long HOLE = -1;

        boolean isHole() {
            return cluster == HOLE;
        }

        long end() {
            return first + count;
        }
    }

    RunList {
        runs = List.copyOf(runs);
    }

    /// Decodes mapping pairs: each a byte with the widths of two numbers, then the count of
    /// clusters and the distance from the last run, both signed.
    ///
    /// @param first cluster in the stream
    /// @param clusters of the volume
    /// @throws CorruptFilesystemException if a run leaves the volume
    static RunList decode(byte[] pairs, long first, long clusters)
            throws CorruptFilesystemException {
        var runs = new ArrayList<Run>();
        long next = first;
        long cluster = 0;
        int at = 0;
        while (at < pairs.length && pairs[at] != 0) {
            int countWidth = pairs[at] & 0xF;
            int distanceWidth = pairs[at] >> 4 & 0xF;
            int end = at + 1 + countWidth + distanceWidth;
            if (countWidth == 0 || countWidth > 8 || distanceWidth > 8 || end > pairs.length) {
                throw new CorruptFilesystemException("a run list has no sense at byte " + at);
            }
            long count = number(pairs, at + 1, countWidth);
            boolean hole = distanceWidth == 0;
            cluster += number(pairs, at + 1 + countWidth, distanceWidth);
            boolean inside =
                    hole || cluster >= 0 && count <= clusters && cluster <= clusters - count;
            if (next < 0 || count <= 0 || count > Long.MAX_VALUE - next || !inside) {
                throw new CorruptFilesystemException(
                        "a run of %d clusters at %d leaves the volume of %d"
                                .formatted(count, cluster, clusters));
            }
            runs.add(new Run(next, hole ? Run.HOLE : cluster, count));
            next += count;
            at = end;
        }
        return new RunList(runs);
    }

    private static long number(byte[] bytes, int at, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            boolean top = i == width - 1;
            value = value << 8 | (top ? bytes[at + i] : bytes[at + i] & 0xFF);
        }
        return value;
    }

    /// The cluster of the stream behind the last run; 0 where there is none.
    long end() {
        return runs.isEmpty() ? 0 : runs.getLast().end();
    }

    /// This and the piece that follows it.
    RunList and(RunList next) throws CorruptFilesystemException {
        if (next.runs.isEmpty()) {
            return this;
        }
        if (next.runs.getFirst().first() != end()) {
            throw new CorruptFilesystemException(
                    "a run list ends at cluster %d and goes on at %d"
                            .formatted(end(), next.runs.getFirst().first()));
        }
        var both = new ArrayList<>(runs);
        both.addAll(next.runs);
        return new RunList(both);
    }

    /// The index of the run with a cluster of the stream, which must be before [#end].
    int indexOf(long cluster) {
        int low = 0;
        int high = runs.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).end() > cluster) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
