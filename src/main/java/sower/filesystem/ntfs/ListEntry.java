package sower.filesystem.ntfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// One entry of an attribute list, which a file has whose attributes do not fit into one record
/// (struct ATTR_LIST_ENTRY).
///
/// @param firstCluster vcn: where the piece begins in its stream
/// @param record ref: the file record that holds the piece
record ListEntry(int type, String name, long firstCluster, long record) {
    /// The largest list there may be.
    static final int LARGEST = 256 << 10;

    private static final int HEADER = 26;
    private static final long NUMBER = 0xFFFF_FFFF_FFFFL; // without the sequence number

    static List<ListEntry> parse(byte[] list) throws CorruptFilesystemException {
        var s = Structure.littleEndian(list);
        var entries = new ArrayList<ListEntry>();
        int at = 0;
        while (at + HEADER <= list.length) {
            int length = s.u16(at + 4);
            int nameLength = 2 * s.u8(at + 6);
            int nameAt = s.u8(at + 7);
            if (length < HEADER - 2
                    || at + length > list.length
                    || nameLength > 0 && nameAt + nameLength > length) {
                throw new CorruptFilesystemException(
                        "an attribute list has an entry of %d bytes at byte %d"
                                .formatted(length, at));
            }
            var name =
                    nameLength == 0
                            ? ""
                            : new String(
                                    s.bytes(at + nameAt, nameLength), StandardCharsets.UTF_16LE);
            long record = s.u64(at + 16) & NUMBER;
            entries.add(new ListEntry((int) s.u32(at), name, s.u64(at + 8), record));
            at += length;
        }
        return entries;
    }

    /// Whether it is a piece of the stream.
    boolean is(int wantedType, String wantedName) {
        return type == wantedType && name.equals(wantedName);
    }
}
