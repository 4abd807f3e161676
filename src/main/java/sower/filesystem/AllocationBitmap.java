package sower.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import sower.disk.ByteSource;

/// Finds the marked units of an allocation bitmap: one bit each, the lowest bit of the first byte
/// first. Reads ascending, in slices, and looks at whole words, so that a bitmap of gigabytes takes
/// no memory and little time.
public final class AllocationBitmap {
    private static final int SLICE = 1 << 20;
    private static final int WORD = 64;

    /// Is told the runs of marked units: ascending, each as long as possible.
    @FunctionalInterface
    public interface Runs {
        /// Units `first` to `first + count` are marked, the ones around them are not.
        void marked(long first, long count) throws IOException;
    }

    private final Runs runs;
    private long begin = -1; // of the run that has no end yet
    private long marked;

    private AllocationBitmap(Runs runs) {
        this.runs = runs;
    }

    /// Walks the first `units` bits of `bits`; what follows them is not looked at.
    ///
    /// @return how many are marked
    /// @throws CorruptFilesystemException if `bits` is shorter than that
    public static long walk(ByteSource bits, long units, Runs runs) throws IOException {
        if (units < 0 || units > 8 * bits.length()) {
            throw new CorruptFilesystemException(
                    "the bitmap has %d bytes for %d units".formatted(bits.length(), units));
        }
        var walk = new AllocationBitmap(runs);
        var slice = ByteBuffer.allocate((int) Math.min(SLICE, (units + WORD - 1) / WORD * 8));
        for (long first = 0; first < units; first += 8L * SLICE) {
            int count = (int) Math.min(8L * SLICE, units - first);
            slice.clear().limit((count + 7) / 8);
            bits.read(first / 8, slice);
            walk.slice(first, slice.array(), count);
        }
        return walk.end(units);
    }

    /// The same for a bitmap in memory.
    public static long walk(byte[] bits, int units, Runs runs) throws IOException {
        var walk = new AllocationBitmap(runs);
        walk.slice(0, Arrays.copyOf(bits, (units + WORD - 1) / WORD * 8), units);
        return walk.end(units);
    }

    /// @param bytes whole words
    private void slice(long first, byte[] bytes, int count) throws IOException {
        var words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < count; at += WORD) {
            long word = words.getLong(at / 8);
            int there = Math.min(WORD, count - at);
            int bit = 0;
            while (bit < there) {
                long changes = (begin < 0 ? word : ~word) >>> bit;
                bit += Long.numberOfTrailingZeros(changes); // 64 where none is left
                if (bit < there) {
                    change(first + at + bit);
                }
            }
        }
    }

    private void change(long unit) throws IOException {
        if (begin < 0) {
            begin = unit;
            return;
        }
        runs.marked(begin, unit - begin);
        marked += unit - begin;
        begin = -1;
    }

    private long end(long units) throws IOException {
        if (begin >= 0) {
            change(units);
        }
        return marked;
    }
}
