package sower.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import sower.disk.Extent;
import sower.disk.Extents;

/// Bytes of a volume as a set: runs that are ascending and do not touch. Immutable.
public final class ExtentSet {
    private final long[] begins;
    private final long[] ends;
    private final long[] before; // before[i]: bytes in the runs ahead of run i

    private ExtentSet(long[] begins, long[] ends) {
        this.begins = begins;
        this.ends = ends;
        this.before = new long[begins.length + 1];
        for (int i = 0; i < begins.length; i++) {
            before[i + 1] = before[i] + ends[i] - begins[i];
        }
    }

    /// @param extents in any order; they may overlap
    public static ExtentSet of(Collection<Extent> extents) {
        boolean ready = extents instanceof Extents list && list.isAscending();
        Collection<Extent> sorted = extents;
        if (!ready) {
            sorted = extents.stream().sorted(Comparator.comparingLong(Extent::offset)).toList();
        }
        var runs = new Runs(sorted.size());
        sorted.forEach(extent -> runs.add(extent.offset(), extent.end()));
        return runs.build();
    }

    /// Bytes in it.
    long bytes() {
        return before[begins.length];
    }

    /// How many of its bytes lie in `extent`.
    public long bytesIn(Extent extent) {
        return bytesBefore(extent.end()) - bytesBefore(extent.offset());
    }

    /// Its runs as far as they lie in `range`, ascending.
    List<Extent> in(Extent range) {
        var runs = new Runs(1);
        int found = Arrays.binarySearch(ends, range.offset());
        for (int i = found >= 0 ? found : -found - 1; i < begins.length; i++) {
            if (begins[i] >= range.end()) {
                break;
            }
            runs.add(Math.max(begins[i], range.offset()), Math.min(ends[i], range.end()));
        }
        return runs.build().extents();
    }

    /// Its runs, ascending.
    public List<Extent> extents() {
        return Extents.of(begins, ends);
    }

    /// What is in this or in the other.
    ExtentSet plus(ExtentSet other) {
        var all = new ArrayList<>(extents());
        all.addAll(other.extents());
        return of(all);
    }

    /// What is in this and in the other.
    ExtentSet and(ExtentSet other) {
        var runs = new Runs(begins.length);
        int i = 0;
        int j = 0;
        while (i < begins.length && j < other.begins.length) {
            runs.add(Math.max(begins[i], other.begins[j]), Math.min(ends[i], other.ends[j]));
            if (ends[i] < other.ends[j]) {
                i++;
            } else {
                j++;
            }
        }
        return runs.build();
    }

    /// What is in this and not in the other.
    ExtentSet minus(ExtentSet other) {
        var runs = new Runs(begins.length);
        int j = 0;
        for (int i = 0; i < begins.length; i++) {
            long at = begins[i];
            while (j < other.begins.length && other.ends[j] <= at) {
                j++;
            }
            for (int k = j; k < other.begins.length && other.begins[k] < ends[i]; k++) {
                runs.add(at, other.begins[k]);
                at = Math.max(at, other.ends[k]);
            }
            runs.add(at, ends[i]);
        }
        return runs.build();
    }

    private long bytesBefore(long offset) {
        int found = Arrays.binarySearch(begins, offset);
        if (found >= 0) {
            return before[found];
        }
        int run = -found - 2; // the last that begins ahead of it
        return run < 0 ? 0 : before[run] + Math.min(offset, ends[run]) - begins[run];
    }

    /// Collects runs by ascending beginning.
    private static final class Runs {
        private long[] begins;
        private long[] ends;
        private int count;

        Runs(int expected) {
            begins = new long[expected + 1];
            ends = new long[expected + 1];
        }

        void add(long begin, long end) {
            if (begin >= end) {
                return;
            }
            if (count > 0 && begin <= ends[count - 1]) {
                ends[count - 1] = Math.max(ends[count - 1], end);
                return;
            }
            if (count == begins.length) {
                begins = Arrays.copyOf(begins, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            begins[count] = begin;
            ends[count++] = end;
        }

        ExtentSet build() {
            return new ExtentSet(Arrays.copyOf(begins, count), Arrays.copyOf(ends, count));
        }
    }
}
