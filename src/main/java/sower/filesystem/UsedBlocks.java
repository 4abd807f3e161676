package sower.filesystem;

import java.util.Arrays;
import java.util.List;
import sower.disk.Extent;
import sower.disk.Extents;

/// The bytes of a volume that must be captured: runs, ascending, with a gap between any two.
///
/// Immutable. Sixteen bytes a run, because an old volume has a million of them.
public final class UsedBlocks {
    /// Unused gaps up to this length are captured with their neighbours, unless somebody wants the
    /// exact map: it keeps the number of files in a torrent sane (FORMAT.md).
    public static final long MERGED_GAP = 64 << 10;

    private final long[] begins;
    private final long[] ends;

    private UsedBlocks(long[] begins, long[] ends) {
        this.begins = begins;
        this.ends = ends;
    }

    /// @param extents ascending, with a gap between any two
    public UsedBlocks(List<Extent> extents) {
        this(
                extents.stream().mapToLong(Extent::offset).toArray(),
                extents.stream().mapToLong(Extent::end).toArray());
    }

    /// Every byte of a volume.
    public static UsedBlocks whole(long length) {
        return new UsedBlocks(length == 0 ? List.of() : List.of(new Extent(0, length)));
    }

    /// The runs; a view, each is made when it is asked for.
    public List<Extent> extents() {
        return Extents.of(begins, ends);
    }

    /// Whether all bytes of a range are among them.
    public boolean covers(long offset, long length) {
        int found = Arrays.binarySearch(begins, offset);
        int run = found >= 0 ? found : -found - 2; // the last one that begins there or before
        return length == 0 || run >= 0 && ends[run] - offset >= length;
    }

    /// How many there are.
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i < begins.length; i++) {
            bytes += ends[i] - begins[i];
        }
        return bytes;
    }

    /// The byte after the last one: the smallest volume they fit into.
    public long end() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /// The same with all unused gaps up to `gap` bytes.
    public UsedBlocks merged(long gap) {
        return joined(begins.clone(), ends.clone(), begins.length, gap);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UsedBlocks used
                && Arrays.equals(begins, used.begins)
                && Arrays.equals(ends, used.ends);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(begins) + Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return "UsedBlocks" + extents();
    }

    /// Joins, in place, ascending runs that are no further apart than `gap`.
    private static UsedBlocks joined(long[] begins, long[] ends, int count, long gap) {
        int last = -1;
        for (int i = 0; i < count; i++) {
            if (last >= 0 && begins[i] - ends[last] <= gap) {
                ends[last] = Math.max(ends[last], ends[i]);
            } else {
                last++;
                begins[last] = begins[i];
                ends[last] = ends[i];
            }
        }
        return new UsedBlocks(Arrays.copyOf(begins, last + 1), Arrays.copyOf(ends, last + 1));
    }

    /// Collects runs in any order; adding them in ascending order costs least.
    public static final class Builder {
        private final long length;
        private long[] begins = new long[1024];
        private long[] ends = new long[1024];
        private int count;
        private boolean ascending = true;

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
            ascending &= last < 0 || offset > begins[last];
            if (count == begins.length) {
                begins = Arrays.copyOf(begins, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            begins[count] = offset;
            ends[count++] = offset + runLength;
        }

        /// All that was added, sorted and joined; the builder is used up.
        public UsedBlocks build() {
            if (!ascending) {
                sort();
            }
            return joined(begins, ends, count, 0);
        }

        /// A heap sort: two arrays at once, and no memory beside them.
        private void sort() {
            for (int root = count / 2 - 1; root >= 0; root--) {
                sink(root, count);
            }
            for (int end = count - 1; end > 0; end--) {
                swap(0, end);
                sink(0, end);
            }
        }

        private void sink(int from, int end) {
            int root = from;
            for (int child = 2 * root + 1; child < end; child = 2 * root + 1) {
                if (child + 1 < end && begins[child + 1] > begins[child]) {
                    child++;
                }
                if (begins[root] >= begins[child]) {
                    return;
                }
                swap(root, child);
                root = child;
            }
        }

        private void swap(int a, int b) {
            long begin = begins[a];
            long end = ends[a];
            begins[a] = begins[b];
            ends[a] = ends[b];
            begins[b] = begin;
            ends[b] = end;
        }
    }
}
