package sower.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
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
/// `seed TORRENT FILE PORT` runs until it is killed; `leech TORRENT FILE PORT` ends when every
/// piece is hashed and written; `discard TORRENT - PORT` hashes and writes nothing.
public final class BenchPeer {
    private BenchPeer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var loopback = InetAddress.getLoopbackAddress();
        var metainfo = Metainfo.read(Files.readAllBytes(Path.of(args[1])));
        int port = Integer.parseInt(args[3]);
        var done = new CountDownLatch(1);
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }
                };
        switch (args[0]) {
            case "seed" -> {
                var all = new BitSet();
                all.set(0, metainfo.layout().pieceCount());
                var source = BlockDevice.openSource(Path.of(args[2]));
                var storage = new DeviceStorage(source, 0, metainfo.extents());
                var engine = Engine.start(EngineOptions.workstation(loopback, port), new Random());
                engine.add(metainfo, storage, all, Trust.PROVEN, listener);
                done.await(); // for ever: a seed completes nothing
            }
            case "leech" -> {
                try (var target = BlockDevice.claimTarget(Path.of(args[2]))) {
                    var storage = new DeviceStorage(target, 0, metainfo.extents());
                    leech(metainfo, storage, listener, done, port);
                }
            }
            default -> leech(metainfo, new Discard(), listener, done, port);
        }
    }

    private static void leech(
            Metainfo metainfo,
            Storage storage,
            TorrentListener listener,
            CountDownLatch done,
            int port)
            throws IOException, InterruptedException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var engine = Engine.start(EngineOptions.target(loopback, 0), new Random())) {
            var torrent = engine.add(metainfo, storage, new BitSet(), Trust.PROVEN, listener);
            torrent.addPeer(new InetSocketAddress(loopback, port));
            done.await();
        }
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
