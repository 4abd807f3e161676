package sower.filesystem.btrfs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.UsedBlocks;

/// Gathers what the extent tree says of used bytes, in ascending order, and counts it per chunk.
///
/// Runs are joined in logical bytes before they go to the device: with DUP, two chains of runs
/// would alternate there.
final class ExtentTree {
    private static final int EXTENT_ITEM = 168; // its key's offset is a length
    private static final int METADATA_ITEM = 169; // its key's offset is a level
    static final int BLOCK_GROUP_ITEM = 192;

    private final Btrfs.Parts parts;
    private final UsedBlocks.Builder used;
    private final Map<Long, Long> usedByChunk = new HashMap<>();
    private final Map<Long, Long> usedByGroup = new HashMap<>();
    private long begin; // of the logical run that was not added yet
    private long end;

    ExtentTree(Btrfs.Parts parts, UsedBlocks.Builder used) {
        this.parts = parts;
        this.used = used;
    }

    /// Takes one item of the extent tree, or of the tree of block groups.
    void take(Tree.Item item) throws IOException {
        var key = item.key();
        switch (key.type()) {
            case EXTENT_ITEM -> addExtent(key.objectId(), key.offset());
            case METADATA_ITEM -> addExtent(key.objectId(), parts.superblock().nodeSize());
            case BLOCK_GROUP_ITEM -> addGroup(item);
            default -> {} // who refers to an extent
        }
    }

    private void addExtent(long logical, long length) throws IOException {
        var chunk = parts.chunks().holding(logical, length);
        if (logical < end || length == 0 || logical % parts.superblock().sectorSize() != 0) {
            throw new CorruptFilesystemException(
                    "the extent at logical byte %d is inside another or empty".formatted(logical));
        }
        usedByChunk.merge(chunk.logical(), length, Long::sum);
        boolean near = logical == end && begin >= chunk.logical();
        if (!near) {
            flush();
            begin = logical;
        }
        end = logical + length;
    }

    private void flush() throws CorruptFilesystemException {
        if (end > begin) {
            var chunk = parts.chunks().holding(begin, end - begin);
            for (long copy : chunk.copies()) {
                used.add(copy + begin - chunk.logical(), end - begin);
            }
        }
    }

    private void addGroup(Tree.Item item) throws CorruptFilesystemException {
        var key = item.key();
        var chunk = parts.chunks().holding(key.objectId(), key.offset());
        if (item.size() < 24
                || chunk.logical() != key.objectId()
                || chunk.length() != key.offset()
                || item.leaf().u64(item.at() + 16) != chunk.type()) { // flags
            throw new CorruptFilesystemException(
                    "the block group at logical byte %d is not its chunk"
                            .formatted(key.objectId()));
        }
        usedByGroup.put(chunk.logical(), item.leaf().u64(item.at()));
    }

    /// Adds the last run.
    ///
    /// @throws CorruptFilesystemException if what was gathered is not what the groups and the
    ///   superblock count
    void finish() throws CorruptFilesystemException {
        flush();
        long total = 0;
        for (var chunk : parts.chunks().all()) {
            long counted = usedByGroup.getOrDefault(chunk.logical(), -1L);
            long gathered = usedByChunk.getOrDefault(chunk.logical(), 0L);
            if (counted != gathered) {
                throw new CorruptFilesystemException(
                        "the block group at logical byte %d counts %d bytes and has extents of %d"
                                .formatted(chunk.logical(), counted, gathered));
            }
            total += gathered;
        }
        if (total != parts.superblock().bytesUsed()) {
            throw new CorruptFilesystemException(
                    "the superblock counts %d used bytes, the extents have %d"
                            .formatted(parts.superblock().bytesUsed(), total));
        }
    }
}
