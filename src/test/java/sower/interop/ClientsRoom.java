package sower.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.metainfo.Magnet;
import sower.metainfo.Trackers;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.SampleVolume;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;
import sower.tracker.LocalDiscovery;
import sower.tracker.TrackerServer;

/// A tracker of ours, our engine, and clients of other makes that find each other through it.
abstract class ClientsRoom {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;
    final TrackerServer tracker = new TrackerServer(InstantSource.system());
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<InetSocketAddress, Torrent> ours = new ConcurrentHashMap<>();
    private HttpServer http;

    /// Whether our engines tell peers of each other.
    boolean exchanging;

    /// Whether clients insist on encryption.
    boolean encrypted;

    /// Whether clients are told of our engine; else it must call them.
    boolean announced = true;

    /// Where our engine listens.
    InetAddress here = LOOPBACK;

    @BeforeEach
    void startTracker() throws IOException {
        http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        http.createContext("/announce", tracker);
        http.start();
        open.add(() -> http.stop(0));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
    }

    /// The client fetches a volume from our engine.
    void fetchesFromUs(Client client) throws Exception {
        client.needs();
        var volume = SampleVolume.make(folder, 1, 24_000_000, 1 << 20);
        seed(volume);
        var data = Files.createDirectory(folder.resolve("data"));

        var process = start(client, torrent(volume), data);

        awaitSlices(volume, data, process);
    }

    /// The client seeds a volume to our engine.
    void givesUs(Client client) throws Exception {
        client.needs();
        var volume = SampleVolume.make(folder, 2, 24_000_000, 1 << 20);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        leech(volume, target, done);

        start(client, torrent(volume), data);

        awaitWritten(volume, target, done);
    }

    /// Our engine gets all of it, and touches nothing else.
    void awaitWritten(SampleVolume volume, Path target, CountDownLatch done) throws Exception {
        assertTrue(
                done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "incomplete\n" + log());
        assertTrue(volume.isWrittenTo(target), "bytes equal, gaps untouched");
    }

    /// One whose metainfo is several pieces of metadata.
    SampleVolume manyExtents(int seed) throws IOException {
        return SampleVolume.make(folder, seed, 24_000_000, 1 << 20, 128);
    }

    Magnet magnet(SampleVolume volume) {
        var metainfo = volume.metainfo();
        var trackers = Trackers.of(List.of(announceUrl()));
        return new Magnet(metainfo.infoHash(), metainfo.name(), trackers, List.of());
    }

    private String announceUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/announce";
    }

    /// The volume's torrent as a file that names our tracker.
    String torrent(SampleVolume volume) throws IOException {
        var torrent = folder.resolve("sda1.torrent");
        Files.write(torrent, volume.metainfo().withAnnounce(announceUrl()).bytes());
        return torrent.toString();
    }

    /// Our engine has all of it.
    Torrent seed(SampleVolume volume) throws IOException {
        var had = new BitSet();
        had.set(0, volume.metainfo().layout().pieceCount());
        var device = BlockDevice.openSource(volume.file());
        open.add(device);
        return join(volume, device, had, new TorrentListener() {});
    }

    /// Where one of our engines listens.
    InetSocketAddress address(Torrent torrent) {
        return ours.entrySet().stream()
                .filter(each -> each.getValue() == torrent)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    void leech(SampleVolume volume, Path target, CountDownLatch done) throws IOException {
        var device = BlockDevice.claimTarget(target);
        open.add(device);
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }
                };
        join(volume, device, new BitSet(), listener);
    }

    private Torrent join(
            SampleVolume volume, BlockDevice device, BitSet had, TorrentListener listener)
            throws IOException {
        var options = EngineOptions.target(here, 0).exchangingPeers(exchanging);
        var engine = Engine.start(options, new Random(3 + ours.size()));
        open.add(engine);
        var torrent =
                engine.add(volume.metainfo(), volume.on(device), had, Trust.FIRST_READ, listener);
        ours.put(new InetSocketAddress(here, engine.port()), torrent);
        var infoHash = volume.metainfo().infoHash();
        tracker.allow(infoHash, peer -> ours.values().forEach(each -> each.addPeer(peer)));
        if (announced) {
            ours.keySet().forEach(address -> tracker.addSeed(infoHash, address));
        }
        return torrent;
    }

    /// Our engines are found in the network, and look for others there.
    void lookNearby(SampleVolume volume) throws IOException {
        for (var engine : ours.entrySet()) {
            open.add(
                    LocalDiscovery.open(
                            LOOPBACK,
                            engine.getKey().getPort(),
                            Map.of(volume.metainfo().infoHash(), engine.getValue()::addPeer)));
        }
    }

    Process start(Client client, String torrent, Path data) throws IOException {
        return start(client, torrent, data, folder.resolve("home"));
    }

    /// One of several, with a folder of its own for what it keeps.
    Process start(Client client, String torrent, Path data, Path home) throws IOException {
        var process = client.start(torrent, data, home, freePort(), encrypted);
        endWithTest(process);
        return process;
    }

    /// Has a program end before its files are deleted.
    void endWithTest(Process process) {
        open.add(() -> {
            process.destroyForcibly();
            process.waitFor();
        });
    }

    void awaitSlices(SampleVolume volume, Path data, Process process) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Slices.equal(volume, data)) {
            assertTrue(process.isAlive(), () -> "the client ended\n" + log());
            assertTrue(System.nanoTime() < until, () -> "incomplete\n" + log());
            Thread.sleep(250);
        }
    }

    /// What the clients say.
    String log() {
        var said = new StringBuilder();
        try (var homes = Files.newDirectoryStream(folder, "home*")) {
            for (var home : homes) {
                var log = Files.readString(home.resolve("log"));
                said.append(home.getFileName()).append('\n').append(log).append('\n');
            }
        } catch (IOException e) {
            said.append("no log: ").append(e.getMessage());
        }
        return said.toString();
    }

    /// One below those that the system gives to whoever calls: a client that starts late found its
    /// own taken.
    static int freePort() throws IOException {
        int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
        try (var socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            return freePort();
        }
    }
}
