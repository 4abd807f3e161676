package sower.exchange.clonezilla;

import java.util.zip.CRC32;

/// The checksum behind a strip of blocks. partclone stores a CRC-32 without the inversion at its
/// end.
final class Checksum {
    static final int LENGTH = 4;
    private static final long MASK = 0xFFFFFFFFL;
    private static final int POLYNOMIAL = 0xEDB88320; // ISO 3309, reflected

    /// What is summed up.
    enum Kind {
        /// every strip anew
        CRC32,
        /// all strips so far
        CRC32_RUNNING,
        /// all blocks so far, but of each only its first byte, as often as the block has bytes:
        /// partclone before 0.3 did so by mistake (sourceforge.net/p/partclone/bugs/6)
        CRC32_OF_0001
    }

    private final Kind kind;
    private final CRC32 crc = new CRC32();
    private int first; // byte of the block
    private boolean begun;
    private int crcOf0001 = -1;

    Checksum(Kind kind) {
        this.kind = kind;
    }

    void update(byte[] bytes, int count) {
        if (kind != Kind.CRC32_OF_0001) {
            crc.update(bytes, 0, count);
            return;
        }
        if (!begun && count > 0) {
            first = Byte.toUnsignedInt(bytes[0]);
            begun = true;
        }
        for (int i = 0; i < count; i++) {
            crcOf0001 = crcOf0001 >>> 8 ^ Table.ENTRIES[(crcOf0001 ^ first) & 0xFF];
        }
    }

    /// What must be stored here; the next strip begins.
    long end() {
        begun = false;
        if (kind == Kind.CRC32_OF_0001) {
            return crcOf0001 & MASK;
        }
        long value = stored(crc);
        if (kind == Kind.CRC32) {
            crc.reset();
        }
        return value;
    }

    /// A CRC as partclone stores it.
    static long stored(CRC32 crc) {
        return ~crc.getValue() & MASK;
    }

    private static final class Table {
        static final int[] ENTRIES = make();

        private Table() {}

        private static int[] make() {
            var entries = new int[256];
            for (int i = 0; i < entries.length; i++) {
                int value = i;
                for (int bit = 0; bit < 8; bit++) {
                    value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
                }
                entries[i] = value;
            }
            return entries;
        }
    }
}
