package sower.partition;

import sower.binary.Structure;

/// The first sector of a disk or of a logical partition, as bytes: boot code, disk signature, four
/// entries, 0x55AA. Addresses by cylinder, head and sector are written as "too large" and ignored.
record MbrSector(Structure bytes) {
    static final int LENGTH = 512;
    static final int ENTRIES = 446;
    static final int ENTRY_LENGTH = 16;
    static final int DISK_SIGNATURE = 440;
    private static final int PROTECTIVE = 0xEE;

    /// One used entry.
    ///
    /// @param boot BootIndicator: 0x80 = active
    /// @param first StartingLBA, relative to whatever the table is relative to
    /// @param count SizeInLBA
    record Entry(int boot, int type, long first, long count) {
        boolean isUsed() {
            return type != 0 && count > 0;
        }

        /// CHS, LBA and Linux extended.
        boolean isExtended() {
            return type == 0x05 || type == 0x0F || type == 0x85;
        }

        /// The same, cut where a disk of `sectors` ends.
        Entry endingBefore(long sectors) {
            return new Entry(boot, type, first, Math.min(count, sectors - first));
        }

        boolean isProtective() {
            return type == PROTECTIVE;
        }
    }

    static MbrSector of(byte[] bytes) {
        return new MbrSector(Structure.littleEndian(bytes));
    }

    /// Whether it ends with 0x55AA and its boot indicators are ones; boot code of a file system
    /// that begins at the same sector seldom looks like that.
    boolean isTable() {
        boolean signed = bytes.u16(510) == 0xAA55;
        for (int i = 0; i < 4; i++) {
            signed &= (entry(i).boot() & 0x7F) == 0;
        }
        return signed;
    }

    Entry entry(int index) {
        int at = ENTRIES + index * ENTRY_LENGTH;
        return new Entry(bytes.u8(at), bytes.u8(at + 4), bytes.u32(at + 8), bytes.u32(at + 12));
    }

    void put(int index, Entry entry) {
        int at = ENTRIES + index * ENTRY_LENGTH;
        bytes.put(at, new byte[ENTRY_LENGTH]);
        bytes.putU8(at, entry.boot());
        putTooLarge(at + 1);
        bytes.putU8(at + 4, entry.type());
        putTooLarge(at + 5);
        bytes.putU32(at + 8, entry.first());
        bytes.putU32(at + 12, entry.count());
    }

    /// Forgets all entries.
    void clear() {
        bytes.put(ENTRIES, new byte[4 * ENTRY_LENGTH]);
    }

    void sign() {
        bytes.putU16(510, 0xAA55);
    }

    /// Turns a disk's first sector into the protective MBR of a GPT (UEFI specification 2.10,
    /// 5.2.3); boot code stays.
    static void protect(byte[] firstSector, long diskSectors) {
        var sector = of(firstSector);
        sector.clear();
        long count = Math.min(diskSectors - 1, 0xFFFFFFFFL);
        sector.put(0, new Entry(0, PROTECTIVE, 1, count));
        sector.bytes.putU8(ENTRIES + 1, 0x00); // StartingCHS 0x000200, as the specification wants
        sector.bytes.putU8(ENTRIES + 2, 0x02);
        sector.bytes.putU8(ENTRIES + 3, 0x00);
        sector.sign();
    }

    private void putTooLarge(int at) {
        bytes.putU8(at, 0xFE);
        bytes.putU8(at + 1, 0xFF);
        bytes.putU8(at + 2, 0xFF);
    }
}
