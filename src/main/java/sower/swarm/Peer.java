package sower.swarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.metainfo.PieceLayout;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.PexMessage;
import sower.wire.ProtocolException;

/// One peer of one torrent, after the handshake: what it has and says, what it was asked for, and
/// what it is answered. Whoever reads from it calls [#handle]; how it is reached is its
/// [PeerLink]'s.
final class Peer {
    private static final Logger LOG = System.getLogger(Peer.class.getName());

    /// Longest block we send and, between Sower peers, ask for: fewer messages, fewer reads.
    static final int LONGEST_REQUEST = 256 << 10;

    private static final long SLOT_NANOS = 2_000_000_000L; // then others get an unused slot

    final Handshake handshake;
    final boolean outgoing;
    final RateMeter down;
    final RateMeter up;

    /// What the peer has; guarded by the torrent.
    final BitSet pieces = new BitSet();

    /// Pieces it once sent wrongly; guarded by the torrent.
    final BitSet refused = new BitSet();

    /// What it was told to fetch from us; guarded by the torrent.
    final SuperSeeding.Audience<Peer> audience = new SuperSeeding.Audience<>(this, pieces);

    private final TorrentHost host;
    private final Torrent torrent;
    private final PeerLink link;
    private final InetSocketAddress remote;
    private final PeerRequests requests;
    private final PeerUploads uploads;
    private final Membership membership;
    private volatile ExtensionHandshake extension;
    private ExtensionHandshake ours; // guarded by the torrent
    private volatile boolean choked = true; // by the peer
    private volatile boolean interested; // the peer in us
    private volatile boolean interesting; // we told the peer so
    private volatile boolean unchoked; // by us
    private volatile long slotRound; // see Choker.Candidate
    private volatile long servedNanos; // when it got its slot, or was last seen to use it
    private volatile long servedBytes;
    private volatile boolean receiving; // in the middle of a block
    private volatile long heardNanos;
    private final long sinceNanos;
    private volatile boolean closed;

    /// @param remote where it connects from, or where we called it
    /// @param outgoing whether we called it
    Peer(
            TorrentHost host,
            Torrent torrent,
            PeerLink link,
            Handshake handshake,
            InetSocketAddress remote,
            boolean outgoing) {
        this.host = host;
        this.torrent = torrent;
        this.link = link;
        this.handshake = handshake;
        this.remote = remote;
        this.outgoing = outgoing;
        this.requests = new PeerRequests(host, torrent, this);
        this.uploads = new PeerUploads(torrent, this, link);
        this.membership = new Membership(host, handshake);
        this.down = new RateMeter(host.nanos());
        this.up = new RateMeter(host.nanos());
        this.extension = new ExtensionHandshake("", 0, 250, PieceLayout.BLOCK, "", "");
        this.ours = extension;
        this.sinceNanos = host.nanos();
        this.heardNanos = host.nanos();
    }

    /// The first messages, before any other is queued: who we are, and what we have.
    void greet(ExtensionHandshake ours, BitSet had) {
        this.ours = ours;
        if (handshake.extended()) {
            send(ours.encode());
        }
        send(greeting(had));
    }

