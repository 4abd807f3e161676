package sower.filesystem.ntfs;

import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// The update sequence of a record of several sectors (struct NTFS_RECORD_HEADER): the last two
/// bytes of each sector hold a number that changes with every write, and what belongs there stands
/// in the header. So a record that was written only in part is noticed.
final class Fixup {
    private static final int SMALLEST_STRIDE = 512;

    private Fixup() {}

    /// Puts the true bytes back, in place.
    ///
    /// @param what the record's name in messages
    /// @throws CorruptFilesystemException if the record is another one or was not written wholly
    static void apply(byte[] record, String magic, String what) throws CorruptFilesystemException {
        var s = Structure.littleEndian(record);
        if (!s.holds(0, magic)) {
            throw new CorruptFilesystemException(what + " does not begin with " + magic);
        }
        int offset = s.u16(4); // fix_off
        int sectors = s.u16(6) - 1; // fix_num
        boolean sane =
                sectors > 0
                        && offset >= 8
                        && offset % 2 == 0
                        && offset + 2 * (sectors + 1) <= record.length
                        && record.length % sectors == 0
                        && record.length / sectors >= SMALLEST_STRIDE;
        if (!sane) {
            throw new CorruptFilesystemException(
                    "%s has an update sequence of %d sectors at byte %d"
                            .formatted(what, sectors, offset));
        }
        int stride = record.length / sectors;
        int number = s.u16(offset);
        for (int i = 1; i <= sectors; i++) {
            int at = i * stride - 2;
            if (s.u16(at) != number) {
                throw new CorruptFilesystemException(
                        "sector %d of %s is of another time than its first".formatted(i - 1, what));
            }
            s.putU16(at, s.u16(offset + 2 * i));
        }
    }
}
