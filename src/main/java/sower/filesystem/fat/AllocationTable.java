package sower.filesystem.fat;

import java.io.IOException;
import java.util.Arrays;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The file allocation table that counts, read in windows; made for walking upwards.
final class AllocationTable {
    // a multiple of 3, so that no FAT12 entry is split, and of every sector
    private static final int WINDOW = 3 << 16;

    private static final int SLICE = 1 << 20;

    private final ByteSource volume;
    private final long offset;
    private final long length;
    private final int bits;
    private long windowAt = -1;
    private Structure window = Structure.littleEndian(new byte[0]);

    /// @throws CorruptFilesystemException if the table has no room for all clusters
    AllocationTable(ByteSource volume, BootSector boot) throws CorruptFilesystemException {
        long tableBytes = boot.tableSectors() * boot.sectorSize();
        this.volume = volume;
        this.offset =
                (long) boot.reservedSectors() * boot.sectorSize() + boot.activeTable() * tableBytes;
        this.length = tableBytes;
        this.bits = boot.entryBits();
        if ((boot.clusters() + 2) * bits > 8 * tableBytes) {
            throw new CorruptFilesystemException(
                    "the FAT of %d bytes has no room for %d clusters"
                            .formatted(tableBytes, boot.clusters()));
        }
    }

    /// Whether a cluster, counted from 2, holds something readable.
    boolean isUsed(long cluster) throws IOException {
        long entry = entry(cluster);
        return entry != 0 && entry != bad();
    }

    /// Whether the second entry says that the volume was unmounted and had no errors; FAT12 has no
    /// such bits.
    boolean saysClean() throws IOException {
        return switch (bits) {
            case 32 -> (entry(1) & 0x0C000000) == 0x0C000000;
            case 16 -> (entry(1) & 0xC000) == 0xC000;
            default -> true;
        };
    }

    /// Compares the tables, which have no checksums but each other, and looks behind the last
    /// cluster's entry, where nothing is.
    ///
    /// @throws CorruptFilesystemException if they differ, or if there are more clusters than the
    ///   boot sector says
    void check(BootSector boot) throws IOException {
        for (int copy = 1; boot.mirrored() && copy < boot.tables(); copy++) {
            for (long at = 0; at < length; at += SLICE) {
                int count = (int) Math.min(SLICE, length - at);
                var own = volume.bytes(offset + at, count);
                if (!Arrays.equals(own, volume.bytes(offset + copy * length + at, count))) {
                    throw new CorruptFilesystemException(
                            "the FATs differ between bytes %d and %d".formatted(at, at + count));
                }
            }
        }
        long entries = 8 * (length - 1) / bits; // but one, which may reach beyond the table
        for (long i = boot.clusters() + 2; i < entries; i++) {
            if (entry(i) != 0) {
                throw new CorruptFilesystemException(
                        "the FAT says that there is a cluster %d, the boot sector knows %d"
                                .formatted(i, boot.clusters()));
            }
        }
    }

    private long bad() {
        return switch (bits) {
            case 32 -> 0x0FFFFFF7;
            case 16 -> 0xFFF7;
            default -> 0xFF7;
        };
    }

    private long entry(long index) throws IOException {
        long at = index * bits / 8;
        int in = (int) (at % WINDOW);
        load(at - in);
        return switch (bits) {
            case 32 -> window.u32(in) & 0x0FFFFFFF; // the high 4 bits are reserved
            case 16 -> window.u16(in);
            default -> index % 2 == 0 ? window.u16(in) & 0xFFF : window.u16(in) >>> 4;
        };
    }

    private void load(long at) throws IOException {
        if (at != windowAt) {
            int count = (int) Math.min(WINDOW, length - at);
            window = Structure.littleEndian(volume.bytes(offset + at, count));
            windowAt = at;
        }
    }
}
