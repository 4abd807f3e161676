package sower.filesystem.xfs;

import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// What the first four sectors of an allocation group say of its free space: struct xfs_agf, after
/// the superblock's copy; struct xfs_agi and struct xfs_agfl are only looked at.
///
/// @param blocks agf_length
/// @param byBlockRoot agf_bno_root
/// @param byCountRoot agf_cnt_root
/// @param byBlockLevels agf_bno_level
/// @param byCountLevels agf_cnt_level
/// @param free agf_freeblks, without those in the group's reserve
/// @param longest agf_longest, blocks of the longest free run
record GroupHeader(
        long group,
        long blocks,
        long byBlockRoot,
        long byCountRoot,
        int byBlockLevels,
        int byCountLevels,
        long free,
        long longest) {

    static final int SECTORS = 4;
    private static final int AGF = 1; // sectors
    private static final int AGI = 2;
    private static final int AGFL = 3;
    private static final int MOST_LEVELS = 9; // XFS_BTREE_MAXLEVELS

    /// @param bytes the group's first four sectors
    /// @throws CorruptFilesystemException if they are not the headers of this group
    static GroupHeader parse(Superblock superblock, long group, byte[] bytes)
            throws CorruptFilesystemException {
        var agf = sector(superblock, bytes, AGF);
        check(superblock, group, agf, new Fields("XAGF", 8, 12, 64, 216));
        check(
                superblock,
                group,
                sector(superblock, bytes, AGI),
                new Fields("XAGI", 8, 12, 296, 312));
        if (superblock.hasChecksums()) {
            var agfl = sector(superblock, bytes, AGFL);
            check(superblock, group, agfl, new Fields("XAFL", 4, -1, 8, 32));
        }
        var s = Structure.bigEndian(agf);
        var header =
                new GroupHeader(
                        group,
                        s.u32(12),
                        s.u32(16),
                        s.u32(20),
                        levels(group, s.u32(28)),
                        levels(group, s.u32(32)),
                        s.u32(52),
                        s.u32(56));
        if (header.free > header.blocks) {
            throw header.corrupt("has more free blocks than blocks");
        }
        return header;
    }

    /// Where a header says what it is; version 4 has neither UUID nor checksum.
    private record Fields(String magic, int group, int length, int uuid, int checksum) {}

    private static void check(Superblock superblock, long group, byte[] bytes, Fields fields)
            throws CorruptFilesystemException {
        var s = Structure.bigEndian(bytes);
        boolean right = s.holds(0, fields.magic) && s.u32(fields.group) == group;
        if (fields.length >= 0) {
            right &= s.u32(fields.length) == superblock.groupLength(group);
        }
        if (superblock.hasChecksums()) {
            right &= s.uuid(fields.uuid).equals(superblock.metaUuid());
            right &= Checksum.isRight(bytes, fields.checksum);
        }
        if (!right) {
            throw new CorruptFilesystemException(
                    "the %s header of allocation group %d is damaged"
                            .formatted(fields.magic, group));
        }
    }

    private static int levels(long group, long levels) throws CorruptFilesystemException {
        if (levels < 1 || levels > MOST_LEVELS) {
            throw new CorruptFilesystemException(
                    "a tree of allocation group %d has %d levels".formatted(group, levels));
        }
        return (int) levels;
    }

    private static byte[] sector(Superblock superblock, byte[] bytes, int index) {
        int size = superblock.sectorSize();
        return Structure.bigEndian(bytes).bytes(index * size, size);
    }

    CorruptFilesystemException corrupt(String what) {
        return new CorruptFilesystemException("allocation group %d %s".formatted(group, what));
    }
}
