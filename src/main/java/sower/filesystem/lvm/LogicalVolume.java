package sower.filesystem.lvm;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.UsedBlocks;

/// A row of extents of the physical volume.
///
/// @param parts in the order of the logical volume, bytes of the physical one
/// @param plain whether it is nothing but this row, and nothing else is built on it
record LogicalVolume(String name, List<Extent> parts, boolean plain) {
    LogicalVolume {
        parts = List.copyOf(parts);
    }

    long length() {
        return parts.stream().mapToLong(Extent::length).sum();
    }

    /// Adds where bytes `begin` to `end` of the logical volume stand.
    void add(UsedBlocks.Builder used, long begin, long end) throws CorruptFilesystemException {
        long at = 0;
        for (var part : parts) {
            long from = Math.max(begin, at);
            long to = Math.min(end, at + part.length());
            if (from < to) {
                used.add(part.offset() + from - at, to - from);
            }
            at += part.length();
        }
    }

    /// Its bytes.
    ByteSource bytes(ByteSource physical) {
        long length = length();
        return new ByteSource() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void read(long offset, ByteBuffer into) throws IOException {
                if (offset < 0 || offset + into.remaining() > length) {
                    throw new EOFException(
                            "byte %d is not in logical volume %s".formatted(offset, name));
                }
                int limit = into.limit();
                long at = offset;
                long skipped = 0;
                for (var part : parts) {
                    if (at < skipped + part.length() && into.position() < limit) {
                        long inside = at - skipped;
                        long count = Math.min(limit - into.position(), part.length() - inside);
                        into.limit(into.position() + (int) count);
                        physical.read(part.offset() + inside, into);
                        into.limit(limit);
                        at += count;
                    }
                    skipped += part.length();
                }
            }
        };
    }
}
