package sower.capture;

import java.util.ArrayList;
import java.util.List;
import sower.disk.Extent;
import sower.disk.Extents;

/// Walks once over extents, cutting off as many bytes as asked for.
final class ExtentWalk {
    private final List<Extent> extents;
    private int index;
    private long inside; // bytes of extents[index] already taken

    ExtentWalk(List<Extent> extents) {
        this.extents = Extents.copyOf(extents);
    }

    /// The next `count` bytes, which must be there.
    List<Extent> next(long count) {
        var parts = new ArrayList<Extent>();
        long left = count;
        while (left > 0) {
            var extent = extents.get(index);
            long taken = Math.min(left, extent.length() - inside);
            parts.add(new Extent(extent.offset() + inside, taken));
            left -= taken;
            inside += taken;
            if (inside == extent.length()) {
                index++;
                inside = 0;
            }
        }
        return List.copyOf(parts);
    }
}
