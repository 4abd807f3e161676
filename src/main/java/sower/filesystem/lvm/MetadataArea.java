package sower.filesystem.lvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;

/// A ring of texts, of which the header names the newest (mda_header, raw_locn).
final class MetadataArea {
    private static final int HEADER = 512;
    private static final String MAGIC = " LVM2 x[5A%r0N*>";
    private static final long IGNORED = 1; // RAW_LOCN_IGNORED
    private static final int MOST_TEXT = 64 << 20;

    private MetadataArea() {}

    /// The newest text, empty where there is none.
    static Optional<String> text(ByteSource volume, Extent area) throws IOException {
        if (area.length() < HEADER || area.end() > volume.length()) {
            throw new CorruptFilesystemException("there is no metadata area at " + area);
        }
        var bytes = volume.bytes(area.offset(), HEADER);
        var s = Structure.littleEndian(bytes);
        boolean sane =
                s.holds(4, MAGIC)
                        && s.u32(0) == Checksum.of(bytes, 4, HEADER - 4) // checksum_xl
                        && s.u32(20) == 1 // version
                        && s.u64(24) == area.offset() // start
                        && s.u64(32) == area.length(); // size
        if (!sane) {
            throw new CorruptFilesystemException("the metadata area's header is damaged");
        }
        long offset = s.u64(40); // raw_locns[0], the committed one
        long size = s.u64(48);
        if (offset == 0 || (s.u32(60) & IGNORED) != 0) {
            return Optional.empty();
        }
        boolean inside = offset >= HEADER && offset < area.length();
        if (!inside || size <= 0 || size > Math.min(MOST_TEXT, area.length() - HEADER)) {
            throw new CorruptFilesystemException("the metadata's text is not in its area");
        }
        var text = read(volume, area, offset, (int) size);
        if (s.u32(56) != Checksum.of(text, 0, text.length)) {
            throw new CorruptFilesystemException("the metadata's checksum is wrong");
        }
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }

    /// A text that runs over the end goes on after the header.
    private static byte[] read(ByteSource volume, Extent area, long offset, int size)
            throws IOException {
        var text = new byte[size];
        int before = (int) Math.min(size, area.length() - offset);
        System.arraycopy(volume.bytes(area.offset() + offset, before), 0, text, 0, before);
        var rest = volume.bytes(area.offset() + HEADER, size - before);
        System.arraycopy(rest, 0, text, before, rest.length);
        return text;
    }
}
