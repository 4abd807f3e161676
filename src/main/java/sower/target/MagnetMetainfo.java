package sower.target;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import sower.metainfo.Magnet;
import sower.metainfo.Metainfo;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.MetadataFetch;
import sower.tracker.Announcer;
import sower.tracker.LocalDiscovery;

/// The torrent of a magnet link, fetched from whoever has it.
public final class MagnetMetainfo {
    private static final long LEFT = 1; // nobody knows, but that something is

    private final Magnet magnet;
    private final EngineOptions options;
    private final int patienceSeconds;
    private final boolean nearby;

    /// @param options of the engine that will fetch the rest
    /// @param patienceSeconds before it gives up
    /// @param nearby whether peers are looked for in the same network as well
    public MagnetMetainfo(
            Magnet magnet, EngineOptions options, int patienceSeconds, boolean nearby) {
        this.magnet = magnet;
        this.options = options;
        this.patienceSeconds = patienceSeconds;
        this.nearby = nearby;
    }

    /// Asks until somebody has given it.
    ///
    /// @param peers `host:port` each, those of the link among them
    public Metainfo fetch(List<String> peers, BooleanSupplier cancelled) throws IOException {
        if (magnet.trackers().isEmpty() && peers.isEmpty() && !nearby) {
            throw new IOException(
                    "The magnet link names no tracker and no peer; say with --peer HOST:PORT who has it.");
        }
        try (var engine = Engine.start(options, new Random());
                var fetch = new MetadataFetch(magnet.infoHash(), engine);
                var _ =
                        new Announcer(
                                magnet.trackers(),
                                magnet.infoHash(),
                                engine.id(),
                                engine.port(),
                                () -> LEFT,
                                fetch::addPeer);
                var _ = nearby ? discovery(engine, fetch) : null) {
            peers.stream().map(TorrentRestore::address).forEach(fetch::addPeer);
            var info = fetch.await(patienceSeconds * 1_000_000_000L, cancelled);
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            return Metainfo.ofInfo(info.orElseThrow(this::nobody), magnet.trackers());
        }
    }

    private LocalDiscovery discovery(Engine engine, MetadataFetch fetch) throws IOException {
        return LocalDiscovery.open(
                options.listen(), engine.port(), Map.of(magnet.infoHash(), fetch::addPeer));
    }

    private IOException nobody() {
        return new IOException(
                "Nobody has given the torrent of the magnet link within %d seconds. Is somebody seeding it, and may strangers join?"
                        .formatted(patienceSeconds));
    }
}
