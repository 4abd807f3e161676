package sower.filesystem;

import java.util.ArrayList;
import java.util.List;
import sower.disk.Extent;

/// What two maps of one volume differ in.
final class Ranges {
    private Ranges() {}

    /// Runs merged like ours are.
    ///
    /// @param length bytes of the volume
    static UsedBlocks merged(List<Extent> runs, long length) throws CorruptFilesystemException {
        var merged = new UsedBlocks.Builder(length);
        for (var run : runs) {
            merged.add(run.offset(), run.length());
        }
        return merged.build();
    }

    /// All of a volume but these runs, which are ascending.
    static UsedBlocks without(List<Extent> free, long length) throws CorruptFilesystemException {
        var rest = new UsedBlocks.Builder(length);
        long at = 0;
        for (var run : free) {
            rest.add(at, run.offset() - at);
            at = run.end();
        }
        rest.add(at, length - at);
        return rest.build();
    }

    /// The bytes of `left` that are not in `right`.
    static List<Extent> minus(UsedBlocks left, UsedBlocks right) {
        var rest = new ArrayList<Extent>();
        for (var extent : left.extents()) {
            long at = extent.offset();
            for (var other : right.extents()) {
                if (other.end() > at && other.offset() < extent.end()) {
                    if (other.offset() > at) {
                        rest.add(new Extent(at, other.offset() - at));
                    }
                    at = Math.min(extent.end(), other.end());
                }
            }
            if (at < extent.end()) {
                rest.add(new Extent(at, extent.end() - at));
            }
        }
        return rest;
    }

    static long bytes(List<Extent> extents) {
        return extents.stream().mapToLong(Extent::length).sum();
    }
}
