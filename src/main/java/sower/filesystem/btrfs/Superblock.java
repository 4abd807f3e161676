package sower.filesystem.btrfs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;

/// The superblock, as far as it says where trees begin (struct btrfs_super_block).
///
/// @param generation of the last commit
/// @param chunkRoot chunk_root, with its generation and level
/// @param root of the tree of roots, the same
/// @param logRoot log_root: writes that were promised and not committed; 0 for none
/// @param bytesUsed bytes_used, each copy counted once
/// @param devices num_devices
/// @param sectorSize of data
/// @param nodeSize bytes of a tree's block
/// @param deviceId dev_item.devid
/// @param deviceBytes dev_item.total_bytes: what it spans of the volume
/// @param deviceUuid dev_item.uuid
/// @param checksumType csum_type
/// @param uuid fsid, which people see
/// @param metadataUuid what every tree block carries
/// @param sane whether its sizes make sense
record Superblock(
        long flags,
        long generation,
        TreeRoot chunkRoot,
        TreeRoot root,
        long logRoot,
        long bytesUsed,
        long devices,
        int sectorSize,
        int nodeSize,
        long compatRo,
        long incompat,
        int checksumType,
        long deviceId,
        long deviceBytes,
        String deviceUuid,
        String uuid,
        String metadataUuid,
        String label,
        boolean sane) {

    static final long OFFSET = 64 << 10; // BTRFS_SUPER_INFO_OFFSET
    static final int LENGTH = 4096; // BTRFS_SUPER_INFO_SIZE
    static final int SYSTEM_CHUNKS = 0x32B; // sys_chunk_array
    private static final int SYSTEM_CHUNKS_LENGTH = 0xA0; // sys_chunk_array_size
    private static final int MOST_SYSTEM_CHUNKS = 2048; // BTRFS_SYSTEM_CHUNK_ARRAY_SIZE
    private static final int MOST_LEVELS = 8; // BTRFS_MAX_LEVEL
    private static final String MAGIC = "_BHRfS_M";

    static final long FLAG_ERROR = 0x4;
    static final long FLAG_SEEDING = 1L << 32;
    private static final long FLAGS_AT_REST = 0x3; // written, reloc

    private static final long INCOMPAT_METADATA_UUID = 0x400;
    private static final long RO_BLOCK_GROUP_TREE = 0x8;
    // mixed_backref default_subvol mixed_groups lzo zstd big_metadata extended_iref raid56
    // skinny_metadata no_holes metadata_uuid raid1c34 simple_quota; without zoned,
    // extent_tree_v2 and raid_stripe_tree
    private static final long KNOWN_INCOMPAT = 0x10FFF;
    private static final long KNOWN_COMPAT_RO = 0xF; // free space tree, valid; verity; group tree

    /// The superblock in 4096 bytes, empty if it is none.
    static Optional<Superblock> parse(byte[] bytes) {
        var s = Structure.littleEndian(bytes);
        if (!s.holds(0x40, MAGIC)) {
            return Optional.empty();
        }
        long incompat = s.u64(0xBC);
        boolean renamed = (incompat & INCOMPAT_METADATA_UUID) != 0;
        return Optional.of(
                new Superblock(
                        s.u64(0x38),
                        s.u64(0x48),
                        new TreeRoot(s.u64(0x58), s.u8(0xC7), s.u64(0xA4)),
                        new TreeRoot(s.u64(0x50), s.u8(0xC6), s.u64(0x48)),
                        s.u64(0x60),
                        s.u64(0x78),
                        s.u64(0x88),
                        (int) s.u32(0x90),
                        (int) s.u32(0x94),
                        s.u64(0xB4),
                        incompat,
                        s.u16(0xC4),
                        s.u64(0xC9),
                        s.u64(0xD1),
                        s.uuid(0x10B),
                        s.uuid(0x20),
                        s.uuid(renamed ? 0x23B : 0x20),
                        s.text(0x12B, 256, StandardCharsets.UTF_8),
                        isSane(s)));
    }

    private static boolean isSane(Structure s) {
        return s.u64(0x30) == OFFSET // bytenr
                && isPowerOfTwo(s.u32(0x90), 512)
                && isPowerOfTwo(s.u32(0x94), 4096)
                && s.u32(0x94) >= s.u32(0x90)
                && s.u64(0xD1) >= OFFSET + LENGTH
                && s.u64(0x88) > 0
                && s.u8(0xC6) < MOST_LEVELS
                && s.u8(0xC7) < MOST_LEVELS
                && s.u32(SYSTEM_CHUNKS_LENGTH) <= MOST_SYSTEM_CHUNKS;
    }

    private static boolean isPowerOfTwo(long size, int least) {
        return size >= least && size <= 1 << 16 && Long.bitCount(size) == 1;
    }

    /// The end of the chunks in the superblock's bytes.
    static int systemChunksEnd(Structure bytes) {
        return SYSTEM_CHUNKS + (int) bytes.u32(SYSTEM_CHUNKS_LENGTH);
    }

    boolean hasUnknownFeatures() {
        return (incompat & ~KNOWN_INCOMPAT) != 0
                || (compatRo & ~KNOWN_COMPAT_RO) != 0
                || !Checksum.isKnown(checksumType);
    }

    /// Whether it is part of several devices, or made to be.
    boolean isMember() {
        return devices != 1 || (flags & FLAG_SEEDING) != 0;
    }

    /// Whether no error was recorded and no change of all its blocks is under way.
    boolean isAtRest() {
        return (flags & ~FLAGS_AT_REST & ~FLAG_SEEDING) == 0;
    }

    /// Whether block groups have a tree of their own.
    boolean hasBlockGroupTree() {
        return (compatRo & RO_BLOCK_GROUP_TREE) != 0;
    }
}
