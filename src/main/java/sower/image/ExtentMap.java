package sower.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import sower.disk.Extent;

/// Where each byte of a torrent lives on the volume.
///
/// A torrent is the volume's used extents, joined end to end: one torrent file per extent, named by
/// its offset. So torrent bytes are dense, disk bytes are sparse, and one range of torrent bytes
/// may touch several extents. The offsets are parsed once, never per read or write.
public final class ExtentMap {
    private final long[] offsets; // of extent i on the volume
    private final long[] starts; // of extent i in the torrent; one more for the end

    /// @param extents in torrent order, not overlapping; any order of offsets
    public ExtentMap(List<Extent> extents) {
        offsets = new long[extents.size()];
        starts = new long[extents.size() + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = extents.get(i).offset();
            starts[i + 1] = starts[i] + extents.get(i).length();
        }
    }

    /// Bytes in the torrent.
    public long length() {
        return starts[offsets.length];
    }

    /// Where torrent byte `torrentOffset` lies on the volume.
    public long position(long torrentOffset) {
        Objects.checkIndex(torrentOffset, length());
        int i = extentAt(torrentOffset);
        return offsets[i] + torrentOffset - starts[i];
    }

    /// The volume's extents behind `count` torrent bytes from `torrentOffset`, in order; their
    /// lengths add up to `count`. Neighbours that touch are one.
    public List<Extent> slices(long torrentOffset, long count) {
        Objects.checkFromIndexSize(torrentOffset, count, length());
        var slices = new ArrayList<Extent>();
        long left = count;
        for (int i = count == 0 ? 0 : extentAt(torrentOffset); left > 0; i++) {
            long skip = torrentOffset + count - left - starts[i];
            long taken = Math.min(left, starts[i + 1] - starts[i] - skip);
            long offset = offsets[i] + skip;
            if (!slices.isEmpty() && slices.getLast().end() == offset) {
                var before = slices.removeLast();
                slices.add(new Extent(before.offset(), before.length() + taken));
            } else {
                slices.add(new Extent(offset, taken));
            }
            left -= taken;
        }
        return slices;
    }

    private int extentAt(long torrentOffset) {
        int found = Arrays.binarySearch(starts, torrentOffset);
        return found >= 0 ? found : -found - 2;
    }
}
