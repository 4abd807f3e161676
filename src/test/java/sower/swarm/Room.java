package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import sower.disk.BlockDevice;

/// Engines in one process that share a volume over loopback. Closing it checks that no thread of
/// theirs is left, and that none took more memory for blocks than it may.
final class Room {
    private static final int SECONDS = 60; // also on a machine that does much else
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /// One machine.
    ///
    /// @param badPieces who was named for sending wrong pieces
    /// @param lost pieces that its storage turned out not to hold
    /// @param strangers addresses without the swarm's key
    record Machine(
            Engine engine,
            Torrent torrent,
            Path file,
            CountDownLatch done,
            Queue<Integer> badPieces,
            Queue<Integer> lost,
            Queue<String> strangers) {
        InetSocketAddress address() {
            return new InetSocketAddress(LOOPBACK, engine.port());
        }

        boolean completes(int seconds) throws InterruptedException {
            return done.await(seconds, TimeUnit.SECONDS);
        }

        /// Waits until it has so many pieces, or for so long.
        ///
        /// @return how many it has
        int awaitPieces(int pieces, int seconds) throws InterruptedException {
            for (int i = 0; i < 10 * seconds && have() < pieces; i++) {
                Thread.sleep(100);
            }
            return have();
        }

        private int have() {
            return torrent.snapshot().pieces().cardinality();
        }

        /// Waits until somebody was named for so many wrong pieces, or for so long: the threads
        /// that hash name them each for itself.
        ///
        /// @return for how many
        int awaitBadPieces(int pieces, int seconds) throws InterruptedException {
            for (int i = 0; i < 10 * seconds && badPieces.size() < pieces; i++) {
                Thread.sleep(100);
            }
            return badPieces.size();
        }

        /// Waits until its storage has lost something, or for so long.
        void awaitLoss(int seconds) throws InterruptedException {
            for (int i = 0; i < 10 * seconds && lost.isEmpty(); i++) {
                Thread.sleep(100);
            }
        }

        /// What a peer did wrong, as the snapshot tells; waits for it, and gives up after a while.
        ///
        /// @param port of the peer
        List<String> offences(int port) throws InterruptedException {
            for (int i = 0; i < 200 && found(port).isEmpty(); i++) {
                Thread.sleep(50);
            }
            return found(port);
        }

        /// Waits for something that a peer did wrong, or for so long.
        boolean awaitOffence(int port, Predicate<Offence> wanted, int seconds)
                throws InterruptedException {
            for (int i = 0; i < 20 * seconds; i++) {
                var offences = torrent.snapshot().offences().stream();
                if (offences.anyMatch(it -> it.address().getPort() == port && wanted.test(it))) {
                    return true;
                }
                Thread.sleep(50);
            }
            return false;
        }

        private List<String> found(int port) {
            return torrent.snapshot().offences().stream()
                    .filter(offence -> offence.address().getPort() == port)
                    .map(Offence::what)
                    .toList();
        }
    }

    final SampleVolume volume;
    private final Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<ChunkPool> pools = new ArrayList<>();
    private long memory = 32 << 20;
    private Optional<SwarmKey> key = Optional.empty();
    private String site = "";
    private boolean exchanging;
    private PeerTimeouts timeouts = PeerTimeouts.DEFAULT;

    Room(Path folder, SampleVolume volume) {
        this.folder = folder;
        this.volume = volume;
    }

    /// For the machines that come after this.
    void setMemory(long bytes) {
        memory = bytes;
    }

    /// For the machines that come after this.
    void setKey(SwarmKey members) {
        key = Optional.of(members);
    }

    /// For the machines that come after this.
    void setSite(String site) {
        this.site = site;
    }

