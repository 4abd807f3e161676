package sower.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import sower.disk.BlockDevice;
import sower.image.DeviceStorage;
import sower.metainfo.Metainfo;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.Storage;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// One end of a measured transfer, as a process of its own: the engine and a file, nothing else.
///
/// `seed TORRENT FILE ADDRESS:PORT` runs until it is killed; `leech TORRENT FILE ADDRESS:PORT
/// PEER…` ends when every piece is hashed and written; `stay` says `ready` and begins when it is
/// told a line, says `done` at the end and serves on; `discard TORRENT - ADDRESS:PORT PEER…` hashes
/// and writes nothing.
public final class BenchPeer {
    private final Metainfo metainfo;
    private final InetSocketAddress address;
    private final List<InetSocketAddress> peers;
    private final CountDownLatch completed = new CountDownLatch(1);

    private BenchPeer(String[] args) throws IOException {
        this.metainfo = Metainfo.read(Files.readAllBytes(Path.of(args[1])));
        this.address = address(args[3]);
        this.peers = Arrays.stream(args).skip(4).map(BenchPeer::address).toList();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var peer = new BenchPeer(args);
        var file = Path.of(args[2]);
        switch (args[0]) {
            case "seed" -> peer.seed(file);
            case "leech" -> peer.leech(file, false);
            case "stay" -> peer.leech(file, true);
            default -> peer.leech(new Discard(), false);
        }
    }

    private void seed(Path file) throws IOException, InterruptedException {
        var all = new BitSet();
        all.set(0, metainfo.layout().pieceCount());
        var storage = new DeviceStorage(BlockDevice.openSource(file), 0, metainfo.extents());
        var options = EngineOptions.workstation(address.getAddress(), address.getPort());
        var engine = Engine.start(options, new Random());
        engine.add(metainfo, storage, all, Trust.PROVEN, listener());
        completed.await(); // for ever: a seed completes nothing
    }

    private void leech(Path file, boolean stay) throws IOException, InterruptedException {
        try (var target = BlockDevice.claimTarget(file)) {
            leech(new DeviceStorage(target, 0, metainfo.extents()), stay);
        }
    }

    private void leech(Storage storage, boolean stay) throws IOException, InterruptedException {
        var options =
                EngineOptions.target(address.getAddress(), address.getPort())
                        .withMemory(Long.getLong("blocks") << 20);
        try (var engine = Engine.start(options, new Random())) {
            var torrent = engine.add(metainfo, storage, new BitSet(), Trust.PROVEN, listener());
            if (stay) {
                System.out.println("ready");
                System.in.read();
            }
            peers.forEach(torrent::addPeer);
            completed.await();
            if (stay) {
                System.out.println("done");
                new CountDownLatch(1).await();
            }
        }
    }

    private TorrentListener listener() {
        return new TorrentListener() {
            @Override
            public void completed() {
                completed.countDown();
            }
        };
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        var host = InetAddress.ofLiteral(text.substring(0, colon));
        return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
    }

    /// Takes everything and keeps nothing.
    private static final class Discard implements Storage {
        @Override
        public void read(long torrentOffset, ByteBuffer into) {
            throw new IllegalStateException("nothing was kept");
        }

        @Override
        public void send(long torrentOffset, long count, WritableByteChannel to) {
            throw new IllegalStateException("nothing was kept");
        }

        @Override
        public void write(long torrentOffset, ByteBuffer from) {
            from.position(from.limit());
        }

        @Override
        public long position(long torrentOffset) {
            return torrentOffset;
        }
    }
}
