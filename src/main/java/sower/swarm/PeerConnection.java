package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import sower.metainfo.PieceLayout;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MessageReader;
import sower.wire.ProtocolException;

/// One peer of one torrent, after the handshake. Its reader thread runs [#run]; its writer thread
/// is started here and ends with it.
final class PeerConnection {
    private static final Logger LOG = System.getLogger(PeerConnection.class.getName());

    /// Longest block we send and, between Sower peers, ask for: fewer messages, fewer reads.
    static final int LONGEST_REQUEST = 256 << 10;

    final Handshake handshake;
    final boolean outgoing;
    final RateMeter down;
    final RateMeter up;

    /// What the peer has; guarded by the torrent.
    final BitSet pieces = new BitSet();

    /// Pieces it once sent wrongly; guarded by the torrent.
    final BitSet refused = new BitSet();

    /// What it was told to fetch from us; guarded by the torrent.
    final SuperSeeding.Audience<PeerConnection> audience =
            new SuperSeeding.Audience<>(this, pieces);

    /// Pieces whose first block it was sent; of the reader thread.
    private final BitSet begun = new BitSet();

    /// Pieces that it asked for again, which makes us look at them once; of the reader thread.
    private final BitSet doubted = new BitSet();

    private final Torrent torrent;
    private final SocketChannel channel;
    private final MessageReader reader;
    private final PeerWriter writer;
    private final InetSocketAddress remote;
    private final PeerRequests requests;
    private volatile ExtensionHandshake extension;
    private volatile boolean choked = true; // by the peer
    private volatile boolean interested; // the peer in us
    private volatile boolean interesting; // we told the peer so
    private volatile boolean unchoked; // by us
    private volatile long slotRound; // see Choker.Candidate
    private volatile boolean receiving; // in the middle of a block
    private volatile long heardNanos;
    private volatile boolean closed;

    PeerConnection(
            Torrent torrent,
            Uploads uploads,
            ChunkPool pool,
            SocketChannel channel,
            MessageReader reader,
            Handshake handshake,
            InetSocketAddress remote,
            boolean outgoing) {
        long now = System.nanoTime();
        this.torrent = torrent;
        this.channel = channel;
        this.reader = reader;
        this.handshake = handshake;
        this.remote = remote;
        this.requests = new PeerRequests(torrent, this);
        this.outgoing = outgoing;
        this.down = new RateMeter(now);
        this.up = new RateMeter(now);
        this.writer = new PeerWriter(torrent, uploads, pool, channel, up, handshake.fast());
        this.extension = new ExtensionHandshake("", 0, 250, PieceLayout.BLOCK);
        this.heardNanos = now;
    }

    /// The first messages, before any other is queued: who we are, and what we have.
    void greet(ExtensionHandshake ours, BitSet had) {
        if (handshake.extended()) {
            send(ours.encode());
        }
        send(greeting(had));
    }

    /// Talks with the peer until one of both hangs up; the caller has attached it to the torrent.
    void run() throws IOException {
        var writing = Thread.ofPlatform().name("swarm-to-" + this).daemon().start(this::write);
        try {
            while (!closed) {
                var message = reader.next();
                heardNanos = System.nanoTime();
                handle(message);
            }
        } finally {
            close();
            writer.close();
            joinQuietly(writing);
            giveBack();
        }
    }

    private Message greeting(BitSet had) {
        int count = torrent.layout().pieceCount();
        if (handshake.fast() && had.isEmpty()) {
            return new Message.HaveNone();
        }
        if (handshake.fast() && had.cardinality() == count) {
            return new Message.HaveAll();
        }
        return new Message.Bitfield(had, 0);
    }

