package sower.swarm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sower.wire.PeerId;

/// What the torrents of an engine share: its memory, its hashing threads and its disk thread.
final class EngineHost implements TorrentHost {
    private final Engine engine;
    private final PeerId peerId;
    private final ChunkPool pool;
    private final RateLimits limits = new RateLimits();
    private final DiskThread disk;
    private final ExecutorService hashing;
    private final Uploads uploads;

    EngineHost(Engine engine, PeerId peerId, String name) {
        this.engine = engine;
        this.peerId = peerId;
        this.pool = new ChunkPool(engine.options().memory(), Chunk::allocate);
        this.disk = new DiskThread(name);
        this.hashing =
                Executors.newFixedThreadPool(
                        Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().name(name + "-hash-", 0).daemon().factory());
        this.uploads = new Uploads(pool, disk, hashing);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public EngineOptions options() {
        return engine.options();
    }

    @Override
    public PeerId peerId() {
        return peerId;
    }

    @Override
    public ChunkPool pool() {
        return pool;
    }

    @Override
    public RateLimits limits() {
        return limits;
    }

    Uploads uploads() {
        return uploads;
    }

    @Override
    public boolean isSelf(InetSocketAddress address) {
        return engine.isSelf(address);
    }

    @Override
    public void connect(Torrent torrent, InetSocketAddress address) {
        engine.connect(torrent, address);
    }

    @Override
    public void call(Torrent torrent, WebSeeds.Place place) {
        engine.call(torrent, place);
    }

    @Override
    public void remove(Torrent torrent) {
        engine.remove(torrent);
    }

    @Override
    public void check(Torrent torrent, PieceDownload download) {
        hashing.execute(() -> {
            boolean right = PieceLife.hash(torrent, download);
            torrent.arrivals().checked(download, right);
        });
    }

    @Override
    public void write(Torrent torrent, PieceDownload download) {
        long offset = torrent.layout().offset(download.piece);
        disk.write(
                torrent.storage().position(offset),
                () -> {
                    try {
                        PieceLife.write(torrent, download, offset);
                    } catch (IOException e) {
                        torrent.arrivals().notWritten(download, e);
                        return;
                    }
                    torrent.arrivals().written(download);
                });
    }

    @Override
    public void prefetch(Torrent torrent, int piece, int chunk) {
        uploads.prefetch(torrent, piece, chunk);
    }

    /// No more pieces are hashed; to be called when no connection is left, for a writer may wait
    /// for a piece to be hashed.
    void stopHashing() throws InterruptedException {
        hashing.shutdown();
        hashing.awaitTermination(10, TimeUnit.SECONDS);
    }

    /// Writes what the disk thread is at, and ends it.
    void close() {
        disk.close();
    }
}
