package sower.filesystem.xfs;

import java.io.IOException;
import java.util.Arrays;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// One of a group's two B+trees of free runs (struct xfs_btree_block, short form).
///
/// A walk ends: the depth is bounded, every leaf adds a run, and runs must come in strict order.
final class FreeSpaceTree {
    private static final long NONE = 0xFFFFFFFFL; // NULLAGBLOCK
    private static final int SHORT_HEADER = 16; // XFS_BTREE_SBLOCK_LEN
    private static final int LONG_HEADER = 56; // XFS_BTREE_SBLOCK_CRC_LEN
    private static final int RECORD = 8;
    private static final int POINTER = 4;

    /// What a tree is sorted by.
    enum Order {
        BLOCK("ABTB", "AB3B"),
        COUNT("ABTC", "AB3C");

        private final String magic4;
        private final String magic5;

        Order(String magic4, String magic5) {
            this.magic4 = magic4;
            this.magic5 = magic5;
        }
    }

    private final ByteSource volume;
    private final Superblock superblock;
    private final GroupHeader group;
    private final Order order;
    private final long[] previous; // by level: the block left of the next one
    private final long[] expected; // by level: what that block says stands right of it
    private long[] runs = new long[256];
    private int count;

    FreeSpaceTree(ByteSource volume, Superblock superblock, GroupHeader group, Order order) {
        this.volume = volume;
        this.superblock = superblock;
        this.group = group;
        this.order = order;
        this.previous = new long[levels()];
        this.expected = new long[levels()];
        Arrays.fill(previous, NONE);
    }

    private int levels() {
        return order == Order.BLOCK ? group.byBlockLevels() : group.byCountLevels();
    }

    /// All free runs in the tree's order: the first block in the upper 32 bits, their number in the
    /// lower.
    long[] runs() throws IOException {
        visit(order == Order.BLOCK ? group.byBlockRoot() : group.byCountRoot(), levels() - 1);
        for (long right : expected) {
            if (right != NONE) {
                throw corrupt("ends before block " + right);
            }
        }
        return Arrays.copyOf(runs, count);
    }

    private void visit(long number, int level) throws IOException {
        var block = read(number, level);
        int header = header();
        int size = level == 0 ? RECORD : RECORD + POINTER;
        int most = (superblock.blockSize() - header) / size;
        int entries = block.u16(6); // bb_numrecs
        boolean root = level == levels() - 1;
        if (entries > most || entries == 0 && !(root && level == 0)) {
            throw corrupt("has %d entries in block %d".formatted(entries, number));
        }
        for (int i = 0; i < entries; i++) {
            if (level == 0) {
                add(block.u32(header + i * RECORD), block.u32(header + i * RECORD + 4));
            } else {
                visit(block.u32(header + most * RECORD + i * POINTER), level - 1);
            }
        }
    }

    private Structure read(long number, int level) throws IOException {
        if (number == 0 || number >= group.blocks()) {
            throw corrupt("points to block " + number);
        }
        long offset = superblock.offset(group.group(), number);
        var bytes = volume.bytes(offset, superblock.blockSize());
        var block = Structure.bigEndian(bytes);
        boolean five = superblock.hasChecksums();
        boolean right = block.holds(0, five ? order.magic5 : order.magic4);
        right &= block.u16(4) == level; // bb_level
        if (five) {
            right &= block.u64(16) == offset / 512; // bb_blkno
            right &= block.uuid(32).equals(superblock.metaUuid()); // bb_uuid
            right &= block.u32(48) == group.group(); // bb_owner
            right &= Checksum.isRight(bytes, 52); // bb_crc
        }
        if (!right) {
            throw corrupt("is damaged at block " + number);
        }
        step(number, level, block);
        return block;
    }

    /// Neighbours name each other.
    private void step(long number, int level, Structure block) throws CorruptFilesystemException {
        boolean first = previous[level] == NONE;
        long left = block.u32(8); // bb_leftsib
        if (left != previous[level] || !first && expected[level] != number) {
            throw corrupt("has wrong neighbours at block " + number);
        }
        previous[level] = number;
        expected[level] = block.u32(12); // bb_rightsib
    }

    private void add(long first, long length) throws CorruptFilesystemException {
        if (length == 0 || first + length > group.blocks()) {
            throw corrupt("has a run of %d blocks at %d".formatted(length, first));
        }
        if (count > 0 && !follows(runs[count - 1], first, length)) {
            throw corrupt("is out of order at the run of block " + first);
        }
        if (count == runs.length) {
            runs = Arrays.copyOf(runs, 2 * count);
        }
        runs[count++] = first << 32 | length;
    }

    private boolean follows(long last, long first, long length) {
        long lastFirst = last >>> 32;
        long lastLength = last & 0xFFFFFFFFL;
        return order == Order.BLOCK
                ? lastFirst + lastLength <= first
                : lastLength < length || lastLength == length && lastFirst < first;
    }

    private int header() {
        return superblock.hasChecksums() ? LONG_HEADER : SHORT_HEADER;
    }

    private CorruptFilesystemException corrupt(String what) {
        return group.corrupt("has a tree of free space (by %s) that %s".formatted(order, what));
    }
}
