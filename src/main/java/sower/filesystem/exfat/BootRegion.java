package sower.filesystem.exfat;

import java.io.IOException;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The main boot region: the boot sector and what its checksum covers.
///
/// @param volumeSectors VolumeLength
/// @param fatSector FatOffset
/// @param fatSectors FatLength
/// @param heapSector ClusterHeapOffset
/// @param clusters ClusterCount
/// @param rootCluster FirstClusterOfRootDirectory
/// @param flags VolumeFlags
/// @param sectorShift BytesPerSectorShift
/// @param clusterShift SectorsPerClusterShift
/// @param tables NumberOfFats
record BootRegion(
        String serial,
        long volumeSectors,
        long fatSector,
        long fatSectors,
        long heapSector,
        long clusters,
        long rootCluster,
        int flags,
        int sectorShift,
        int clusterShift,
        int tables) {
    static final int LENGTH = 512;

    /// The first cluster's number.
    static final int FIRST = 2;

    private static final int SECTORS = 12;
    private static final int DIRTY = 0x2; // VolumeDirty
    private static final int MEDIA_FAILURE = 0x4; // MediaFailure
    private static final int ACTIVE_FAT = 0x1; // ActiveFat
    private static final long MOST_CLUSTERS = 0xFFFFFFF5L;

    /// Whether 512 bytes say that they are an exFAT boot sector.
    static boolean isExFat(byte[] bytes) {
        return Structure.littleEndian(bytes).holds(3, "EXFAT   "); // FileSystemName
    }

    /// The serial number of a boot sector that may make no other sense.
    static String serial(byte[] bytes) {
        var s = Structure.littleEndian(bytes);
        return "%04X-%04X".formatted(s.u16(102), s.u16(100)); // VolumeSerialNumber
    }

    /// @throws CorruptFilesystemException if its sizes make no sense or its checksum is wrong
    static BootRegion read(ByteSource volume, byte[] bytes) throws IOException {
        var s = Structure.littleEndian(bytes);
        var boot =
                new BootRegion(
                        serial(bytes),
                        s.u64(72),
                        s.u32(80),
                        s.u32(84),
                        s.u32(88),
                        s.u32(92),
                        s.u32(96),
                        s.u16(106),
                        s.u8(108),
                        s.u8(109),
                        s.u8(110));
        if (s.u16(510) != 0xAA55 || !boot.hasSaneSizes() || !boot.fits(volume.length())) {
            throw new CorruptFilesystemException("exFAT's sizes make no sense: " + boot);
        }
        boot.checkSum(volume);
        return boot;
    }

    private boolean hasSaneSizes() {
        return sectorShift >= 9
                && sectorShift <= 12
                && clusterShift <= 25 - sectorShift
                && tables >= 1
                && tables <= 2
                && (tables == 2 || (flags & ACTIVE_FAT) == 0)
                && clusters >= 1
                && clusters <= MOST_CLUSTERS
                && has(rootCluster);
    }

    private boolean fits(long length) {
        return volumeSectors > 0
                && volumeSectors <= length >> sectorShift
                && fatSector >= 2 * SECTORS
                && fatSectors << sectorShift >= 4 * (clusters + FIRST)
                && heapSector >= fatSector + tables * fatSectors
                && heapSector + (clusters << clusterShift) <= volumeSectors;
    }

    /// The last sector of the region repeats a sum over the others, flags and fill level left out.
    private void checkSum(ByteSource volume) throws IOException {
        int size = 1 << sectorShift;
        var region = volume.bytes(0, SECTORS * size);
        int sum = 0;
        for (int i = 0; i < (SECTORS - 1) * size; i++) {
            if (i != 106 && i != 107 && i != 112) {
                sum = Integer.rotateRight(sum, 1) + (region[i] & 0xFF);
            }
        }
        long expected = Structure.littleEndian(region).u32((SECTORS - 1) * size);
        if (expected != Integer.toUnsignedLong(sum)) {
            throw new CorruptFilesystemException(
                    "the checksum of exFAT's boot region is %08x instead of %08x"
                            .formatted(expected, sum));
        }
    }

    boolean isDirty() {
        return (flags & DIRTY) != 0;
    }

    boolean hasMediaFailure() {
        return (flags & MEDIA_FAILURE) != 0;
    }

    /// Whether there is a cluster of this number.
    boolean has(long cluster) {
        return cluster >= FIRST && cluster < FIRST + clusters;
    }

    int clusterSize() {
        return 1 << sectorShift + clusterShift;
    }

    /// Bytes of the volume.
    long length() {
        return volumeSectors << sectorShift;
    }

    long fatOffset() {
        return fatSector << sectorShift;
    }

    long fatLength() {
        return fatSectors << sectorShift;
    }

    /// Where a cluster begins.
    long offset(long cluster) {
        return (heapSector << sectorShift) + (cluster - FIRST) * clusterSize();
    }

    /// How many clusters hold `length` bytes.
    long clustersFor(long length) {
        return length / clusterSize() + (length % clusterSize() == 0 ? 0 : 1);
    }
}
