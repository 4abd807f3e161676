package sower.filesystem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sower.disk.Extent;

/// The bytes of a volume that must be captured.
///
/// @param extents ascending, with a gap between any two
public record UsedBlocks(List<Extent> extents) {
    /// Unused gaps up to this length are captured with their neighbours, unless somebody wants the
    /// exact map: it keeps the number of files in a torrent sane (FORMAT.md).
    public static final long MERGED_GAP = 64 << 10;

    public UsedBlocks {
        extents = List.copyOf(extents);
    }

    /// Every byte of a volume.
    public static UsedBlocks whole(long length) {
        return new UsedBlocks(length == 0 ? List.of() : List.of(new Extent(0, length)));
    }

    /// Whether all bytes of a range are among them.
    public boolean covers(long offset, long length) {
        int low = 0;
        int high = extents.size();
        while (low < high) { // first extent that ends behind the offset
            int middle = (low + high) >>> 1;
            if (extents.get(middle).end() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return length == 0
                || low < extents.size()
                        && extents.get(low).offset() <= offset
                        && extents.get(low).end() - offset >= length;
    }

    /// How many there are.
    public long bytes() {
        return extents.stream().mapToLong(Extent::length).sum();
    }

    /// The byte after the last one: the smallest volume they fit into.
    public long end() {
        return extents.isEmpty() ? 0 : extents.getLast().end();
    }

    /// The same with all unused gaps up to `gap` bytes.
    public UsedBlocks merged(long gap) {
        var merged = new ArrayList<Extent>();
        long begin = 0;
        long end = -1;
        for (var extent : extents) {
            if (end >= 0 && extent.offset() - end > gap) {
                merged.add(new Extent(begin, end - begin));
                end = -1;
            }
            begin = end < 0 ? extent.offset() : begin;
            end = extent.end();
        }
        if (end >= 0) {
            merged.add(new Extent(begin, end - begin));
        }
        return new UsedBlocks(merged);
    }

    /// Collects runs in any order; adding them in ascending order costs least.
    public static final class Builder {
        private final long length;
        private long[] begins = new long[1024];
        private long[] ends = new long[1024];
        private int count;

        /// @param length bytes of the volume, which no run may leave
        public Builder(long length) {
            this.length = length;
        }

        /// @throws CorruptFilesystemException if the run is not inside the volume
        public void add(long offset, long runLength) throws CorruptFilesystemException {
            if (offset < 0 || runLength < 0 || offset > length - runLength) {
                throw new CorruptFilesystemException(
                        "the file system uses bytes %d to %d of a volume that has %d"
                                .formatted(offset, offset + runLength, length));
            }
            if (runLength == 0) {
                return;
            }
            int last = count - 1;
            if (last >= 0 && offset >= begins[last] && offset <= ends[last]) {
                ends[last] = Math.max(ends[last], offset + runLength);
                return;
            }
            if (count == begins.length) {
                begins = Arrays.copyOf(begins, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            begins[count] = offset;
            ends[count++] = offset + runLength;
        }

        /// All that was added, sorted and merged.
        public UsedBlocks build() {
            var order =
                    IntStream.range(0, count)
                            .boxed()
                            .sorted((a, b) -> Long.compare(begins[a], begins[b]))
                            .toList();
            var extents = new ArrayList<Extent>();
            long begin = -1;
            long end = -1;
            for (int i : order) {
                if (begin >= 0 && begins[i] <= end) {
                    end = Math.max(end, ends[i]);
                    continue;
                }
                if (begin >= 0) {
                    extents.add(new Extent(begin, end - begin));
                }
                begin = begins[i];
                end = ends[i];
            }
            if (begin >= 0) {
                extents.add(new Extent(begin, end - begin));
            }
            return new UsedBlocks(extents);
        }
    }
}
