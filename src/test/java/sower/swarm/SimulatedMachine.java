package sower.swarm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import sower.metainfo.Metainfo;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.PeerId;

/// A machine of a simulated room: the real [Torrent], its peers, picker and choker on virtual time.
/// Bytes have a length and no content.
final class SimulatedMachine implements TorrentHost {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// What a machine is made of.
    ///
    /// @param upRate bytes per second of its port, sending
    /// @param downRate receiving
    /// @param site the switch it hangs on
    /// @param memory bytes for blocks
    record Model(double upRate, double downRate, SimulatedDisk.Model disk, int site, long memory) {
        /// The same with so much memory.
        Model with(long bytes) {
            return new Model(upRate, downRate, disk, site, bytes);
        }
    }

    private final SimulatedRoom room;
    private final VirtualTime time;
    private final Model model;
    private final EngineOptions options;
    private final InetSocketAddress address;
    private final PeerId peerId;
    private final ChunkPool pool;
    private final RateLimits limits = new RateLimits();
    private final SimulatedDisk disk;
    private final SimulatedPort receiving;
    private final ArrayDeque<SimulatedLink> ready = new ArrayDeque<>();
    private final Torrent torrent;
    private final List<Peer> peers = new ArrayList<>();
    private boolean sending;
    private boolean off;
    private long sent;
    private long wasted;
    private double doneSeconds = Double.NaN;

    SimulatedMachine(SimulatedRoom room, int number, Model model, Metainfo metainfo, BitSet had) {
        var random = new Random(room.seed() * 1_000_003 + number);
        this.room = room;
        this.time = room.time();
        this.model = model;
        this.address = new InetSocketAddress(address(number), 6881);
        boolean seed = !had.isEmpty();
        var any = InetAddress.getLoopbackAddress();
        var plain = seed ? EngineOptions.workstation(any, 0) : EngineOptions.target(any, 0);
        this.options =
                plain.withMemory(model.memory).at(model.site == 0 ? "main" : "annex " + model.site);
        this.peerId = PeerId.random(random);
        this.pool = new ChunkPool(options.memory(), () -> new Chunk(NOTHING));
        this.disk = new SimulatedDisk(time, model.disk);
        this.receiving = new SimulatedPort(time, model.downRate);
        this.torrent =
                new Torrent(this, metainfo, new Nowhere(), had, Trust.PROVEN, new Done(), random);
        long phase = random.nextLong(1_000_000_000L);
        time.after(phase, () -> tick(1));
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tick(long seconds) {
        if (!off) {
            torrent.tick(time.nanos(), seconds);
            time.after(1_000_000_000L, () -> tick(seconds + 1));
        }
    }

    // ---- what the study asks

    Torrent torrent() {
        return torrent;
    }

    InetSocketAddress address() {
        return address;
    }

    /// All it was ever connected with.
    List<Peer> peers() {
        return peers;
    }

    int site() {
        return model.site;
    }

    /// When its last piece was written; NaN before.
    double doneSeconds() {
        return doneSeconds;
    }

    /// Bytes of blocks that went out through its port.
    long sent() {
        return sent;
    }

    /// Bytes of blocks that came and were not wanted.
    long wasted() {
        return wasted;
    }

    void wasted(int bytes) {
        wasted += bytes;
    }

    /// Somebody pulls the plug.
    void powerOff() {
        off = true;
        torrent.close();
    }

    // ---- its port

    int pieceCount() {
        return torrent.layout().pieceCount();
    }

    SimulatedPort receiving() {
        return receiving;
    }

    /// A connection has something to send, maybe.
    void offer(SimulatedLink link) {
        if (!link.queued && link.ready()) {
            link.queued = true;
            ready.add(link);
        }
        pump();
    }

    /// Every connection sends a block in its turn, as TCP shares a port.
    private void pump() {
        while (!sending && !ready.isEmpty()) {
            var link = ready.remove();
            link.queued = false;
            while (!sending && link.ready()) {
                var message = link.next();
                var landing = link.fly(message);
                if (message instanceof Message.Piece block) {
                    send(link, block.length(), landing);
                } else {
                    time.after(SimulatedRoom.LATENCY, landing);
                }
            }
        }
    }

    private void send(SimulatedLink link, int length, Runnable landing) {
        sending = true;
        time.after(
                Math.round(length * 1e9 / model.upRate),
                () -> {
                    sending = false;
                    sent += length;
                    room.carry(this, link.to(), length, landing);
                    offer(link);
                    pump();
                });
    }

    /// A connection has ended.
    void left(Peer peer) {
        peer.close();
        torrent.detach(peer);
    }

    // ---- what the torrent asks

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public PeerId peerId() {
        return peerId;
    }

    @Override
    public ChunkPool pool() {
        return pool;
    }

    @Override
    public RateLimits limits() {
        return limits;
    }

    @Override
    public boolean isSelf(InetSocketAddress other) {
        return address.equals(other);
    }

    @Override
    public void connect(Torrent ours, InetSocketAddress other) {
        time.after(
                3 * SimulatedRoom.LATENCY,
                () -> {
                    var machine = room.at(other);
                    if (!off && machine != null && !machine.off) {
                        connect(machine);
                    }
                });
    }

    @Override
    public void call(Torrent ours, WebSeeds.Place place) {} // no torrent names any

    private void connect(SimulatedMachine other) {
        var there = new SimulatedLink(time, this, other);
        var back = new SimulatedLink(time, other, this);
        var called = new Peer(this, torrent, there, other.handshake(), other.address, true);
        var calling = new Peer(other, other.torrent, back, handshake(), address, false);
        there.join(called, calling);
        back.join(calling, called);
        peers.add(called);
        other.peers.add(calling);
        if (!torrent.attach(called, extension())
                || !other.torrent.attach(calling, other.extension())) {
            called.close();
            calling.close();
        }
    }

    private Handshake handshake() {
        return new Handshake(torrent.metainfo().infoHash(), peerId, true, true);
    }

    private ExtensionHandshake extension() {
        return new ExtensionHandshake(
                "simulated",
                6881,
                PeerWriter.MOST_REQUESTS,
                Peer.LONGEST_REQUEST,
                "",
                options.site());
    }

    @Override
    public void remove(Torrent ours) {
        off = true;
    }

    @Override
    public void check(Torrent ours, PieceDownload download) {
        time.after(
                Math.round(download.length / 1.5), () -> ours.arrivals().checked(download, true));
    }

    @Override
    public void write(Torrent ours, PieceDownload download) {
        long place = ours.layout().offset(download.piece);
        disk.write(place, download.length, () -> ours.arrivals().written(download));
    }

    @Override
    public void prefetch(Torrent ours, int piece, int chunk) {}

    private final class Done implements TorrentListener {
        @Override
        public void completed() {
            doneSeconds = time.seconds();
            room.done();
        }
    }

    /// Bytes without content lie nowhere.
    private static final class Nowhere implements Storage {
        @Override
        public void read(long torrentOffset, ByteBuffer into) {
            throw new IllegalStateException("a simulated disk holds nothing");
        }

        @Override
        public void send(long torrentOffset, long count, WritableByteChannel to) {
            throw new IllegalStateException("a simulated disk holds nothing");
        }

        @Override
        public void write(long torrentOffset, ByteBuffer from) {
            throw new IllegalStateException("a simulated disk holds nothing");
        }

        @Override
        public long position(long torrentOffset) {
            return torrentOffset;
        }
    }
}
