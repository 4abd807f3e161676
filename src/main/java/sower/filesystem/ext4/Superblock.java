package sower.filesystem.ext4;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;

/// The superblock, as far as it says where things are (struct ext4_super_block).
///
/// @param blocks s_blocks_count
/// @param firstDataBlock s_first_data_block
/// @param blockSize bytes
/// @param clusterRatio blocks per cluster, 1 without bigalloc
/// @param clustersPerGroup s_clusters_per_group
/// @param blocksPerGroup s_blocks_per_group
/// @param inodesPerGroup s_inodes_per_group
/// @param inodeSize bytes
/// @param state s_state
/// @param compat s_feature_compat
/// @param incompat s_feature_incompat
/// @param roCompat s_feature_ro_compat
/// @param reservedDescriptorBlocks s_reserved_gdt_blocks
/// @param descriptorLength bytes
/// @param firstMetaGroup s_first_meta_bg
/// @param journalInode s_journal_inum
/// @param backupGroup1 s_backup_bgs[0]
/// @param backupGroup2 s_backup_bgs[1]
/// @param checksumSeed of all other metadata
/// @param checksumRight of itself, true where it has none
record Superblock(
        long blocks,
        long firstDataBlock,
        int blockSize,
        int clusterRatio,
        int clustersPerGroup,
        int blocksPerGroup,
        long inodesPerGroup,
        int inodeSize,
        int state,
        long compat,
        long incompat,
        long roCompat,
        int reservedDescriptorBlocks,
        int descriptorLength,
        long firstMetaGroup,
        long journalInode,
        long backupGroup1,
        long backupGroup2,
        String uuid,
        String label,
        int checksumSeed,
        boolean checksumRight) {

    static final int OFFSET = 1024;
    static final int LENGTH = 1024;
    private static final int MAGIC = 0xEF53;

    static final int COMPAT_HAS_JOURNAL = 0x4;
    static final int COMPAT_SPARSE_SUPER2 = 0x200;
    static final int INCOMPAT_RECOVER = 0x4;
    static final int INCOMPAT_JOURNAL_DEV = 0x8;
    static final int INCOMPAT_META_BG = 0x10;
    static final int INCOMPAT_64BIT = 0x80;
    static final int INCOMPAT_CSUM_SEED = 0x2000;
    static final int RO_SPARSE_SUPER = 0x1;
    static final int RO_GDT_CSUM = 0x10;
    static final int RO_BIGALLOC = 0x200;
    static final int RO_METADATA_CSUM = 0x400;

    // filetype recover meta_bg extents 64bit mmp flex_bg ea_inode dirdata csum_seed largedir
    // inline_data encrypt casefold
    private static final long KNOWN_INCOMPAT = 0x3F7D6;
    // sparse_super large_file btree_dir huge_file gdt_csum dir_nlink extra_isize quota bigalloc
    // metadata_csum readonly project shared_blocks verity orphan_present
    private static final long KNOWN_RO_COMPAT = 0x1F77F;
    private static final long EXT4_INCOMPAT =
            0x40 | 0x80 | 0x100 | 0x200; // extents 64bit mmp flex_bg
    private static final long EXT4_RO_COMPAT = 0x8 | 0x10 | 0x20 | 0x40 | 0x200 | 0x400;

    /// The superblock in 1024 bytes, empty if it is none or its sizes make no sense.
    static Optional<Superblock> parse(byte[] bytes) {
        var s = Structure.littleEndian(bytes);
        long logBlock = s.u32(0x18); // s_log_block_size
        long logCluster = s.u32(0x1C); // s_log_cluster_size
        if (s.u16(0x38) != MAGIC || logBlock > 6) {
            return Optional.empty();
        }
        int blockSize = 1024 << logBlock;
        boolean bigalloc = (s.u32(0x64) & RO_BIGALLOC) != 0;
        if (bigalloc && (logCluster < logBlock || logCluster - logBlock > 20)) {
            return Optional.empty();
        }
        boolean wide = (s.u32(0x60) & INCOMPAT_64BIT) != 0;
        boolean dynamic = s.u32(0x4C) > 0; // s_rev_level
        long blocksPerGroup = s.u32(0x20);
        long clustersPerGroup = bigalloc ? s.u32(0x24) : blocksPerGroup;
        var parsed =
                new Superblock(
                        s.u32(0x4) | (wide ? s.u32(0x150) << 32 : 0),
                        s.u32(0x14),
                        blockSize,
                        bigalloc ? 1 << (logCluster - logBlock) : 1,
                        (int) Math.min(clustersPerGroup, Integer.MAX_VALUE),
                        (int) Math.min(blocksPerGroup, Integer.MAX_VALUE),
                        s.u32(0x28),
                        dynamic ? s.u16(0x58) : 128,
                        s.u16(0x3A),
                        s.u32(0x5C),
                        s.u32(0x60),
                        s.u32(0x64),
                        s.u16(0xCE),
                        wide ? s.u16(0xFE) : 32,
                        s.u32(0x104),
                        s.u32(0xE0),
                        s.u32(0x24C),
                        s.u32(0x250),
                        s.uuid(0x68),
                        s.text(0x78, 16, StandardCharsets.UTF_8),
                        seed(s),
                        isChecksumRight(s, bytes));
        return parsed.isSane() ? Optional.of(parsed) : Optional.empty();
    }

    private static int seed(Structure s) {
        if ((s.u32(0x60) & INCOMPAT_CSUM_SEED) != 0) {
            return (int) s.u32(0x270); // s_checksum_seed
        }
        return Checksum.crc32c(~0, s.bytes(0x68, 16), 0, 16); // s_uuid
    }

    private static boolean isChecksumRight(Structure s, byte[] bytes) {
        boolean has = (s.u32(0x64) & RO_METADATA_CSUM) != 0;
        return !has || Checksum.crc32c(~0, bytes, 0, 0x3FC) == (int) s.u32(0x3FC); // s_checksum
    }

    private boolean isSane() {
        return blocks > firstDataBlock
                && clustersPerGroup > 0
                && clustersPerGroup <= 8 * blockSize
                && blocksPerGroup == (long) clustersPerGroup * clusterRatio
                && inodesPerGroup > 0
                && inodesPerGroup <= 8L * blockSize
                && inodeSize >= 128
                && inodeSize <= blockSize
                && descriptorLength >= 32
                && descriptorLength <= blockSize
                && Integer.bitCount(descriptorLength) == 1;
    }

    boolean hasUnknownFeatures() {
        return (incompat & ~KNOWN_INCOMPAT) != 0 || (roCompat & ~KNOWN_RO_COMPAT) != 0;
    }

    boolean has(long features, int feature) {
        return (features & feature) != 0;
    }

    boolean isClean() {
        return (state & 0x3) == 0x1; // EXT4_VALID_FS without EXT4_ERROR_FS
    }

    String kind() {
        if ((incompat & EXT4_INCOMPAT) != 0 || (roCompat & EXT4_RO_COMPAT) != 0) {
            return "ext4";
        }
        return has(compat, COMPAT_HAS_JOURNAL) ? "ext3" : "ext2";
    }

    long groups() {
        return (blocks - firstDataBlock + blocksPerGroup - 1) / blocksPerGroup;
    }

    int descriptorsPerBlock() {
        return blockSize / descriptorLength;
    }

    long descriptorBlocks() {
        return (groups() + descriptorsPerBlock() - 1) / descriptorsPerBlock();
    }

    int inodeTableBlocks() {
        return (int) ((inodesPerGroup * inodeSize + blockSize - 1) / blockSize);
    }

    boolean hasGroupChecksums() {
        return (roCompat & (RO_GDT_CSUM | RO_METADATA_CSUM)) != 0;
    }
}
