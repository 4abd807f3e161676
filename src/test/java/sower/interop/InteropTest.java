package sower.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.Needs;
import sower.disk.BlockDevice;
import sower.metainfo.Magnet;
import sower.metainfo.Trackers;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.SampleVolume;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;
import sower.target.MagnetMetainfo;
import sower.tracker.TrackerServer;

/// Each client fetches a volume from our engine, and seeds a slices folder to it. They find each
/// other through our tracker.
@Tag("system")
class InteropTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final TrackerServer tracker = new TrackerServer(InstantSource.system());
    private HttpServer http;
    private boolean encrypted;
    private InetAddress here = LOOPBACK;

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

    @ParameterizedTest
    @EnumSource
    void leechesFromUs(Client client) throws Exception {
        client.needs();
        var volume = SampleVolume.make(folder, 1, 24_000_000, 1 << 20);
        var had = new BitSet();
        had.set(0, volume.metainfo().layout().pieceCount());
        seed(volume, had);
        var data = Files.createDirectory(folder.resolve("data"));

        var process = start(client, torrent(volume), data);

        awaitSlices(volume, data, process);
    }

    @ParameterizedTest
    @EnumSource
    void seedsToUs(Client client) throws Exception {
        client.needs();
        var volume = SampleVolume.make(folder, 2, 24_000_000, 1 << 20);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        leech(volume, target, done);

        start(client, torrent(volume), data);

        assertTrue(
                done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "incomplete\n" + log());
        assertTrue(volume.isWrittenTo(target), "bytes equal, gaps untouched");
    }

    @ParameterizedTest
    @EnumSource
    void leechesEncryptedFromUs(Client client) throws Exception {
        client.needs();
        encrypted = true;
        if (!client.callsLoopback()) {
            here = outside();
        }

        leechesFromUs(client);
    }

    /// An address of this machine that its network knows; who insists must call us.
    private static InetAddress outside() throws IOException {
        var found =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> address instanceof Inet4Address)
                        .filter(address -> !address.isLoopbackAddress())
                        .findFirst();
        Needs.that(found.isPresent(), "this test needs an address that is not loopback");
        return found.orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void joinsUsByAMagnetLink(Client client) throws Exception {
        client.needs();
        var volume = manyExtents(3);
        var had = new BitSet();
        had.set(0, volume.metainfo().layout().pieceCount());
        seed(volume, had);
        var data = Files.createDirectory(folder.resolve("data"));

        var magnet = magnet(volume).toString();

        var process = start(client, magnet, data);
        for (int i = 0; client.mayEndWithTheMetainfo() && i < 50; i++) {
            if (process.waitFor(500, TimeUnit.MILLISECONDS) && !Slices.equal(volume, data)) {
                process = start(client, magnet, data);
            } else if (Slices.equal(volume, data)) {
                return;
            }
        }

        awaitSlices(volume, data, process);
    }

    @ParameterizedTest
    @EnumSource
    void givesUsTheTorrentOfAMagnetLink(Client client) throws Exception {
        client.needs();
        var volume = manyExtents(4);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        tracker.allow(volume.metainfo().infoHash(), _ -> {});
        start(client, torrent(volume), data);

        var options = EngineOptions.target(LOOPBACK, 0);
        var fetched =
                new MagnetMetainfo(magnet(volume), options, (int) PATIENCE.toSeconds())
                        .fetch(List.of(), () -> false);

        assertEquals(volume.metainfo().infoHash(), fetched.infoHash());
        assertEquals(volume.metainfo().extents(), fetched.extents());
        assertEquals(magnet(volume).trackers(), fetched.trackers());
    }

    /// One whose metainfo is several pieces of metadata.
    private SampleVolume manyExtents(int seed) throws IOException {
        return SampleVolume.make(folder, seed, 24_000_000, 1 << 20, 128);
    }

    private Magnet magnet(SampleVolume volume) {
        var metainfo = volume.metainfo();
        var trackers = Trackers.of(List.of(announceUrl()));
        return new Magnet(metainfo.infoHash(), metainfo.name(), trackers, List.of());
    }

    private String announceUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/announce";
    }

    /// The volume's torrent as a file that names our tracker.
    private String torrent(SampleVolume volume) throws IOException {
        var torrent = folder.resolve("sda1.torrent");
        Files.write(torrent, volume.metainfo().withAnnounce(announceUrl()).bytes());
        return torrent.toString();
    }

    private void seed(SampleVolume volume, BitSet had) throws IOException {
        var device = BlockDevice.openSource(volume.file());
        open.add(device);
        join(volume, device, had, new TorrentListener() {});
    }

    private void leech(SampleVolume volume, Path target, CountDownLatch done) throws IOException {
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
        var options = EngineOptions.target(here, 0);
        var engine = Engine.start(options, new Random(3));
        open.add(engine);
        var torrent =
                engine.add(volume.metainfo(), volume.on(device), had, Trust.FIRST_READ, listener);
        var infoHash = volume.metainfo().infoHash();
        tracker.allow(infoHash, torrent::addPeer);
        tracker.add(infoHash, new InetSocketAddress(here, engine.port()));
        return torrent;
    }

    private Process start(Client client, String torrent, Path data) throws IOException {
        var process = client.start(torrent, data, folder.resolve("home"), freePort(), encrypted);
        open.add(() -> {
            process.destroyForcibly();
            process.waitFor();
        });
        return process;
    }

    private void awaitSlices(SampleVolume volume, Path data, Process process) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Slices.equal(volume, data)) {
            assertTrue(process.isAlive(), () -> "the client ended\n" + log());
            assertTrue(System.nanoTime() < until, () -> "incomplete\n" + log());
            Thread.sleep(250);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("home/log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
