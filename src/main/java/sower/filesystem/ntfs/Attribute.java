package sower.filesystem.ntfs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// One attribute of a file record (struct ATTRIB).
///
/// @param type such as [#DATA]
/// @param name UTF-16, empty for a file's own contents
/// @param value resident: its bytes; else the mapping pairs of its runs
/// @param firstCluster svcn: where its runs begin in the stream
/// @param size data_size, of the piece with [#firstCluster] 0 only
/// @param validSize valid_size: what follows reads as zeros
record Attribute(
        int type,
        String name,
        boolean resident,
        int flags,
        Structure value,
        long firstCluster,
        long size,
        long validSize) {
    static final int ATTRIBUTE_LIST = 0x20;
    static final int VOLUME_NAME = 0x60;
    static final int VOLUME_INFORMATION = 0x70;
    static final int DATA = 0x80;
    static final int INDEX_ROOT = 0x90;
    static final int INDEX_ALLOCATION = 0xA0;
    static final int BITMAP = 0xB0;

    private static final int RESIDENT_HEADER = 24;
    private static final int RUNS_HEADER = 64;
    private static final int PACKED = 0x00FF | 0x4000; // ATTR_FLAG_COMPRESSED, _ENCRYPTED

    /// @param at of the attribute in its record
    /// @param length of the attribute, inside the record
    static Attribute parse(Structure s, int at, int length) throws CorruptFilesystemException {
        boolean resident = s.u8(at + 8) == 0; // non_res
        int header = resident ? RESIDENT_HEADER : RUNS_HEADER;
        if (length < header) {
            throw new CorruptFilesystemException("an attribute has %d bytes".formatted(length));
        }
        int nameAt = s.u16(at + 10); // name_off
        int nameLength = 2 * s.u8(at + 9); // name_len
        int valueAt = s.u16(at + (resident ? 20 : 32)); // data_off, run_off
        long valueLength = resident ? s.u32(at + 16) : length - valueAt; // data_size
        boolean inside =
                nameAt + nameLength <= length
                        && valueAt >= RESIDENT_HEADER
                        && valueLength >= 0
                        && valueAt + valueLength <= length;
        if (!inside) {
            throw new CorruptFilesystemException(
                    "an attribute of %d bytes has %d bytes at %d and a name at %d"
                            .formatted(length, valueLength, valueAt, nameAt));
        }
        var name = s.bytes(at + nameAt, nameLength);
        return new Attribute(
                (int) s.u32(at),
                new String(name, StandardCharsets.UTF_16LE),
                resident,
                s.u16(at + 12),
                Structure.littleEndian(s.bytes(at + valueAt, (int) valueLength)),
                resident ? 0 : s.u64(at + 16),
                resident ? valueLength : s.u64(at + 48),
                resident ? valueLength : s.u64(at + 56));
    }

    /// Whether it says the same as another.
    boolean isSameAs(Attribute other) {
        return is(other.type, other.name)
                && resident == other.resident
                && firstCluster == other.firstCluster
                && size == other.size
                && Arrays.equals(bytes(), other.bytes());
    }

    /// Its value as bytes.
    byte[] bytes() {
        return value.bytes(0, value.length());
    }

    /// Whether it is the stream, or a piece of it.
    boolean is(int wantedType, String wantedName) {
        return type == wantedType && name.equals(wantedName);
    }

    /// Whether its bytes are not what its readers see.
    boolean isPacked() {
        return (flags & PACKED) != 0;
    }
}
