package sower.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sower.image.Image;
import sower.image.Manifest;
import sower.image.Signature;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;
import sower.swarm.SwarmSnapshot;
import sower.swarm.Torrent;

/// Seeds an image and follows the room: what its [ReportingMachines] tell is joined with what the
/// swarm sees. Make one with [#start]; [#close] ends the seeding. Any thread may call; its monitor
/// guards its end, and nothing else.
public final class Deployment implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Deployment.class.getName());

    private final Image image;
    private final Engine engine;
    private final String swarmKey;
    private final InstantSource clock;
    private final long startMillis;
    private final List<SeededVolume> volumes = new ArrayList<>();
    private final LostPieces lost = new LostPieces();
    private final ReportingMachines machines;
    private final List<Consumer<DeploymentSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> strangers = new CopyOnWriteArrayList<>();
    private final Thread ticker;
    private final SourceChanges changes;
    private volatile String address = "";
    private volatile String fingerprint = "";
    private boolean closed; // guarded by this

    private Deployment(Image image, Engine engine, String swarmKey, InstantSource clock) {
        this.image = image;
        this.swarmKey = swarmKey;
        this.engine = engine;
        this.clock = clock;
        this.machines = new ReportingMachines(engine.port(), lost, clock);
        this.changes = SourceChanges.of(image);
        this.startMillis = clock.millis();
        this.ticker = Thread.ofPlatform().name("deployment").daemon().unstarted(this::tick);
    }

    /// Opens the image's volumes and begins to seed them.
    ///
    /// @throws IOException in one sentence, when the image or the port cannot be used
    public static Deployment start(Image image, EngineOptions options, InstantSource clock)
            throws IOException {
        var engine = Engine.start(options, new Random());
        var key = options.key().map(SwarmKey::hex).orElse("");
        var deployment = new Deployment(image, engine, key, clock);
        try {
            deployment.open();
        } catch (IOException | RuntimeException e) {
            deployment.close();
            throw e;
        }
        deployment.ticker.start();
        return deployment;
    }

    private void open() throws IOException {
        fingerprint = image.fingerprint();
        if (Signature.of(image) instanceof Signature.Wrong wrong) {
            throw new IOException(
                    "%s is not seeded: %s. Capture it again, or restore it from another copy."
                            .formatted(image.title(), wrong.text()));
        }
        int firstPiece = 0;
        for (var volume : image.manifest().volumes()) {
            if (volume.contents() == Manifest.Contents.DATA) {
                var seeded = SeededVolume.open(image, volume, firstPiece, engine, listener());
                volumes.add(seeded);
                firstPiece += seeded.torrent().metainfo().layout().pieceCount();
            }
        }
        if (volumes.isEmpty()) {
            throw new IOException("The image " + image.title() + " has no volume with data.");
        }
        lost.outOf(firstPiece);
    }

    private SeededVolume.Listener listener() {
        return new SeededVolume.Listener() {
            @Override
            public void lost(int piece, String place) {
                sourceLost(piece, place);
            }

            @Override
            public void stranger(String address) {
                turnedAway(address);
            }
        };
    }

    /// The image being seeded.
    public Image image() {
        return image;
    }

    /// SHA-256 of the manifest that is seeded, hex; machines take no other.
    String fingerprint() {
        return fingerprint;
    }

    /// The torrents being seeded, one per volume with data, in the image's order.
    public List<Torrent> torrents() {
        return volumes.stream().map(SeededVolume::torrent).toList();
    }

    /// Where the workstation's BitTorrent end listens.
    public int port() {
        return engine.port();
    }

    /// Sends bytes of a torrent to somebody who is no peer.
    ///
    /// @throws IOException when they are not there any more, or the swarm is closed
    public void send(Torrent torrent, long offset, long count, OutputStream to) throws IOException {
        engine.send(torrent, offset, count, to);
    }

    /// How fast this workstation may send from now on.
    ///
    /// @param upRate bytes per second, 0 for no limit
    public void limit(long upRate) {
        engine.limit(upRate, 0);
    }

    /// What members of the swarm prove to have, hex; empty when it is open to everybody.
    String swarmKey() {
        return swarmKey;
    }

    /// Calls `listener`, on any thread, with a sentence for every stranger to the swarm.
    public void listenForStrangers(Consumer<String> listener) {
        strangers.add(listener);
    }

    private void turnedAway(String address) {
        var sentence =
                "%s wanted to join the swarm without the key of this run; it was hung up on."
                        .formatted(address);
        LOG.log(Level.WARNING, sentence);
        strangers.forEach(listener -> listener.accept(sentence));
    }

    /// The machines that report; whoever carries their reports brings them there.
    public ReportingMachines machines() {
        return machines;
    }

    /// Says under which address machines find this deployment; shown to the person.
    public void publishedAt(String url) {
        address = url;
    }

    /// Calls `listener` about once a second, on the deployment's own thread, until it is closed.
    public void listen(Consumer<DeploymentSnapshot> listener) {
        listeners.add(listener);
    }

    private void sourceLost(int piece, String place) {
        var sentence =
                "The source has changed since it was captured: %s of %s no longer has its hash and is not sent. Capture it again, or restore it from another copy."
                        .formatted(place, source());
        LOG.log(Level.WARNING, sentence);
        lost.add(piece, sentence);
    }

    private String source() {
        var disk = image.manifest().inPlace();
        return disk.isEmpty() ? image.title() : disk + ", the master of " + image.title();
    }

    /// The room, now.
    public DeploymentSnapshot snapshot() {
        var swarms = volumes.stream().map(volume -> volume.torrent().snapshot()).toList();
        var rows = machines.snapshots(swarms);
        long seedRate = swarms.stream().mapToLong(SwarmSnapshot::upRate).sum();
        long received = rows.stream().mapToLong(MachineSnapshot::downRate).sum();
        long eta =
                rows.stream()
                        .filter(row -> !row.phase().ended())
                        .mapToLong(MachineSnapshot::etaSeconds)
                        .max()
                        .orElse(-1);
        return new DeploymentSnapshot(
                image.title(),
                clock.millis() - startMillis,
                swarms.stream().mapToLong(SwarmSnapshot::length).sum(),
                seedRate,
                Math.max(0, received - seedRate),
                swarms.stream().mapToLong(SwarmSnapshot::upBytes).sum(),
                eta,
                address,
                rows,
                trouble());
    }

    /// Asked after the rows were taken, so that whatever has stopped one of them is told.
    private List<String> trouble() {
        return Stream.concat(changes.sentences().stream(), lost.sentences().stream()).toList();
    }

    private void tick() {
        while (pause()) {
            changes.look();
            var snapshot = snapshot();
            for (var listener : listeners) {
                listener.accept(snapshot);
            }
        }
    }

    private synchronized boolean pause() {
        long until = System.nanoTime() + 1_000_000_000L;
        try {
            for (long left = 1000; !closed && left > 0; ) {
                wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    /// Ends the seeding; machines that are not finished wait for the image to be seeded again.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        engine.close();
        for (var volume : volumes) {
            volume.source().close();
        }
    }
}
