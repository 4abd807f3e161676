package sower.filesystem.ext4;

import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// One group's descriptor (struct ext4_group_desc).
///
/// @param blockBitmap bg_block_bitmap
/// @param inodeBitmap bg_inode_bitmap
/// @param inodeTable bg_inode_table
/// @param freeClusters bg_free_blocks_count
/// @param hasBitmap not EXT4_BG_BLOCK_UNINIT
/// @param bitmapChecksum bg_block_bitmap_csum, 16 bits where the descriptor is short
record GroupDescriptor(
        long group,
        long blockBitmap,
        long inodeBitmap,
        long inodeTable,
        long freeClusters,
        boolean hasBitmap,
        int bitmapChecksum) {
    private static final int BLOCK_UNINIT = 0x2;
    private static final int SHORT = 32;
    private static final int LONG = 64;

    /// @param bytes exactly the descriptor
    /// @throws CorruptFilesystemException if its checksum is wrong
    static GroupDescriptor parse(Superblock superblock, long group, byte[] bytes)
            throws CorruptFilesystemException {
        var d = Structure.littleEndian(bytes);
        if (superblock.hasGroupChecksums() && d.u16(0x1E) != checksum(superblock, group, bytes)) {
            throw new CorruptFilesystemException(
                    "the checksum of block group %d's descriptor is wrong".formatted(group));
        }
        boolean wide = bytes.length >= LONG;
        boolean uninit = superblock.hasGroupChecksums() && (d.u16(0x12) & BLOCK_UNINIT) != 0;
        return new GroupDescriptor(
                group,
                d.u32(0x0) | (wide ? d.u32(0x20) << 32 : 0),
                d.u32(0x4) | (wide ? d.u32(0x24) << 32 : 0),
                d.u32(0x8) | (wide ? d.u32(0x28) << 32 : 0),
                d.u16(0xC) | (wide ? (long) d.u16(0x2C) << 16 : 0),
                !uninit,
                d.u16(0x18) | (wide ? d.u16(0x38) << 16 : 0));
    }

    /// @throws CorruptFilesystemException if the bitmap is not the one that was described
    void check(Superblock superblock, byte[] bitmap, long free) throws CorruptFilesystemException {
        if (superblock.has(superblock.roCompat(), Superblock.RO_METADATA_CSUM)) {
            int covered = superblock.clustersPerGroup() / 8;
            int actual = Checksum.crc32c(superblock.checksumSeed(), bitmap, 0, covered);
            int mask = superblock.descriptorLength() >= LONG ? ~0 : 0xFFFF;
            if ((actual & mask) != bitmapChecksum) {
                throw new CorruptFilesystemException(
                        "the checksum of block group %d's bitmap is wrong".formatted(group));
            }
        }
        if (free != freeClusters) {
            throw new CorruptFilesystemException(
                    "block group %d has %d free clusters by its bitmap and %d by its descriptor"
                            .formatted(group, free, freeClusters));
        }
    }

    private static int checksum(Superblock superblock, long group, byte[] bytes) {
        var number = new byte[4];
        Structure.littleEndian(number).putU32(0, group);
        if (superblock.has(superblock.roCompat(), Superblock.RO_METADATA_CSUM)) {
            var zeroed = bytes.clone();
            Structure.littleEndian(zeroed).putU16(0x1E, 0);
            int crc = Checksum.crc32c(superblock.checksumSeed(), number, 0, 4);
            return Checksum.crc32c(crc, zeroed, 0, zeroed.length) & 0xFFFF;
        }
        var uuid = new byte[16];
        Structure.littleEndian(uuid).putUuid(0, superblock.uuid());
        int crc = Checksum.crc16(0xFFFF, uuid, 0, 16);
        crc = Checksum.crc16(crc, number, 0, 4);
        crc = Checksum.crc16(crc, bytes, 0, 0x1E);
        return bytes.length > SHORT ? Checksum.crc16(crc, bytes, SHORT, bytes.length - SHORT) : crc;
    }
}
