package sower.filesystem.btrfs;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;

/// All chunks by their logical addresses.
final class ChunkMap {
    private final NavigableMap<Long, Chunk> chunks = new TreeMap<>();

    /// The chunks that the superblock itself names: those of the chunk tree.
    static ChunkMap ofSystem(Superblock superblock, byte[] bytes)
            throws CorruptFilesystemException {
        var map = new ChunkMap();
        var s = Structure.littleEndian(bytes);
        int end = Superblock.systemChunksEnd(s);
        int at = Superblock.SYSTEM_CHUNKS;
        while (at < end) {
            int chunk = at + Key.LENGTH;
            if (chunk + Chunk.size(1) > end
                    || chunk + Chunk.size(Chunk.stripes(s, chunk)) > end
                    || Key.parse(s, at).type() != Chunk.ITEM) {
                throw new CorruptFilesystemException("the superblock's chunks make no sense");
            }
            map.add(Chunk.parse(superblock, Key.parse(s, at).offset(), s, chunk));
            at = chunk + Chunk.size(Chunk.stripes(s, chunk));
        }
        return map;
    }

    /// @throws CorruptFilesystemException if it overlaps another one
    void add(Chunk chunk) throws CorruptFilesystemException {
        var before = chunks.lowerEntry(chunk.end());
        if (before != null
                && before.getValue().end() > chunk.logical()
                && !before.getValue().equals(chunk)) {
            throw new CorruptFilesystemException(
                    "two chunks hold the logical byte %d".formatted(chunk.logical()));
        }
        chunks.put(chunk.logical(), chunk);
    }

    Collection<Chunk> all() {
        return chunks.values();
    }

    /// The chunk that holds all `length` bytes from `logical`.
    ///
    /// @throws CorruptFilesystemException if none does
    Chunk holding(long logical, long length) throws CorruptFilesystemException {
        Map.Entry<Long, Chunk> entry = chunks.floorEntry(logical);
        if (entry == null || length < 0 || logical > entry.getValue().end() - length) {
            throw new CorruptFilesystemException(
                    "no chunk holds the %d bytes at logical byte %d".formatted(length, logical));
        }
        return entry.getValue();
    }
}
