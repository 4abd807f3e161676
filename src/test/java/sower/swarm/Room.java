package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sower.disk.BlockDevice;

/// Engines in one process that share a volume over loopback. Closing it checks that no thread of
/// theirs is left.
final class Room {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /// One machine.
    ///
    /// @param badPieces who was named for sending wrong pieces
    record Machine(
            Engine engine,
            Torrent torrent,
            Path file,
            CountDownLatch done,
            Queue<Integer> badPieces) {
        InetSocketAddress address() {
            return new InetSocketAddress(LOOPBACK, engine.port());
        }

        boolean completes(int seconds) throws InterruptedException {
            return done.await(seconds, TimeUnit.SECONDS);
        }
    }

    final SampleVolume volume;
    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    Room(Path folder, SampleVolume volume) {
        this.folder = folder;
        this.volume = volume;
    }

    Machine seeder() throws IOException {
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        return machine(volume.file(), BlockDevice.openSource(volume.file()), all);
    }

    Machine leecher(String name) throws IOException {
        var target = volume.blankTarget(folder, name);
        return machine(target, BlockDevice.claimTarget(target), new BitSet());
    }

    /// A peer that does as `behaviour` says, connected to `machine`.
    TestPeer hostile(Machine machine, TestPeer.Behaviour behaviour) throws IOException {
        var infoHash = volume.metainfo().infoHash();
        var peer = TestPeer.connect(machine.address(), infoHash, open.size(), behaviour);
        open.add(peer);
        return peer;
    }

    /// The torrent's bytes.
    byte[] content() throws IOException {
        var content = ByteBuffer.allocate((int) volume.metainfo().layout().length());
        try (var device = BlockDevice.openSource(volume.file())) {
            volume.on(device).read(0, content);
        }
        return content.array();
    }

    private Machine machine(Path file, BlockDevice device, BitSet had) throws IOException {
        open.add(device);
        var options = EngineOptions.target(LOOPBACK, 0).withMemory(32 << 20);
        var engine = Engine.start(options, new Random(open.size()));
        open.add(engine);
        var done = new CountDownLatch(1);
        var badPieces = new ConcurrentLinkedQueue<Integer>();
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }

                    @Override
                    public void badPiece(int piece, String peer, boolean banned) {
                        badPieces.add(Integer.valueOf(peer.replaceFirst("^[^:]*:(\\d+).*", "$1")));
                    }
                };
        var torrent =
                engine.add(volume.metainfo(), volume.on(device), had, Trust.FIRST_READ, listener);
        return new Machine(engine, torrent, file, done, badPieces);
    }

    void close() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
        Thread.sleep(50);
        var left =
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("swarm-"))
                        .toList();
        assertEquals(List.of(), left, "threads of closed engines");
    }
}
