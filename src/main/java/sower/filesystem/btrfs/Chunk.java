package sower.filesystem.btrfs;

import java.util.ArrayList;
import java.util.List;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// A run of logical bytes and where it lies on the device (struct btrfs_chunk).
///
/// @param copies where each of its copies begins on the device; one, with DUP two
record Chunk(long logical, long length, long type, List<Long> copies) {
    static final long TREE = 256; // BTRFS_FIRST_CHUNK_TREE_OBJECTID
    static final int ITEM = 228; // BTRFS_CHUNK_ITEM_KEY
    private static final int STRIPES = 48;
    private static final int STRIPE_LENGTH = 32;
    private static final long DUP = 0x20; // BTRFS_BLOCK_GROUP_DUP
    private static final long PROFILES =
            0x7F8; // raid0 raid1 dup raid10 raid5 raid6 raid1c3 raid1c4

    Chunk {
        copies = List.copyOf(copies);
    }

    /// Bytes of the chunk with `stripes` copies.
    static int size(int stripes) {
        return STRIPES + stripes * STRIPE_LENGTH;
    }

    /// num_stripes of the chunk at `at`.
    static int stripes(Structure s, int at) {
        return s.u16(at + 44);
    }

    /// @param s holds all of the chunk from `at`
    /// @throws CorruptFilesystemException if it is not inside the device
    static Chunk parse(Superblock superblock, long logical, Structure s, int at)
            throws CorruptFilesystemException {
        long length = s.u64(at);
        long type = s.u64(at + 24);
        int stripes = stripes(s, at);
        boolean right = logical >= 0 && length > 0 && length <= Long.MAX_VALUE - logical;
        right &= logical % superblock.sectorSize() == 0 && length % superblock.sectorSize() == 0;
        right &= stripes == ((type & DUP) != 0 ? 2 : 1);
        var copies = new ArrayList<Long>();
        for (int i = 0; i < stripes && right; i++) {
            int stripe = at + STRIPES + i * STRIPE_LENGTH;
            long offset = s.u64(stripe + 8);
            right = s.u64(stripe) == superblock.deviceId();
            right &= s.uuid(stripe + 16).equals(superblock.deviceUuid());
            right &= offset >= 0 && offset <= superblock.deviceBytes() - length;
            copies.add(offset);
        }
        if (!right) {
            throw new CorruptFilesystemException(
                    "the chunk at logical byte %d makes no sense".formatted(logical));
        }
        return new Chunk(logical, length, type, copies);
    }

    long end() {
        return logical + length;
    }

    /// Whether it is striped or mirrored in a way for several devices.
    boolean isSpread() {
        return (type & PROFILES & ~DUP) != 0;
    }
}
