package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Brings pieces that peers asked for, and whose bytes are not proven, from the storage into the
/// pool, ahead of their turn. A piece is read whole and hashed: what does not match the torrent is
/// never sent.
final class Uploads {
    private static final Logger LOG = System.getLogger(Uploads.class.getName());

    private record Place(Torrent torrent, int piece) {}

    private final ChunkPool pool;
    private final DiskThread disk;
    private final ExecutorService hashing;
    private final Map<Place, CompletableFuture<Boolean>> loading =
            new HashMap<>(); // guarded by this

    Uploads(ChunkPool pool, DiskThread disk, ExecutorService hashing) {
        this.pool = pool;
        this.disk = disk;
        this.hashing = hashing;
    }

    /// Begins to load a chunk if it is not there and there is room; never waits.
    void prefetch(Torrent torrent, int piece, int chunk) {
        if (pool.contains(new ChunkPool.Key(torrent, piece, chunk))) {
            return;
        }
        var place = new Place(torrent, piece);
        synchronized (this) {
            if (loading.containsKey(place)) {
                return;
            }
            var chunks = pool.takeForUpload(count(place));
            if (!chunks.isEmpty()) {
                var _ = load(place, chunks); // whoever needs it waits for it
            }
        }
    }

    /// The chunk, pinned: give it back with [ChunkPool#unpin]. Waits for the disk.
    ///
    /// @return null when the storage does not have these bytes (any more), or is closed
    @Nullable Chunk pin(Torrent torrent, int piece, int chunk) throws InterruptedException {
        var key = new ChunkPool.Key(torrent, piece, chunk);
        while (!torrent.closed() && torrent.holdings().has(piece)) {
            var found = pool.pin(key);
            if (found != null) {
                return found;
            }
            if (!await(new Place(torrent, piece))) {
                return null;
            }
        }
        return null;
    }

    private boolean await(Place place) throws InterruptedException {
        CompletableFuture<Boolean> loaded;
        synchronized (this) {
            loaded = loading.get(place);
        }
        if (loaded == null) {
            var chunks = pool.awaitForUpload(count(place));
            if (chunks.isEmpty()) {
                return true; // still no room: the caller tries again while the torrent lives
            }
            synchronized (this) {
                loaded = loading.get(place);
                if (loaded == null) {
                    loaded = load(place, chunks);
                } else {
                    pool.drop(chunks);
                }
            }
        }
        try {
            return loaded.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Place place) {
        return Chunk.count(place.torrent.layout().length(place.piece));
    }

    private CompletableFuture<Boolean> load(Place place, List<Chunk> chunks) {
        var loaded = new CompletableFuture<Boolean>();
        loading.put(place, loaded);
        disk.read(() -> read(place, chunks, loaded));
        return loaded;
    }

    private void read(Place place, List<Chunk> chunks, CompletableFuture<Boolean> loaded) {
        var torrent = place.torrent;
        int length = torrent.layout().length(place.piece);
        try {
            for (int i = 0; i < chunks.size(); i++) {
                int begin = i * Chunk.LENGTH;
                int part = Math.min(Chunk.LENGTH, length - begin);
                torrent.storage()
                        .read(
                                torrent.layout().offset(place.piece) + begin,
                                chunks.get(i).slice(0, part));
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "piece " + place.piece + " cannot be read", e);
            pool.drop(chunks);
            finish(place, loaded, false);
            torrent.holdings().lost(place.piece);
            return;
        }
        hashing.execute(() -> verify(place, chunks, loaded));
    }

    private void verify(Place place, List<Chunk> chunks, CompletableFuture<Boolean> loaded) {
        var torrent = place.torrent;
        byte[] digest = PieceDownload.digest(chunks, torrent.layout().length(place.piece));
        boolean right = torrent.metainfo().matches(place.piece, digest);
        if (right) {
            torrent.holdings().prove(place.piece);
            pool.cacheAll(torrent, place.piece, chunks);
        } else {
            pool.drop(chunks);
            torrent.holdings().lost(place.piece);
        }
        finish(place, loaded, right);
    }

    private void finish(Place place, CompletableFuture<Boolean> loaded, boolean right) {
        synchronized (this) {
            loading.remove(place);
        }
        loaded.complete(right);
    }
}