    /// For the machines that come after this.
    void setTimeouts(PeerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    Machine seeder() throws IOException {
        return seeder(Trust.FIRST_READ);
    }

    Machine seeder(Trust trust) throws IOException {
        return seeder(volume.file(), trust);
    }

    /// One that has a copy of the volume.
    Machine seederFrom(Path copy) throws IOException {
        return seeder(copy, Trust.FIRST_READ);
    }

    private Machine seeder(Path file, Trust trust) throws IOException {
        return machine(file, BlockDevice.openSource(file), all(), trust);
    }

    /// One that has a part of the volume.
    Machine partSeeder(Trust trust, BitSet had) throws IOException {
        return machine(volume.file(), BlockDevice.openSource(volume.file()), had, trust);
    }

    /// The same at the same address, which has all of it now.
    Machine completed(Machine part, Trust trust) throws IOException {
        part.torrent().close();
        var device = BlockDevice.openSource(part.file());
        return machine(part.engine(), part.file(), device, all(), trust);
    }

    private BitSet all() {
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        return all;
    }

    Machine leecher(String name) throws IOException {
        return leecher(volume.blankTarget(folder, name), new BitSet());
    }

    Machine leecher(Path target, BitSet had) throws IOException {
        return machine(target, BlockDevice.claimTarget(target), had, Trust.PROVEN);
    }

    /// Machines that come from now on tell each other who is there.
    void exchangePeers() {
        exchanging = true;
    }

    /// An engine that is in no swarm yet.
    Engine engine() throws IOException {
        var options =
                new EngineOptions(
                        LOOPBACK, 0, memory, 8, 60, timeouts, "Sower test", key, site, exchanging);
        var engine = Engine.start(options, new Random(open.size()));
        open.add(engine);
        pools.add(engine.host().pool());
        return engine;
    }

    /// A peer that does as `behaviour` says, connected to `machine`.
    TestPeer hostile(Machine machine, TestPeer.Behaviour behaviour) throws IOException {
        var infoHash = volume.metainfo().infoHash();
        var peer = TestPeer.connect(machine.address(), infoHash, open.size(), behaviour);
        open.add(peer);
        return peer;
    }

    /// The same, when it has come to the point that it tells of.
    TestPeer settled(Machine machine, TestPeer.Behaviour behaviour)
            throws IOException, InterruptedException {
        var peer = hostile(machine, behaviour);
        assertTrue(peer.awaitReached());
        return peer;
    }

    /// The same of several, one after the other.
    void crowd(int count, Machine machine, TestPeer.Behaviour behaviour)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            settled(machine, behaviour);
        }
    }

    /// That a machine gets everything from an honest seeder, whoever else is there.
    void assertCopies(Machine leecher, Machine seeder) throws Exception {
        leecher.torrent().addPeer(seeder.address());

        assertTrue(leecher.completes(SECONDS), "complete in time");
        assertTrue(volume.isWrittenTo(leecher.file()), "bytes equal, gaps untouched");
    }

    /// The torrent's bytes.
    byte[] content() throws IOException {
        var content = ByteBuffer.allocate((int) volume.metainfo().layout().length());
        try (var device = BlockDevice.openSource(volume.file())) {
            volume.on(device).read(0, content);
        }
        return content.array();
    }

    private Machine machine(Path file, BlockDevice device, BitSet had, Trust trust)
            throws IOException {
        return machine(engine(), file, device, had, trust);
    }

    private Machine machine(Engine engine, Path file, BlockDevice device, BitSet had, Trust trust)
            throws IOException {
        open.add(device);
        var done = new CountDownLatch(1);
        var badPieces = new ConcurrentLinkedQueue<Integer>();
        var lost = new ConcurrentLinkedQueue<Integer>();
        var strangers = new ConcurrentLinkedQueue<String>();
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }

                    @Override
                    public void sourceChanged(int piece) {
                        lost.add(piece);
                    }

                    @Override
                    public void stranger(String address) {
                        strangers.add(address);
                    }

                    @Override
                    public void badPiece(int piece, String peer, boolean banned) {
                        badPieces.add(Integer.valueOf(peer.replaceFirst("^[^:]*:(\\d+).*", "$1")));
                    }
                };
        var torrent = engine.add(volume.metainfo(), volume.on(device), had, trust, listener);
        return new Machine(engine, torrent, file, done, badPieces, lost, strangers);
    }

    void close() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
        for (var pool : pools) {
            assertTrue(pool.bytes() <= 32 << 20, "memory within its budget");
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
