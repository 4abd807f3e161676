package sower.filesystem.ntfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// A record of the master file table (struct MFT_REC).
///
/// @param inUse RECORD_FLAG_IN_USE
/// @param sequence seq: grows each time the record is used for another file
/// @param attributes of this record alone: an attribute list may name more
record FileRecord(long number, boolean inUse, int sequence, List<Attribute> attributes) {
    private static final int HEADER = 0x30;
    private static final int IN_USE = 0x1;
    private static final long END = 0xFFFFFFFFL;

    /// @param bytes as they are on the disk; left with the update sequence undone
    static FileRecord parse(long number, byte[] bytes) throws CorruptFilesystemException {
        var what = "file record " + number;
        Fixup.apply(bytes, "FILE", what);
        var s = Structure.littleEndian(bytes);
        boolean numbered = s.u16(4) >= HEADER; // since NTFS 3.1
        if (numbered && s.u32(0x2C) != (number & 0xFFFFFFFFL)) {
            throw new CorruptFilesystemException(what + " says it is " + s.u32(0x2C));
        }
        long used = s.u32(0x18);
        if (used > bytes.length) {
            throw new CorruptFilesystemException(
                    "%s uses %d of %d bytes".formatted(what, used, bytes.length));
        }
        var attributes = new ArrayList<Attribute>();
        int at = s.u16(0x14); // attr_off
        while (true) {
            if (at + 4 > used) {
                throw new CorruptFilesystemException(what + " has no end of attributes");
            }
            if (s.u32(at) == END) {
                break;
            }
            long length = at + 16 > used ? 0 : s.u32(at + 4);
            if (length < 16 || length % 8 != 0 || length > used - at) {
                throw new CorruptFilesystemException(
                        "%s has an attribute of %d bytes at byte %d".formatted(what, length, at));
            }
            attributes.add(Attribute.parse(s, at, (int) length));
            at += (int) length;
        }
        return new FileRecord(number, (s.u16(0x16) & IN_USE) != 0, s.u16(0x10), attributes);
    }

    /// Whether it says the same as another, its update sequence aside.
    boolean isSameAs(FileRecord other) {
        if (inUse != other.inUse || attributes.size() != other.attributes.size()) {
            return false;
        }
        for (int i = 0; i < attributes.size(); i++) {
            if (!attributes.get(i).isSameAs(other.attributes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// The first attribute of a type and name, which is the only one unless it is in pieces.
    Optional<Attribute> find(int type, String name) {
        return attributes.stream().filter(attribute -> attribute.is(type, name)).findFirst();
    }
}