    /// Hangs up; safe from any thread, any number of times.
    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing " + this, e);
        }
    }

    /// Queues a message, or hangs up on a peer that does not read.
    void send(Message message) {
        if (!writer.send(message)) {
            LOG.log(Level.DEBUG, "{0} does not read what it is sent", this);
            close();
        }
    }

    private void write() {
        try {
            writer.run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "{0} left: {1}", this, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void handle(Message message) throws IOException {
        switch (message) {
            case Message.Piece(int piece, int begin, int length) -> receive(piece, begin, length);
            case Message.Request request -> serve(request);
            case Message.Have(int piece) -> {
                torrent.peerHas(this, piece);
                fill();
            }
            case Message.Bitfield bitfield -> learn(bitfield);
            case Message.HaveAll _ -> learnAll();
            case Message.HaveNone _ -> torrent.show();
            case Message.Choke _ -> {
                choked = true;
                if (!handshake.fast()) {
                    giveBack();
                }
            }
            case Message.Unchoke _ -> {
                choked = false;
                requests.begin();
                fill();
            }
            case Message.Interested _ -> {
                interested = true;
                torrent.interestChanged();
            }
            case Message.NotInterested _ -> {
                interested = false;
                torrent.interestChanged();
                torrent.satisfied(this);
            }
            case Message.Cancel cancel -> writer.cancel(cancel);
            case Message.Reject(int piece, int begin, int length) -> rejected(piece, begin, length);
            case Message.Extended extended when extended.id() == 0 -> {
                extension = ExtensionHandshake.decode(extended);
                torrent.learnedAddress(this);
            }
            case Message.Extended _,
                    Message.KeepAlive _,
                    Message.Port _,
                    Message.Suggest _,
                    Message.AllowedFast _,
                    Message.Unknown _ -> {}
        }
    }

    private void learn(Message.Bitfield bitfield) throws IOException {
        int count = torrent.layout().pieceCount();
        if (bitfield.bytes() != (count + 7) / 8 || bitfield.pieces().length() > count) {
            throw new ProtocolException("bit field does not fit " + count + " pieces");
        }
        torrent.peerHas(this, bitfield.pieces());
        fill();
    }

    private void learnAll() throws IOException {
        var all = new BitSet();
        all.set(0, torrent.layout().pieceCount());
        torrent.peerHas(this, all);
        fill();
    }

    private void serve(Message.Request request) throws ProtocolException {
        if (!PeerWriter.legal(request, torrent.layout(), LONGEST_REQUEST)) {
            throw new ProtocolException("illegal request " + request);
        }
        if (!unchoked || !torrent.has(request.piece())) {
            if (handshake.fast()) {
                send(new Message.Reject(request.piece(), request.begin(), request.length()));
            }
            return;
        }
        if (request.begin() == 0) {
            if (begun.get(request.piece()) && !doubted.get(request.piece())) {
                doubted.set(request.piece());
                torrent.doubt(request.piece()); // it had the piece and found it wrong, maybe
            }
            begun.set(request.piece());
            torrent.show();
        }
        torrent.prefetch(request.piece(), request.begin() / Chunk.LENGTH);
        writer.request(request);
    }

    private void receive(int piece, int begin, int length) throws IOException {
        var download = torrent.download(piece);
        ByteBuffer place = download == null ? null : download.begin(this, begin, length);
        if (place == null || download == null) {
            reader.skip(length);
            requests.settle(piece, begin, length, true);
        } else {
            receive(place, download, begin, length);
            requests.settle(piece, begin, length, false);
            for (var other : download.finish(this, begin, length)) {
                other.cancel(piece, begin, length);
            }
            if (download.completes()) {
                torrent.received(download);
            }
        }
        down.add(length);
        requests.delivered();
        fill();
    }

    /// Somebody else has sent us this block.
    private void cancel(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, false)) {
            send(new Message.Cancel(piece, begin, length));
        }
    }

    private void receive(ByteBuffer place, PieceDownload download, int begin, int length)
            throws IOException {
        receiving = true;
        boolean whole = false;
        try {
            reader.payload(place);
            whole = true;
        } finally {
            receiving = false;
            if (!whole) {
                download.abandon(this, begin, length);
            }
        }
    }

    private void rejected(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, true) && !choked) {
            torrent.refuse(this, piece); // it promised the piece and does not have it
        }
        fill();
    }

    /// Asks for as many blocks as this peer delivers in a short while; any thread.
    void fill() {
        if (!choked && !closed) {
            requests.fill(down.rate(), extension);
        }
    }

    /// Gives all requested blocks back to whoever wants them.
    void giveBack() {
        if (requests.giveBack()) {
            torrent.wake();
        }
    }

    /// Once a second: meters, keep-alive, and whoever keeps us waiting.
    void tick(long now, PeerTimeouts timeouts) {
        down.tick(now);
        up.tick(now);
        long writing = writer.writingSince();
        boolean stuck = writing != 0 && now - writing > timeouts.writeNanos();
        if (stuck || now - heardNanos > timeouts.silenceNanos()) {
            LOG.log(Level.DEBUG, "{0} is silent", this);
            close();
            return;
        }
        giveUpWaiting(now, timeouts.blockNanos());
    }

    /// No block for too long: others are asked for what this peer owes, and it again after a while.
    private void giveUpWaiting(long now, long patience) {
        if (!requests.late(now, patience)) {
            return;
        }
        if (receiving) {
            close(); // its block has a place that nobody else may fill meanwhile
        } else {
            requests.stall(now);
            giveBack();
        }
    }

    void keepAlive() {
        send(new Message.KeepAlive());
    }

    /// Tells the peer whether it has something for us, if that changed.
    void setInteresting(boolean now) {
        if (now != interesting) {
            interesting = now;
            send(now ? new Message.Interested() : new Message.NotInterested());
        }
    }

    void setUnchoked(boolean now, long round) {
        if (now == unchoked) {
            return;
        }
        unchoked = now;
        slotRound = round;
        if (now) {
            send(new Message.Unchoke());
        } else {
            writer.choke();
        }
    }

    boolean unchoked() {
        return unchoked;
    }

    boolean interested() {
        return interested && !closed;
    }

    long slotRound() {
        return slotRound;
    }

    boolean closed() {
        return closed;
    }

    /// Where it listens, or where it connects from while it has not told.
    InetSocketAddress address() {
        int port = extension.port();
        return outgoing || port == 0 ? remote : new InetSocketAddress(remote.getAddress(), port);
    }

    String client() {
        var said = extension.client();
        return said.isEmpty() ? handshake.peerId().client() : said;
    }

    /// What is known of it, now; the caller holds the torrent's lock.
    PeerSnapshot snapshot() {
        return new PeerSnapshot(
                address(),
                client(),
                handshake.peerId().isSower(),
                (BitSet) pieces.clone(),
                down.rate(),
                up.rate(),
                down.total(),
                up.total(),
                requests.bytes());
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }
}
