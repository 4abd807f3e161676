package sower.swarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All memory that blocks live in, with a hard budget.
///
/// A chunk is free, held (by a piece download or by somebody who fills it), or cached: full of
/// verified bytes, found by its key, thrown out least recently used first unless it is pinned by a
/// writer. Downloads may not take the last eighth, so that machines which are all full of half
/// pieces can still serve each other.
final class ChunkPool {
    private static final Logger LOG = System.getLogger(ChunkPool.class.getName());

    /// Chunk `index` of a piece of a torrent.
    record Key(Torrent torrent, int piece, int index) {}

    private final Supplier<Chunk> memory;
    private int limit;
    private int downloadLimit;
    private final ArrayDeque<Chunk> free = new ArrayDeque<>();
    private final LinkedHashMap<Key, Chunk> cache = new LinkedHashMap<>(16, 0.75f, true);
    private int allocated;
    private int downloading;

    /// @param budget bytes
    /// @param memory makes a chunk
    ChunkPool(long budget, Supplier<Chunk> memory) {
        this.memory = memory;
        this.limit = (int) Math.max(8, budget / Chunk.LENGTH);
        this.downloadLimit = downloadLimit(limit);
    }

    private static int downloadLimit(int limit) {
        return limit - Math.max(2, limit / 8);
    }

    /// Whether a piece download of so many chunks is within its share.
    synchronized boolean hasRoomFor(int count) {
        // a piece larger than the whole share is let through alone, else it could never be had
        return downloading == 0 || downloading + count <= downloadLimit;
    }

    /// Chunks for a new piece download, or an empty list while there is no room for it.
    synchronized List<Chunk> takeForDownload(int count) {
        if (!hasRoomFor(count)) {
            return List.of();
        }
        var taken = take(count);
        downloading += taken.size();
        return taken;
    }

    /// Chunks to read from the storage into, or an empty list when all are in use.
    synchronized List<Chunk> takeForUpload(int count) {
        return take(count);
    }

    /// The same, but waits until others have given some back.
    ///
    /// @return an empty list when `count` can never be had or a second has passed
    synchronized List<Chunk> awaitForUpload(int count) throws InterruptedException {
        long until = System.nanoTime() + 1_000_000_000L;
        var taken = take(count);
        while (taken.isEmpty() && System.nanoTime() < until) {
            wait(100);
            taken = take(count);
        }
        return taken;
    }

    /// A download gives its chunks back: it has been written, or came to nothing.
    synchronized void dropDownload(List<Chunk> chunks) {
        downloading -= chunks.size();
        free.addAll(chunks);
        notifyAll();
    }

    /// Chunks that were read from the storage and verified may be served from.
    synchronized void cacheAll(Torrent torrent, int piece, List<Chunk> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            var key = new Key(torrent, piece, i);
            var chunk = chunks.get(i);
            chunk.key = key;
            var before = cache.put(key, chunk);
            if (before != null && before != chunk) {
                before.key = null;
                if (before.pins == 0) {
                    free.add(before);
                }
            }
        }
        notifyAll();
    }

    synchronized void drop(List<Chunk> chunks) {
        free.addAll(chunks);
        notifyAll();
    }

    /// The cached chunk, kept from being thrown out until [#unpin]; null when it is not cached.
    synchronized @Nullable Chunk pin(Key key) {
        var chunk = cache.get(key);
        if (chunk != null) {
            chunk.pins++;
        }
        return chunk;
    }

    synchronized boolean contains(Key key) {
        return cache.containsKey(key);
    }

    synchronized void unpin(Chunk chunk) {
        chunk.pins--;
        if (chunk.pins == 0 && chunk.key == null) {
            free.add(chunk);
        }
        if (chunk.pins == 0) {
            notifyAll();
        }
    }

    /// Throws out everything of a torrent that is gone.
    void forget(Torrent torrent) {
        forget(key -> key.torrent() == torrent);
    }

    /// Throws out one piece.
    void forget(Torrent torrent, int piece) {
        forget(key -> key.torrent() == torrent && key.piece() == piece);
    }

    private synchronized void forget(Predicate<Key> gone) {
        var entries = cache.entrySet().iterator();
        while (entries.hasNext()) {
            var entry = entries.next();
            if (gone.test(entry.getKey())) {
                entries.remove();
                entry.getValue().key = null;
                if (entry.getValue().pins == 0) {
                    free.add(entry.getValue());
                }
            }
        }
        notifyAll();
    }

    /// Memory that it has, used or not.
    synchronized long bytes() {
        return (long) allocated * Chunk.LENGTH;
    }

    private List<Chunk> take(int count) {
        while (allocated < limit && free.size() < count) {
            try {
                free.add(memory.get());
                allocated++;
            } catch (OutOfMemoryError e) { // the JVM's own limit for direct memory is lower
                LOG.log(Level.WARNING, "only {0} MiB of memory for blocks", allocated);
                limit = allocated;
                downloadLimit = downloadLimit(limit);
            }
        }
        evict(count - free.size());
        if (free.size() < count) {
            return List.of();
        }
        var taken = new ArrayList<Chunk>(count);
        for (int i = 0; i < count; i++) {
            taken.add(free.removeLast()); // the one used last is the one still in the CPU's cache
        }
        return taken;
    }

    private void evict(int count) {
        var oldest = cache.values().iterator();
        for (int left = count; left > 0 && oldest.hasNext(); ) {
            var chunk = oldest.next();
            if (chunk.pins == 0) {
                oldest.remove();
                chunk.key = null;
                free.add(chunk);
                left--;
            }
        }
    }
}
