package sower.filesystem.fat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;

/// The boot sector with its BIOS parameter block.
///
/// @param sectorSize BPB_BytsPerSec
/// @param clusterSectors BPB_SecPerClus
/// @param reservedSectors BPB_RsvdSecCnt
/// @param tables BPB_NumFATs
/// @param tableSectors BPB_FATSz16 or BPB_FATSz32
/// @param rootSectors of the fixed root directory, 0 for FAT32
/// @param totalSectors BPB_TotSec16 or BPB_TotSec32
/// @param mirrored whether all tables say the same
/// @param activeTable which table counts where they are not mirrored
/// @param backupSector BPB_BkBootSec, 0 where there is none
/// @param markedDirty what Windows NT and Linux note in BS_Reserved1
record BootSector(
        int sectorSize,
        int clusterSectors,
        int reservedSectors,
        int tables,
        long tableSectors,
        int rootSectors,
        long totalSectors,
        boolean mirrored,
        int activeTable,
        int backupSector,
        boolean fat32,
        boolean markedDirty,
        String label,
        String uuid) {
    static final int LENGTH = 512;

    /// The boot sector in 512 bytes, empty if it is another one.
    static Optional<BootSector> parse(byte[] bytes) {
        var s = Structure.littleEndian(bytes);
        int sectorSize = s.u16(11);
        int clusterSectors = s.u8(13);
        int media = s.u8(21);
        boolean sane =
                s.u16(510) == 0xAA55
                        && sectorSize >= 512
                        && sectorSize <= 4096
                        && Integer.bitCount(sectorSize) == 1
                        && Integer.bitCount(clusterSectors) == 1
                        && s.u16(14) > 0
                        && s.u8(16) >= 1
                        && s.u8(16) <= 2
                        && (media == 0xF0 || media >= 0xF8);
        if (!sane) {
            return Optional.empty();
        }
        boolean fat32 = s.u16(22) == 0;
        int extended = fat32 ? 64 : 36; // BS_DrvNum, behind it the rest in the same order
        boolean named = s.u8(extended + 2) == 0x29; // BS_BootSig
        int mirroring = fat32 ? s.u16(40) : 0; // BPB_ExtFlags
        return Optional.of(
                        new BootSector(
                                sectorSize,
                                clusterSectors,
                                s.u16(14),
                                s.u8(16),
                                fat32 ? s.u32(36) : s.u16(22),
                                (s.u16(17) * 32 + sectorSize - 1) / sectorSize,
                                s.u16(19) != 0 ? s.u16(19) : s.u32(32),
                                (mirroring & 0x80) == 0,
                                (mirroring & 0x80) != 0 ? mirroring & 0xF : 0,
                                fat32 ? s.u16(50) : 0,
                                fat32,
                                (s.u8(extended + 1) & 0x3) != 0, // BS_Reserved1
                                named ? label(s, extended + 7) : "",
                                named ? uuid(s, extended + 3) : ""))
                .filter(BootSector::isSane);
    }

    private static String label(Structure s, int at) {
        var label = s.text(at, 11, StandardCharsets.US_ASCII).strip(); // BS_VolLab
        return "NO NAME".equals(label) ? "" : label;
    }

    private static String uuid(Structure s, int at) {
        return "%04X-%04X".formatted(s.u16(at + 2), s.u16(at)); // BS_VolID
    }

    private boolean isSane() {
        return tableSectors > 0 && activeTable < tables && firstDataSector() < totalSectors;
    }

    /// Whether the clusters are where another boot sector says; name and state aside.
    boolean isAlike(BootSector other) {
        return sectorSize == other.sectorSize
                && clusterSectors == other.clusterSectors
                && firstDataSector() == other.firstDataSector()
                && totalSectors == other.totalSectors
                && fat32 == other.fat32;
    }

    /// Where cluster 2 begins.
    long firstDataSector() {
        return reservedSectors + tables * tableSectors + rootSectors;
    }

    long clusters() {
        return (totalSectors - firstDataSector()) / clusterSectors;
    }

    int clusterBytes() {
        return clusterSectors * sectorSize;
    }

    /// Width of a table entry, by the number of clusters and nothing else.
    int entryBits() {
        if (fat32) {
            return 32;
        }
        return clusters() < 4085 ? 12 : 16;
    }
}
