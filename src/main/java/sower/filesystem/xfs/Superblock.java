package sower.filesystem.xfs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;

/// The superblock, as far as it says where things are (struct xfs_dsb).
///
/// @param blockSize bytes, sb_blocksize
/// @param blocks sb_dblocks
/// @param realtimeBlocks sb_rblocks, on another device
/// @param logStart sb_logstart, a block number with the group in its upper bits; 0 for a log on
///   another device
/// @param groupBlocks sb_agblocks
/// @param groups sb_agcount
/// @param logBlocks sb_logblocks
/// @param version sb_versionnum, a number in its lowest four bits
/// @param sectorSize bytes, sb_sectsize
/// @param groupShift sb_agblklog
/// @param inProgress sb_inprogress: mkfs did not end
/// @param features2 sb_features2
/// @param roCompat sb_features_ro_compat
/// @param incompat sb_features_incompat
/// @param logIncompat sb_features_log_incompat
/// @param metaUuid what the metadata of version 5 carries: sb_meta_uuid or sb_uuid
/// @param sane whether its sizes agree with each other
record Superblock(
        int blockSize,
        long blocks,
        long realtimeBlocks,
        long logStart,
        long groupBlocks,
        long groups,
        long logBlocks,
        int version,
        int sectorSize,
        int groupShift,
        boolean inProgress,
        long features2,
        long roCompat,
        long incompat,
        long logIncompat,
        String uuid,
        String metaUuid,
        String label,
        boolean sane) {

    static final int LENGTH = 512; // of which the fields take less; the checksum covers a sector
    private static final String MAGIC = "XFSB";
    private static final int CHECKSUM = 224; // sb_crc

    private static final int INCOMPAT_META_UUID = 0x4;
    private static final int VERSION_SHARED = 0x200;
    private static final int VERSION_MOREBITS = 0x8000;
    // ftype spinodes meta_uuid bigtime nrext64 exchrange parent, without needsrepair
    private static final long KNOWN_INCOMPAT = 0xEF;
    private static final long KNOWN_RO_COMPAT = 0xF; // finobt rmapbt reflink inobtcnt
    private static final long KNOWN_LOG_INCOMPAT = 0x1; // xattrs
    private static final long KNOWN_FEATURES2 =
            0x39A; // lazysbcount attr2 parent projid32 crc ftype

    /// The superblock in the first 512 bytes of a volume, empty if it is none.
    static Optional<Superblock> parse(byte[] bytes) {
        var s = Structure.bigEndian(bytes);
        if (!s.holds(0, MAGIC)) {
            return Optional.empty();
        }
        boolean five = (s.u16(100) & 0xF) == 5;
        long incompat = five ? s.u32(216) : 0;
        int uuid = (incompat & INCOMPAT_META_UUID) != 0 ? 248 : 32;
        return Optional.of(
                new Superblock(
                        (int) Math.min(s.u32(4), Integer.MAX_VALUE),
                        s.u64(8),
                        s.u64(16),
                        s.u64(48),
                        s.u32(84),
                        s.u32(88),
                        s.u32(96),
                        s.u16(100),
                        s.u16(102),
                        s.u8(124),
                        s.u8(126) != 0,
                        (s.u16(100) & VERSION_MOREBITS) != 0 ? s.u32(200) : 0,
                        five ? s.u32(212) : 0,
                        incompat,
                        five ? s.u32(220) : 0,
                        s.uuid(32), // sb_uuid
                        s.uuid(uuid),
                        s.text(108, 12, StandardCharsets.UTF_8), // sb_fname
                        isSane(s)));
    }

    private static boolean isSane(Structure s) {
        long blockSize = s.u32(4);
        int blockLog = s.u8(120); // sb_blocklog
        int sectorLog = s.u8(121); // sb_sectlog
        long groupBlocks = s.u32(84);
        long groups = s.u32(88);
        long blocks = s.u64(8);
        int groupShift = s.u8(124);
        return blockLog >= 9
                && blockLog <= 16
                && blockSize == 1L << blockLog
                && sectorLog >= 9
                && sectorLog <= blockLog
                && s.u16(102) == 1 << sectorLog
                && groupShift >= 1
                && groupShift <= 31
                && groupBlocks > 1L << groupShift - 1
                && groupBlocks <= 1L << groupShift
                && groups > 0
                && blocks > (groups - 1) * groupBlocks
                && blocks <= groups * groupBlocks
                && blocks <= Long.MAX_VALUE >> blockLog;
    }

    boolean hasUnknownFeatures() {
        boolean known =
                number() == 4 && (version & VERSION_SHARED) == 0
                        || number() == 5
                                && (incompat & ~KNOWN_INCOMPAT) == 0
                                && (roCompat & ~KNOWN_RO_COMPAT) == 0
                                && (logIncompat & ~KNOWN_LOG_INCOMPAT) == 0;
        return !known || (features2 & ~KNOWN_FEATURES2) != 0;
    }

    /// Whether metadata carries checksums: version 5.
    boolean hasChecksums() {
        return number() == 5;
    }

    private int number() {
        return version & 0xF; // XFS_SB_VERSION_NUMBITS
    }

    /// Whether the checksum of the first sector is right; true where there is none.
    boolean isChecksumRight(byte[] sector) {
        return !hasChecksums() || Checksum.isRight(sector, CHECKSUM);
    }

    /// Bytes of the volume that the file system spans.
    long length() {
        return blocks * blockSize;
    }

    /// Blocks of a group: the last one may be shorter.
    long groupLength(long group) {
        return Math.min(groupBlocks, blocks - group * groupBlocks);
    }

    /// Where a group's block begins, in bytes.
    long offset(long group, long block) {
        return (group * groupBlocks + block) * blockSize;
    }

    /// Where the log begins, in bytes.
    long logOffset() {
        return offset(logStart >>> groupShift, logStart & (1L << groupShift) - 1);
    }

    /// Bytes of the log.
    long logLength() {
        return logBlocks * blockSize;
    }

    boolean hasOwnLog() {
        return logStart != 0;
    }
}
