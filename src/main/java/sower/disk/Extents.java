package sower.disk;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// A list of extents in sixteen bytes each, because an old volume has a million of them; every
/// [Extent] is made when it is asked for. Immutable.
public final class Extents extends AbstractList<Extent> implements RandomAccess {
    private final long[] begins;
    private final long[] ends;

    private Extents(long[] begins, long[] ends) {
        this.begins = begins;
        this.ends = ends;
    }

    /// A list of `begins.length` extents.
    ///
    /// @param begins never changed from now on
    /// @param ends of each the byte after its last, never changed from now on
    public static Extents of(long[] begins, long[] ends) {
        return new Extents(begins, ends);
    }

    /// The same extents in the same order.
    public static Extents copyOf(List<Extent> extents) {
        if (extents instanceof Extents same) {
            return same;
        }
        var builder = new Builder(extents.size());
        extents.forEach(extent -> builder.add(extent.offset(), extent.length()));
        return builder.build();
    }

    @Override
    public Extent get(int index) {
        return new Extent(begins[index], ends[index] - begins[index]);
    }

    @Override
    public int size() {
        return begins.length;
    }

    /// Whether every one begins where the one before it ends, or later.
    public boolean isAscending() {
        for (int i = 1; i < begins.length; i++) {
            if (begins[i] < ends[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /// Collects extents in their order.
    public static final class Builder {
        private long[] begins;
        private long[] ends;
        private int count;

        /// @param expected how many, or a guess
        public Builder(int expected) {
            begins = new long[expected];
            ends = new long[expected];
        }

        /// Adds one at the end.
        public void add(long offset, long length) {
            if (count == begins.length) {
                begins = Arrays.copyOf(begins, count + count / 2 + 16);
                ends = Arrays.copyOf(ends, begins.length);
            }
            begins[count] = offset;
            ends[count++] = offset + length;
        }

        /// Adds one at the end, or makes the last one longer where it touches it.
        public void join(long offset, long length) {
            if (count > 0 && ends[count - 1] == offset) {
                ends[count - 1] += length;
            } else {
                add(offset, length);
            }
        }

        /// All of them; the builder is used up.
        public Extents build() {
            boolean full = count == begins.length;
            return new Extents(
                    full ? begins : Arrays.copyOf(begins, count),
                    full ? ends : Arrays.copyOf(ends, count));
        }
    }
}
