package sower.filesystem.ntfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;
import sower.filesystem.AllocationBitmap;
import sower.filesystem.CorruptFilesystemException;

/// The root directory: all its index blocks, one after the other, whatever their order as a tree
/// (struct INDEX_ROOT, INDEX_BUFFER, NTFS_DE).
final class RootIndex {
    private static final String NAMES = "$I30";
    private static final int ROOT_HEADER = 16;
    private static final int BLOCK_HEADER = 24;
    private static final int ENTRY_HEADER = 16;
    private static final int NAME = 66; // in ATTR_FILE_NAME
    private static final int LAST = 0x2; // NTFS_IE_LAST
    private static final long MOST_BLOCKS = 1 << 16; // of 4 KiB: millions of names
    private static final long NUMBER = 0xFFFF_FFFF_FFFFL;

    private final Mft mft;
    private final FileRecord directory;
    private final int clusterSize;
    private final String wanted;
    private Optional<Long> found = Optional.empty();

    private RootIndex(Mft mft, FileRecord directory, int clusterSize, String wanted) {
        this.mft = mft;
        this.directory = directory;
        this.clusterSize = clusterSize;
        this.wanted = wanted;
    }

    /// The record of a file in the root directory.
    ///
    /// @throws CorruptFilesystemException if the directory cannot be read
    static Optional<FileRecord> find(Mft mft, int clusterSize, String name) throws IOException {
        var index = new RootIndex(mft, mft.record(Mft.ROOT), clusterSize, name);
        index.walk();
        if (index.found.isEmpty()) {
            return Optional.empty();
        }
        long reference = index.found.get();
        var record = mft.record(reference & NUMBER);
        boolean same = record.sequence() == (int) (reference >>> 48);
        return same ? Optional.of(record) : Optional.empty();
    }

    private void walk() throws IOException {
        var root = mft.stream(directory, Attribute.INDEX_ROOT, NAMES);
        if (root.isEmpty() || root.get().length() > 65536 || root.get().length() < 32) {
            throw new CorruptFilesystemException("the root directory has no index");
        }
        var bytes = root.get().bytes(0, (int) root.get().length());
        var s = Structure.littleEndian(bytes);
        int blockSize = (int) Math.min(s.u32(8), Integer.MAX_VALUE); // index_block_size
        entries(s, ROOT_HEADER);
        var blocks = mft.stream(directory, Attribute.INDEX_ALLOCATION, NAMES);
        var inUse = mft.stream(directory, Attribute.BITMAP, NAMES);
        if (blocks.isEmpty() || inUse.isEmpty()) {
            return;
        }
        if (blockSize < 512 || blockSize > 65536 || Integer.bitCount(blockSize) != 1) {
            throw new CorruptFilesystemException(
                    "the root directory has index blocks of %d bytes".formatted(blockSize));
        }
        long count = Math.min(blocks.get().length() / blockSize, 8 * inUse.get().length());
        AllocationBitmap.walk(
                inUse.get(),
                Math.min(count, MOST_BLOCKS),
                (first, many) -> {
                    for (long i = first; i < first + many; i++) {
                        block(blocks.get().bytes(i * blockSize, blockSize), i);
                    }
                });
    }

    private void block(byte[] bytes, long index) throws CorruptFilesystemException {
        var what = "index block %d of the root directory".formatted(index);
        Fixup.apply(bytes, "INDX", what);
        var s = Structure.littleEndian(bytes);
        int unit = bytes.length < clusterSize ? 512 : clusterSize;
        if (s.u64(16) != index * bytes.length / unit) { // vbn
            throw new CorruptFilesystemException(what + " says it is at " + s.u64(16));
        }
        entries(s, BLOCK_HEADER);
    }

    /// @param header where struct INDEX_HDR stands
    private void entries(Structure s, int header) throws CorruptFilesystemException {
        long at = header + s.u32(header); // de_off
        long end = header + s.u32(header + 4); // used
        if (end > s.length()) {
            throw new CorruptFilesystemException("an index is longer than its block");
        }
        while (at + ENTRY_HEADER <= end) {
            int entry = (int) at;
            int length = s.u16(entry + 8);
            int key = s.u16(entry + 10);
            if ((s.u16(entry + 12) & LAST) != 0) {
                return;
            }
            if (length < ENTRY_HEADER || at + length > end || key + ENTRY_HEADER > length) {
                throw new CorruptFilesystemException(
                        "an index has an entry of %d bytes at byte %d".formatted(length, at));
            }
            if (key >= NAME && name(s, entry + ENTRY_HEADER, key).equalsIgnoreCase(wanted)) {
                found = Optional.of(s.u64(entry));
            }
            at += length;
        }
        throw new CorruptFilesystemException("an index has no last entry");
    }

    private static String name(Structure s, int at, int length) {
        int nameLength = Math.min(2 * s.u8(at + 64), length - NAME);
        return new String(s.bytes(at + NAME, nameLength), StandardCharsets.UTF_16LE);
    }
}
