package sower.swarm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import sower.metainfo.PieceLayout;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.PexMessage;
import sower.wire.ProtocolException;

/// One peer of one torrent, after the handshake: what it has and says. What it was asked for are
/// its [PeerDownloads], whether it is served its [PeerSlot], and with what its [PeerUploads].
/// Whoever reads from it calls [#handle]; how it is reached is its [PeerLink]'s.
final class Peer {
    private static final Logger LOG = System.getLogger(Peer.class.getName());

    /// Longest block we send and, between Sower peers, ask for: fewer messages, fewer reads.
    static final int LONGEST_REQUEST = 256 << 10;

    final Handshake handshake;
    final boolean outgoing;
    final RateMeter down;
    final RateMeter up;
    final PeerDownloads downloads;
    final PeerSlot slot;

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
    private final PeerUploads uploads;
    private final Membership membership;
    private volatile ExtensionHandshake extension;
    private ExtensionHandshake ours; // guarded by the torrent
    private volatile boolean interesting; // we told the peer so
    private volatile boolean far; // behind a cable that many share
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
        this.downloads = new PeerDownloads(host, torrent, this);
        this.slot = new PeerSlot(host, this, link);
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
        hangUpUnless(link.send(messages));
    }

    /// Queues a message that may wait for another, and for a second at most.
    void sendLater(Message message) {
        hangUpUnless(link.sendLater(message));
    }

    private void hangUpUnless(boolean queued) {
        if (!queued) {
            LOG.log(Level.DEBUG, "{0} does not read what it is sent", this);
            close();
        }
    }

    /// What the peer says, but for blocks: see [PeerDownloads#begin].
    void handle(Message message) throws ProtocolException {
        membership.admit(message);
        switch (message) {
            case Message.Request request -> uploads.serve(request);
            case Message.Have(int piece) -> {
                if (torrent.offers().has(this, piece)) {
                    downloads.fill();
                }
            }
            case Message.Bitfield bitfield -> learn(bitfield);
            case Message.HaveAll _ -> learnAll();
            case Message.HaveNone _ -> torrent.offers().show();
            case Message.Choke _ -> downloads.choked();
            case Message.Unchoke _ -> downloads.unchoked();
            case Message.Interested _ -> {
                slot.interested(true);
                torrent.interestChanged();
            }
            case Message.NotInterested _ -> {
                slot.interested(false);
                torrent.interestChanged();
                torrent.offers().satisfied(this);
            }
            case Message.Cancel cancel -> link.cancel(cancel);
            case Message.Reject(int piece, int begin, int length) ->
                    downloads.rejected(piece, begin, length);
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
        downloads.fill();
    }

    private void learnAll() {
        var all = new BitSet();
        all.set(0, torrent.layout().pieceCount());
        torrent.offers().has(this, all);
        downloads.fill();
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
        link.flush();
        downloads.giveUpWaiting(now, timeouts.blockNanos());
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

    boolean closed() {
        return closed;
    }

    /// It has told that it is at another site.
    void setFar() {
        far = true;
    }

    boolean far() {
        return far;
    }

    /// What it has told of itself.
    ExtensionHandshake extension() {
        return extension;
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
                downloads.requested(),
                link.waiting(),
                limit(ours));
    }

    private LimitingFactor limit(BitSet ours) {
        var lacking = (BitSet) ours.clone();
        lacking.andNot(pieces);
        return LimitingFactor.of(
                !lacking.isEmpty(),
                slot.interested(),
                slot.unchoked(),
                link.waiting(),
                link.writingSince() != 0);
    }

    @Override
    public String toString() {
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }
}
