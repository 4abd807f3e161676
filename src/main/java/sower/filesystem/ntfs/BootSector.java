package sower.filesystem.ntfs;

import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// The boot sector (struct NTFS_BOOT).
///
/// @param sectorSize bytes_per_sector
/// @param clusterSize sct_per_clust, in bytes
/// @param totalSectors sct_per_volume: all but the backup of this sector, which follows them
/// @param mftCluster mft_clst
/// @param mirrorCluster mft2_clst
/// @param recordSize record_size, in bytes
/// @param serial serial_num
record BootSector(
        int sectorSize,
        int clusterSize,
        long totalSectors,
        long mftCluster,
        long mirrorCluster,
        int recordSize,
        String serial) {
    static final int LENGTH = 512;
    private static final int SIGNATURE = 0xAA55;
    private static final int LARGEST_CLUSTER = 2 << 20;

    /// Whether 512 bytes say that they are an NTFS boot sector.
    static boolean isNtfs(byte[] bytes) {
        return Structure.littleEndian(bytes).holds(3, "NTFS    "); // system_id
    }

    /// The serial number of a boot sector that may make no other sense.
    static String serial(byte[] bytes) {
        return "%016X".formatted(Structure.littleEndian(bytes).u64(0x48));
    }

    /// @param bytes 512 of them
    /// @throws CorruptFilesystemException if its sizes make no sense
    static BootSector parse(byte[] bytes) throws CorruptFilesystemException {
        var s = Structure.littleEndian(bytes);
        int sectorSize = s.u16(0x0B);
        int perCluster = clusterSectors(s.u8(0x0D));
        long clusterSize = (long) sectorSize * perCluster;
        boolean sane =
                s.u16(510) == SIGNATURE
                        && sectorSize >= 512
                        && sectorSize <= 4096
                        && Integer.bitCount(sectorSize) == 1
                        && Integer.bitCount(perCluster) == 1
                        && clusterSize >= 512
                        && clusterSize <= LARGEST_CLUSTER
                        && s.u16(0x0E) == 0 // reserved_sectors, as in all that are not FAT
                        && s.u64(0x28) > 0
                        && s.u64(0x28) < Long.MAX_VALUE / sectorSize;
        if (!sane) {
            throw new CorruptFilesystemException(
                    "the NTFS boot sector has sectors of %d bytes, %d per cluster, %d in all"
                            .formatted(sectorSize, perCluster, s.u64(0x28)));
        }
        var boot =
                new BootSector(
                        sectorSize,
                        (int) clusterSize,
                        s.u64(0x28),
                        s.u64(0x30),
                        s.u64(0x38),
                        recordSize((byte) s.u8(0x40), (int) clusterSize),
                        serial(bytes));
        boot.check();
        return boot;
    }

    /// Up to 128 it is a count; above, the two's complement of a power of two.
    private static int clusterSectors(int field) {
        if (field <= 0x80) {
            return field;
        }
        int shift = 0x100 - field;
        return shift > 12 ? 0 : 1 << shift;
    }

    /// In clusters where positive, else a power of two in bytes.
    private static int recordSize(byte field, int clusterSize) {
        if (field > 0) {
            return (int) Math.min((long) field * clusterSize, Integer.MAX_VALUE);
        }
        return field < -30 ? 0 : 1 << -field;
    }

    private void check() throws CorruptFilesystemException {
        boolean sizeRight =
                recordSize >= 512 && recordSize <= 65536 && Integer.bitCount(recordSize) == 1;
        if (!sizeRight || !has(mftCluster) || !has(mirrorCluster) || mftCluster == mirrorCluster) {
            throw new CorruptFilesystemException(
                    "the NTFS boot sector has records of %d bytes at cluster %d and a mirror at %d"
                            .formatted(recordSize, mftCluster, mirrorCluster));
        }
    }

    private boolean has(long cluster) {
        return cluster > 0 && cluster < clusters();
    }

    /// Whole clusters; sectors too few for another one may follow.
    long clusters() {
        return totalSectors / (clusterSize / sectorSize);
    }

    /// Where the backup of this sector is.
    long backupOffset() {
        return totalSectors * sectorSize;
    }

    /// Bytes with the backup.
    long length() {
        return backupOffset() + sectorSize;
    }
}
