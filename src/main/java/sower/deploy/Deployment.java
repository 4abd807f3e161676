package sower.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
import sower.swarm.TorrentListener;

/// Seeds an image and follows the room. Make one with [#start]; [#close] ends the seeding.
public final class Deployment implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Deployment.class.getName());

    private final Image image;
    private final Engine engine;
    private final String swarmKey;
    private final InstantSource clock;
    private final long startMillis;
    private final List<SeededVolume> volumes = new ArrayList<>();
    private final Map<String, Machine> machines = new LinkedHashMap<>(); // guarded by this
    private final LostPieces lost = new LostPieces(); // guarded by this
    private final Set<String> paused = new HashSet<>(); // machines; guarded by this
    private final List<Consumer<DeploymentSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> strangers = new CopyOnWriteArrayList<>();
    private final Thread ticker;
    private final SourceChanges changes;
    private volatile String address = "";
    private volatile String fingerprint = "";
    private boolean keepsFailed; // guarded by this
    private boolean closed; // guarded by this

    private Deployment(Image image, Engine engine, String swarmKey, InstantSource clock) {
        this.image = image;
        this.swarmKey = swarmKey;
        this.engine = engine;
        this.clock = clock;
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
                int first = firstPiece;
                int index = volumes.size();
                var listener =
                        new TorrentListener() {
                            @Override
                            public void sourceChanged(int piece) {
                                sourceLost(index, first + piece, piece);
                            }

                            @Override
                            public void stranger(String address) {
                                turnedAway(address);
                            }
                        };
                var seeded = SeededVolume.open(image, volume, firstPiece, engine, listener);
                volumes.add(seeded);
                firstPiece += seeded.torrent().metainfo().layout().pieceCount();
            }
        }
        if (volumes.isEmpty()) {
            throw new IOException("The image " + image.title() + " has no volume with data.");
        }
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

    /// Says under which address machines find this deployment; shown to the person.
    public void publishedAt(String url) {
        address = url;
    }

    /// Calls `listener` about once a second, on the deployment's own thread, until it is closed.
    public void listen(Consumer<DeploymentSnapshot> listener) {
        listeners.add(listener);
    }

    /// A machine has told how it is.
    ///
    /// @param from where the report came from; the machine's peers find it there
    /// @return what it should know and do
    public synchronized MachineOrders report(InetAddress from, MachineReport report) {
        long now = clock.millis();
        var machine = machines.get(report.id());
        if (machine == null || !machine.peer().getAddress().equals(from)) {
            machine = new Machine(from, report, now);
            machines.put(report.id(), machine);
            LOG.log(Level.INFO, "{0} joined from {1}", report.name(), from.getHostAddress());
        } else {
            machine.heard(report, now);
        }
        for (var sentence : machine.news()) {
            LOG.log(Level.WARNING, "{0} warns: {1}", report.name(), sentence);
        }
        return orders(report.id(), machine);
    }

    /// What the latest report of a machine warned of for the first time.
    ///
    /// @param id as in its reports
    public synchronized List<String> news(String id) {
        var machine = machines.get(id);
        return machine == null ? List.of() : machine.news();
    }

    /// What a machine should know and do; empty for one that has not reported.
    ///
    /// @param id as in its reports
    synchronized Optional<MachineOrders> orders(String id) {
        return Optional.ofNullable(machines.get(id)).map(machine -> orders(id, machine));
    }

    private MachineOrders orders(String id, Machine machine) {
        long now = clock.millis();
        List<String> peers = new ArrayList<>();
        machines.forEach((otherId, other) -> {
            if (!otherId.equals(id) && other.reachable(now)) {
                peers.add(other.peerText());
            }
        });
        boolean leave = machines.values().stream().allMatch(m -> m.ended() || m.lost(now));
        leave &= !(keepsFailed && machine.failed());
        machine.answered(leave);
        var stop =
                machine.stop().isEmpty()
                        ? lost.hopeless(machine, machines.values(), pieces(), now)
                        : machine.stop();
        return new MachineOrders(
                peers, engine.port(), leave, machine.ended(), stop, paused.contains(id));
    }

    /// Whether machines that have failed stay when all have ended: somebody may try again.
    public synchronized void keepFailed(boolean stay) {
        keepsFailed = stay;
    }

    /// A person wants a machine to stop; it is told with its next orders.
    ///
    /// @param sentence why
    synchronized void stop(String id, String sentence) {
        var machine = machines.get(id);
        if (machine != null && !machine.ended()) {
            machine.stop(sentence);
        }
    }

    /// A person wants a machine to receive and send nothing for now, or to go on.
    synchronized void pause(String id, boolean now) {
        if (now) {
            paused.add(id);
        } else {
            paused.remove(id);
        }
    }

    /// What a machine is doing; empty for one that has not reported.
    ///
    /// @param id as in its reports
    synchronized Optional<Phase> phase(String id) {
        long now = clock.millis();
        return Optional.ofNullable(machines.get(id)).map(machine -> machine.phase(now));
    }

    /// How long ago a machine has reported; for ever for one that has not.
    synchronized long silentMillis(String id) {
        var machine = machines.get(id);
        return machine == null ? Long.MAX_VALUE : machine.silentMillis(clock.millis());
    }

    /// A machine has ended in a former life of this workstation, and will not report again.
    synchronized void recall(InetAddress from, MachineReport report) {
        var machine = new Machine(from, report, clock.millis());
        machine.answered(/* leave= */ true);
        machines.put(report.id(), machine);
    }

    /// A machine has failed and begins anew.
    synchronized void forget(String id) {
        machines.remove(id);
    }

    /// How many machines have failed and still report.
    synchronized long failedHere() {
        long now = clock.millis();
        return machines.values().stream().filter(machine -> machine.failedHere(now)).count();
    }

    /// Whether every machine has been told that it may leave, or is lost.
    synchronized boolean dismissed() {
        long now = clock.millis();
        return machines.values().stream().allMatch(m -> m.dismissed(now) || m.lost(now));
    }

    private int pieces() {
        var last = volumes.getLast();
        return last.firstPiece() + last.torrent().metainfo().layout().pieceCount();
    }

    private void sourceLost(int volume, int overall, int piece) {
        var where = volumes.get(volume).place(piece);
        var sentence =
                "The source has changed since it was captured: %s of %s no longer has its hash and is not sent. Capture it again, or restore it from another copy."
                        .formatted(where, source());
        LOG.log(Level.WARNING, sentence);
        synchronized (this) {
            lost.add(overall, sentence);
        }
    }

    private String source() {
        var disk = image.manifest().inPlace();
        return disk.isEmpty() ? image.title() : disk + ", the master of " + image.title();
    }

    /// The room, now.
    public DeploymentSnapshot snapshot() {
        var swarms = volumes.stream().map(volume -> volume.torrent().snapshot()).toList();
        synchronized (this) {
            long now = clock.millis();
            var rows = new ArrayList<MachineSnapshot>();
            machines.values().forEach(machine -> rows.add(machine.snapshot(now)));
            rows.addAll(new Strangers(machines.values(), swarms).snapshots());
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
                    now - startMillis,
                    swarms.stream().mapToLong(SwarmSnapshot::length).sum(),
                    seedRate,
                    Math.max(0, received - seedRate),
                    swarms.stream().mapToLong(SwarmSnapshot::upBytes).sum(),
                    eta,
                    address,
                    rows,
                    Stream.concat(changes.sentences().stream(), lost.sentences().stream())
                            .toList());
        }
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