    /// We ask for pieces from now on; strangers need no word for that.
    void greetAgain() {
        if (handshake.peerId().isSower()) {
            send(ours.giving(/* asShown= */ false, /* asFound= */ false).encode());
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
        link.close();
    }

    /// Queues a message, or hangs up on a peer that does not read.
    void send(Message message) {
        send(List.of(message));
    }

    /// The same for several, which are sent together.
    void send(List<? extends Message> messages) {
        if (!link.send(messages)) {
            LOG.log(Level.DEBUG, "{0} does not read what it is sent", this);
            close();
        }
    }

    /// What the peer says, but for blocks: see [#begin].
    void handle(Message message) throws ProtocolException {
        membership.admit(message);
        switch (message) {
            case Message.Request request -> uploads.serve(request);
            case Message.Have(int piece) -> {
                if (torrent.offers().has(this, piece)) {
                    fill();
                }
            }
            case Message.Bitfield bitfield -> learn(bitfield);
            case Message.HaveAll _ -> learnAll();
            case Message.HaveNone _ -> torrent.offers().show();
            case Message.Choke _ -> {
                choked = true;
                if (!handshake.fast()) {
                    giveBack();
                }
            }
            case Message.Unchoke _ -> unchokes();
            case Message.Interested _ -> {
                interested = true;
                torrent.interestChanged();
            }
            case Message.NotInterested _ -> {
                interested = false;
                torrent.interestChanged();
                torrent.offers().satisfied(this);
            }
            case Message.Cancel cancel -> link.cancel(cancel);
            case Message.Reject(int piece, int begin, int length) -> rejected(piece, begin, length);
            case Message.Extended extended when extended.id() == 0 -> {
                extension = ExtensionHandshake.decode(extended);
                torrent.introduced(this, extension);
            }
            case Message.Extended extended when extended.id() == MetadataMessage.ID -> {
                if (MetadataMessage.decode(extended) instanceof MetadataMessage.Request request) {
                    link.serve(request, extension.metadataId());
                }
            }
            case Message.Extended extended
                    when extended.id() == PexMessage.ID && torrent.exchange().on() ->
                    torrent.exchange().heard(this, PexMessage.decode(extended));
            case Message.Extended _,
                    Message.KeepAlive _,
                    Message.Port _,
                    Message.Suggest _,
                    Message.AllowedFast _,
                    Message.Piece _,
                    Message.Unknown _ -> {}
        }
    }

    /// What it was asked for before it choked us it will not send any more, by BEP 3; by BEP 6 it
    /// says so of each block. Asked for again at once, blocks that were on their way came twice: 2
    /// of 100 in a room of 16 ([SimulationStudy] of the tests).
    private void unchokes() {
        if (choked && !handshake.fast()) {
            giveBack();
        }
        choked = false;
        requests.begin();
        fill();
    }

    /// Something has come from it.
    void heard() {
        heardNanos = host.nanos();
    }

    /// BEP 3 says once, at the beginning; aria2 sends one in the place of many haves.
    private void learn(Message.Bitfield bitfield) throws ProtocolException {
        int count = torrent.layout().pieceCount();
        if (bitfield.bytes() != (count + 7) / 8 || bitfield.pieces().length() > count) {
            throw new ProtocolException("bit field does not fit " + count + " pieces");
        }
        torrent.offers().has(this, bitfield.pieces());
        fill();
    }

    private void learnAll() {
        var all = new BitSet();
        all.set(0, torrent.layout().pieceCount());
        torrent.offers().has(this, all);
        fill();
    }

    // ---- what it was asked for

    /// It begins to send a block.
    ///
    /// @return the piece into which it goes, to be told to [#received] or [#brokeOff]; null when
    ///   nobody wants it (any more), to be told to [#unwanted]
    @Nullable PieceDownload begin(Message.Piece block) {
        var download = torrent.download(block.piece());
        if (download == null || !download.begin(this, block.begin(), block.length())) {
            return null;
        }
        receiving = true;
        return download;
    }

    /// The block is where it belongs.
    void received(PieceDownload download, Message.Piece block) {
        receiving = false;
        requests.settle(block.piece(), block.begin(), block.length(), false);
        for (var other : download.finish(this, block.begin(), block.length())) {
            other.cancel(block.piece(), block.begin(), block.length());
        }
        if (download.completes()) {
            torrent.received(download);
        }
        delivered(block.length());
    }

    /// The block has been thrown away.
    void unwanted(Message.Piece block) {
        requests.settle(block.piece(), block.begin(), block.length(), true);
        delivered(block.length());
    }

    private void delivered(int length) {
        down.add(length);
        requests.delivered();
        fill();
    }

    /// The rest of the block will not come.
    void brokeOff(PieceDownload download, Message.Piece block) {
        receiving = false;
        download.abandon(this, block.begin(), block.length());
    }

    /// Somebody else has sent us this block.
    private void cancel(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, false)) {
            send(new Message.Cancel(piece, begin, length));
        }
    }

    private void rejected(int piece, int begin, int length) {
        if (requests.settle(piece, begin, length, true)) {
            torrent.throttle().receives(-length);
            if (!choked) {
                torrent.offences().brokePromise(this, piece);
            }
        }
        fill();
    }

    /// Asks for as many blocks as this peer delivers in a short while; any thread.
    void fill() {
        if (!choked && !closed) {
            requests.fill(down.rate(), extension);
        }
    }

    /// Bytes that it was asked for and that are not here yet.
    long requested() {
        return requests.bytes();
    }

    /// In how many nanoseconds what it was asked for will be here, by its rate so far.
    long dueNanos() {
        return requests.dueNanos(down.rate());
    }

    /// Gives all requested blocks back to whoever wants them.
    private void giveBack() {
        if (requests.giveBack()) {
            torrent.wake();
        }
    }

    /// It has left: others are asked for what it owes, and it for nothing more.
    void end() {
        requests.end();
    }

    // ---- the clock

    /// Once a second: meters, and whoever keeps us waiting.
    void tick(long now, PeerTimeouts timeouts) {
        down.tick(now);
        up.tick(now);
        long writing = link.writingSince();
        boolean stuck = writing != 0 && now - writing > timeouts.writeNanos();
        if (stuck
                || membership.overdue(sinceNanos, now)
                || silent(now, timeouts.silenceNanos(handshake.peerId().isSower()))) {
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
            if (requests.stall(now)) {
                torrent.unreliable(this);
            }
            giveBack();
        }
    }

    // ---- what the torrent decides

    /// Tells the peer whether it has something for us, if that changed. The caller holds the
    /// torrent's lock from the moment it finds out: else the last word might be an old one, and we
    /// would stay choked.
    void setInteresting(boolean now) {
        if (now != interesting) {
            interesting = now;
            send(now ? new Message.Interested() : new Message.NotInterested());
        }
    }

    /// Gives it a slot or takes it away; the caller holds the torrent's lock, as above.
    void setUnchoked(boolean now, long round) {
        if (now == unchoked) {
            return;
        }
        unchoked = now;
        slotRound = round;
        servedNanos = host.nanos();
        if (now) {
            send(new Message.Unchoke());
        } else {
            link.choke();
        }
    }

    boolean unchoked() {
        return unchoked;
    }

    boolean interested() {
        return interested && !closed;
    }

    /// Whether it has been there for so long and has said something within that time.
    boolean steady(long now, long nanos) {
        return !closed && now - sinceNanos > nanos && !silent(now, nanos);
    }

    /// Whether nothing has come from it for so long.
    boolean silent(long now, long nanos) {
        return now - heardNanos >= nanos;
    }

    /// Whether it has been there for so long and neither given nor taken anything.
    boolean idle(long now, long nanos) {
        return !closed && now - sinceNanos > nanos && !useful();
    }

    /// Whether it has given or taken anything.
    boolean useful() {
        return down.total() + up.total() > 0;
    }

    /// Does not have the key of this swarm.
    boolean stranger() {
        return !membership.proved();
    }

    /// Whether it has a slot and has not used it for a while.
    boolean wastesSlot(long now) {
        long sent = up.total();
        if (sent != servedBytes) {
            servedBytes = sent;
            servedNanos = now;
        }
        return unchoked && now - servedNanos > SLOT_NANOS;
    }

    /// Whether it is asked only for what no other one gives.
    boolean lastResort() {
        return link.lastResort();
    }

    /// Whether it asks for nothing yet.
    boolean held() {
        return extension.held();
    }

    /// Whether it has more than it tells us of, and will give it.
    boolean shows() {
        return extension.shows();
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

    /// Whether others can call it there.
    boolean listens() {
        return !lastResort() && (outgoing || extension.port() != 0);
    }

    /// Of the messages that tell it of others, 0 where it takes none.
    int pexId() {
        return extension.pexId();
    }

    String client() {
        var said = extension.client();
        return said.isEmpty() ? handshake.peerId().client() : said;
    }

    /// What is known of it, now; the caller holds the torrent's lock.
    ///
    /// @param ours pieces that we have
    PeerSnapshot snapshot(BitSet ours) {
        return new PeerSnapshot(
                address(),
                client(),
                handshake.peerId().isSower(),
                (BitSet) pieces.clone(),
                down.rate(),
                up.rate(),
                down.total(),
                up.total(),
                requested(),
                link.waiting(),
                limit(ours));
    }

    private LimitingFactor limit(BitSet ours) {
        var lacking = (BitSet) ours.clone();
        lacking.andNot(pieces);
        return LimitingFactor.of(
                !lacking.isEmpty(), interested, unchoked, link.waiting(), link.writingSince() != 0);
    }

    @Override
    public String toString() {
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }
}
