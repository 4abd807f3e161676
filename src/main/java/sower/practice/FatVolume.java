package sower.practice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// Writes a FAT16 volume with files of random bytes; structures as in Microsoft's "FAT: General
/// Overview of On-Disk Format", version 1.03.
final class FatVolume {
    private static final int SECTOR = 512;
    private static final int ROOT_ENTRIES = 512;
    private static final int ROOT_SECTORS = ROOT_ENTRIES * 32 / SECTOR;
    private static final int MOST_CLUSTERS = 65_000; // more would be FAT32
    private static final int LEAST_CLUSTERS = 4_100; // fewer would be FAT12
    private static final int FILES = 48;

    private final String label;
    private final Random random;

    /// @param label up to 11 upper-case letters
    FatVolume(String label, Random random) {
        this.label = label;
        this.random = random;
    }

    /// Writes the volume into its place on the disk.
    ///
    /// @param fill how much of it is used by files, 0 to 1
    void write(BlockDevice disk, Extent place, double fill) throws IOException {
        int sectors = (int) Math.min(place.length() / SECTOR, Integer.MAX_VALUE);
        int perCluster = 1;
        while (sectors / perCluster > MOST_CLUSTERS) {
            perCluster *= 2;
        }
        int fatSectors = (sectors / perCluster + 2) * 2 / SECTOR + 1;
        int dataSector = 1 + 2 * fatSectors + ROOT_SECTORS;
        int clusters = (sectors - dataSector) / perCluster;
        if (clusters < LEAST_CLUSTERS) {
            throw new IllegalArgumentException("no room for FAT16 in " + place.length());
        }
        var fat = little(fatSectors * SECTOR);
        var root = little(ROOT_SECTORS * SECTOR);
        fat.putShort(0, (short) 0xFFF8).putShort(2, (short) 0xFFFF);
        putEntry(root, 0, name(label), 0x08, 0, 0);
        int cluster = 2;
        int each = (int) (clusters * fill / FILES);
        long clusterBytes = (long) perCluster * SECTOR;
        for (int file = 0; file < FILES; file++) {
            int count = Math.max(1, each / 2 + random.nextInt(Math.max(1, each)));
            count = Math.min(count, clusters + 1 - cluster - (FILES - file));
            chain(fat, cluster, count);
            var fileName = name("FILE%04d".formatted(file)).substring(0, 8) + "BIN";
            putEntry(root, file + 1, fileName, 0x20, cluster, count * clusterBytes);
            long at = place.offset() + (dataSector + (cluster - 2L) * perCluster) * SECTOR;
            writeRandom(disk, at, count * clusterBytes);
            cluster += count + random.nextInt(Math.max(1, each / 8)); // holes, as on any real disk
        }
        disk.write(place.offset(), bootSector(sectors, perCluster, fatSectors));
        disk.write(place.offset() + SECTOR, fat.duplicate());
        disk.write(place.offset() + (1L + fatSectors) * SECTOR, fat);
        disk.write(place.offset() + (1L + 2L * fatSectors) * SECTOR, root);
    }

    private ByteBuffer bootSector(int sectors, int perCluster, int fatSectors) {
        var boot = little(SECTOR);
        boot.put(0, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90}); // BS_jmpBoot
        boot.put(3, "SOWER   ".getBytes(StandardCharsets.US_ASCII)); // BS_OEMName
        boot.putShort(11, (short) SECTOR); // BPB_BytsPerSec
        boot.put(13, (byte) perCluster); // BPB_SecPerClus
        boot.putShort(14, (short) 1); // BPB_RsvdSecCnt
        boot.put(16, (byte) 2); // BPB_NumFATs
        boot.putShort(17, (short) ROOT_ENTRIES); // BPB_RootEntCnt
        boot.putShort(19, (short) (sectors < 65_536 ? sectors : 0)); // BPB_TotSec16
        boot.put(21, (byte) 0xF8); // BPB_Media
        boot.putShort(22, (short) fatSectors); // BPB_FATSz16
        boot.putShort(24, (short) 63).putShort(26, (short) 255); // BPB_SecPerTrk, BPB_NumHeads
        boot.putInt(32, sectors < 65_536 ? 0 : sectors); // BPB_TotSec32
        boot.put(36, (byte) 0x80).put(38, (byte) 0x29); // BS_DrvNum, BS_BootSig
        boot.putInt(39, random.nextInt()); // BS_VolID
        boot.put(43, name(label).getBytes(StandardCharsets.US_ASCII)); // BS_VolLab
        boot.put(54, "FAT16   ".getBytes(StandardCharsets.US_ASCII)); // BS_FilSysType
        boot.put(510, (byte) 0x55).put(511, (byte) 0xAA); // Signature_word
        return boot;
    }

    private static void chain(ByteBuffer fat, int first, int count) {
        for (int i = 0; i < count; i++) {
            int next = i == count - 1 ? 0xFFFF : first + i + 1;
            fat.putShort((first + i) * 2, (short) next);
        }
    }

    private static void putEntry(
            ByteBuffer root, int index, String name, int attributes, int cluster, long size) {
        int at = index * 32;
        root.put(at, name.getBytes(StandardCharsets.US_ASCII)); // DIR_Name
        root.put(at + 11, (byte) attributes); // DIR_Attr
        root.putShort(at + 24, (short) 0x5821); // DIR_WrtDate: 2024-01-01
        root.putShort(at + 26, (short) cluster); // DIR_FstClusLO
        root.putInt(at + 28, (int) size); // DIR_FileSize
    }

    private void writeRandom(BlockDevice disk, long offset, long length) throws IOException {
        byte[] bytes = new byte[1 << 20];
        for (long done = 0; done < length; done += bytes.length) {
            random.nextBytes(bytes);
            int part = (int) Math.min(bytes.length, length - done);
            disk.write(offset + done, ByteBuffer.wrap(bytes, 0, part));
        }
    }

    private static String name(String text) {
        return "%-11s".formatted(text.toUpperCase(Locale.ROOT));
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
