package sower.target;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.disk.BlockDevice;
import sower.metainfo.Metainfo;
import sower.restore.Proof;
import sower.restore.Restore;
import sower.restore.RestorePlan;
import sower.restore.RestoreProgress;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.Torrent;
import sower.tracker.Announcer;
import sower.tracker.LocalDiscovery;

/// Restores one volume from its torrent alone: any tracker, any BitTorrent clients.
public final class TorrentRestore {
    private final Metainfo metainfo;
    private final Path disk;
    private final EngineOptions options;
    private final long patienceNanos;
    private final List<InetSocketAddress> peers;
    private final boolean nearby;
    private final List<Closeable> searches = new ArrayList<>();

    /// @param disk the partition or file to be written from its beginning
    /// @param patienceSeconds without a byte, before it gives up
    /// @param peers `host:port` each, to be asked besides those of the tracker
    /// @param nearby whether peers are looked for in the same network as well
    public TorrentRestore(
            Metainfo metainfo,
            Path disk,
            EngineOptions options,
            int patienceSeconds,
            List<String> peers,
            boolean nearby)
            throws IOException {
        this.metainfo = metainfo;
        this.disk = disk;
        this.options = options;
        this.patienceNanos = patienceSeconds * 1_000_000_000L;
        this.peers = peers.stream().map(TorrentRestore::address).toList();
        this.nearby = nearby;
        boolean known = nearby || !metainfo.trackers().isEmpty() || !metainfo.webSeeds().isEmpty();
        if (this.peers.isEmpty() && !known) {
            throw new IOException(
                    "The torrent names no tracker; say with --peer HOST:PORT who has it.");
        }
    }

    /// From the check of the disk to the proof.
    public Proof run(Consumer<RestoreProgress> progress, BooleanSupplier cancelled)
            throws IOException {
        try (var target = BlockDevice.claimTarget(disk);
                var engine = Engine.start(options, new Random())) {
            var plan = RestorePlan.oneVolume(metainfo, List.of(), target);
            var patience = new Patience(patienceNanos);
            var restore =
                    new Restore(
                            plan,
                            target,
                            engine,
                            now -> {
                                patience.look(now);
                                progress.accept(now);
                            },
                            cancelled);
            patience.onEnd(restore::fail);
            try {
                return restore.run(running -> {
                    try {
                        find(running.getFirst(), engine);
                    } catch (IOException e) {
                        restore.fail(String.valueOf(e.getMessage()));
                    }
                });
            } finally {
                for (var search : searches) {
                    search.close();
                }
            }
        }
    }

    private void find(Torrent torrent, Engine engine) throws IOException {
        peers.forEach(torrent::addPeer);
        if (!metainfo.trackers().isEmpty()) {
            searches.add(
                    new Announcer(
                            metainfo.trackers(),
                            metainfo.infoHash(),
                            engine.id(),
                            engine.port(),
                            () -> torrent.snapshot().bytesLeft(),
                            torrent::addPeer));
        }
        if (nearby) {
            searches.add(
                    LocalDiscovery.open(
                            options.listen(),
                            engine.port(),
                            Map.of(metainfo.infoHash(), torrent::addPeer)));
        }
    }

    static InetSocketAddress address(String text) {
        try {
            var uri = URI.create("peer://" + text);
            return new InetSocketAddress(uri.getHost(), uri.getPort());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no peer such as 192.168.0.10:6881.", e);
        }
    }

    /// Ends a restore to which nobody sends anything.
    private static final class Patience {
        private final long nanos;
        private Consumer<String> end = _ -> {};
        private long bytes = -1;
        private long since = System.nanoTime();

        Patience(long nanos) {
            this.nanos = nanos;
        }

        synchronized void onEnd(Consumer<String> sentence) {
            end = sentence;
        }

        synchronized void look(RestoreProgress now) {
            boolean receiving = now.stage() == RestoreProgress.Stage.RECEIVING;
            if (!receiving || now.bytesDone() != bytes || now.downRate() > 0) {
                bytes = now.bytesDone();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > nanos) {
                end.accept(
                        "Nobody has sent anything for %d seconds; %,d of %,d bytes are missing. Is somebody seeding?"
                                .formatted(
                                        nanos / 1_000_000_000L,
                                        now.bytesTotal() - bytes,
                                        now.bytesTotal()));
            }
        }
    }
}
