package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.disk.BlockDevice;

@Tag("swarm")
class SwarmTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private PeerTimeouts timeouts = PeerTimeouts.DEFAULT;

    /// One machine of a test's room.
    private record Node(Engine engine, Torrent torrent, Path file, CountDownLatch done) {}

    @AfterEach
    void closeAll() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
        Thread.sleep(50);
        var left =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("swarm-"))
                        .map(Thread::getName)
                        .toList();
        assertEquals(List.of(), left, "threads of closed engines");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 16384",
        "2, 16384, 16384",
        "3, 16385, 16384",
        "4, 3000000, 100000",
        "5, 9000000, 262144",
        "6, 20000000, 1048576",
        "7, 40000000, 4194304",
    })
    void copiesAVolumeOfAnySizeInPiecesOfAnySize(long seed, long content, int pieceLength)
            throws Exception {
        var volume = SampleVolume.make(folder, seed, content, pieceLength);
        var seeder = seeder(volume);
        var leecher = leecher(volume, "target");

        leecher.torrent.addPeer(address(seeder));

        assertTrue(leecher.done.await(30, TimeUnit.SECONDS), "complete in time");
        assertTrue(volume.isWrittenTo(leecher.file), "bytes equal, gaps untouched");
    }

    @Test
    void aRoomOfSixExchangesWhatItHas() throws Exception {
        var volume = SampleVolume.make(folder, 42, 64_000_000, 1 << 20);
        var seeder = seeder(volume);
        var room = new ArrayList<Node>();
        for (int i = 0; i < 6; i++) {
            room.add(leecher(volume, "target-" + i));
        }

        for (var machine : room) {
            machine.torrent.addPeer(address(seeder));
            room.forEach(other -> machine.torrent.addPeer(address(other)));
        }

        for (var machine : room) {
            assertTrue(machine.done.await(60, TimeUnit.SECONDS), "complete in time");
            assertTrue(volume.isWrittenTo(machine.file), "bytes equal, gaps untouched");
        }
        long sent = seeder.torrent.snapshot().upBytes();
        assertTrue(sent < 4L * volume.metainfo().layout().length(), "seeder sent " + sent);
    }

    /// Every pause counts as a stall: blocks are given back and asked for elsewhere while they
    /// come.
    @Test
    void impatienceNeverMixesUpBlocks() throws Exception {
        var volume = SampleVolume.make(folder, 43, 48_000_000, 1 << 20);
        timeouts =
                new PeerTimeouts(
                        Duration.ofMillis(20), Duration.ofSeconds(30), Duration.ofSeconds(150));
        var seeder = seeder(volume);
        var room = new ArrayList<Node>();
        for (int i = 0; i < 8; i++) {
            room.add(leecher(volume, "target-" + i));
        }
        var stop = new AtomicBoolean();
        var impatient =
                Thread.ofPlatform()
                        .start(() -> {
                            for (long i = 1; !stop.get(); i++) {
                                for (var machine : room) {
                                    machine.torrent.tick(System.nanoTime(), i);
                                }
                            }
                        });

        for (var machine : room) {
            machine.torrent.addPeer(address(seeder));
            room.forEach(other -> machine.torrent.addPeer(address(other)));
        }

        try {
            for (var machine : room) {
                assertTrue(machine.done.await(90, TimeUnit.SECONDS), "complete in time");
                assertTrue(volume.isWrittenTo(machine.file), "bytes equal, gaps untouched");
            }
        } finally {
            stop.set(true);
            impatient.join();
        }
    }

    @Test
    void goesOnWithWhatIsOnTheTargetAlready() throws Exception {
        var volume = SampleVolume.make(folder, 7, 16_000_000, 1 << 20);
        var seeder = seeder(volume);
        var target = volume.blankTarget(folder, "target");
        var half = new BitSet();
        try (var device = BlockDevice.claimTarget(target);
                var master = BlockDevice.openSource(volume.file())) {
            var buffer = java.nio.ByteBuffer.allocate(8 << 20);
            volume.on(master).read(0, buffer);
            volume.on(device).write(0, buffer.flip());
            half.or(
                    PieceCheck.sha1(volume.metainfo(), volume.on(device), () -> false)
                            .run(_ -> {}));
        }

        var leecher = leecher(volume, target, half);
        leecher.torrent.addPeer(address(seeder));

        assertEquals(8, half.cardinality());
        assertTrue(leecher.done.await(30, TimeUnit.SECONDS), "complete in time");
        assertTrue(volume.isWrittenTo(target), "bytes equal");
        assertTrue(leecher.torrent.snapshot().downBytes() < 9_000_000, "only the rest was fetched");
    }

    private Node seeder(SampleVolume volume) throws IOException {
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        return node(volume, volume.file(), BlockDevice.openSource(volume.file()), all);
    }

    private Node leecher(SampleVolume volume, String name) throws IOException {
        return leecher(volume, volume.blankTarget(folder, name), new BitSet());
    }

    private Node leecher(SampleVolume volume, Path target, BitSet had) throws IOException {
        return node(volume, target, BlockDevice.claimTarget(target), had);
    }

    private Node node(SampleVolume volume, Path file, BlockDevice device, BitSet had)
            throws IOException {
        open.add(device);
        var options = new EngineOptions(LOOPBACK, 0, 8 << 20, 8, 60, timeouts, "Sower test");
        var engine = Engine.start(options, new Random(open.size()));
        open.add(engine);
        var done = new CountDownLatch(1);
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }
                };
        var torrent =
                engine.add(volume.metainfo(), volume.on(device), had, Trust.FIRST_READ, listener);
        return new Node(engine, torrent, file, done);
    }

    private static InetSocketAddress address(Node node) {
        return new InetSocketAddress(LOOPBACK, node.engine.port());
    }
}
