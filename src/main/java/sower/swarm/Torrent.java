package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Metainfo;
import sower.metainfo.PieceLayout;
import sower.swarm.PieceDownload.Run;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;
import sower.wire.ProtocolException;

/// One torrent in the engine: which pieces we have, who else has which, and what comes from whom.
///
/// Its state is guarded by its own monitor, taken per piece and per `have`, never per block.
public final class Torrent {
    private static final Logger LOG = System.getLogger(Torrent.class.getName());

    private static final int MOST_STRANGERS = 100; // told of

    private final TorrentHost host;
    private final Metainfo metainfo;
    private final Storage storage;
    private final TorrentListener listener;
    private final PiecePicker picker;
    private Trust trust; // guarded by this
    private final BitSet verified; // pieces that may be sent without being hashed
    private final Locality locality;
    private final Downloads downloads;
    private final List<Peer> connections = new ArrayList<>();
    private final @Nullable SuperSeeding<Peer> superSeeding; // null when we lack something at first
    private final Choker choker;
    private final PeerAddresses addresses;
    private final RateMeter written;
    private final Set<String> strangers = new HashSet<>(); // addresses told of
    private long downBefore; // of connections that are gone
    private long upBefore;
    private long round;
    private boolean closed;

    Torrent(
            TorrentHost host,
            Metainfo metainfo,
            Storage storage,
            BitSet had,
            Trust trust,
            TorrentListener listener,
            RandomGenerator random) {
        this.host = host;
        this.metainfo = metainfo;
        this.storage = storage;
        this.listener = listener;
        this.picker = new PiecePicker(layout().pieceCount(), had, random);
        this.locality =
                new Locality(
                        host.options().site(), host.peerId(), layout().pieceCount(), host.nanos());
        this.downloads = new Downloads(layout(), picker, locality, host.pool());
        this.trust = trust;
        this.verified = trust == Trust.PROVEN ? (BitSet) had.clone() : new BitSet();
        this.superSeeding =
                picker.complete()
                        ? new SuperSeeding<>(layout(), random.nextInt(layout().pieceCount()))
                        : null;
        this.choker = new Choker(host.options().uploadSlots());
        this.addresses = new PeerAddresses(random);
        this.written = new RateMeter(host.nanos());
    }

    /// What the torrent says.
    public Metainfo metainfo() {
        return metainfo;
    }

    PieceLayout layout() {
        return metainfo.layout();
    }

    Storage storage() {
        return storage;
    }

    /// A peer that may be connected to: it is tried at once, in the background. Known ones are
    /// ignored.
    public void addPeer(InetSocketAddress address) {
        addPeers(List.of(address));
    }

    /// The same for several.
    public void addPeers(Collection<InetSocketAddress> some) {
        long now = host.nanos();
        boolean news = false;
        for (var address : some) {
            news |= !host.isSelf(address) && addresses.add(address, now);
        }
        if (news) {
            connectMore(now);
        }
    }

    /// What is going on, now.
    public synchronized SwarmSnapshot snapshot() {
        var peers = new ArrayList<PeerSnapshot>(connections.size());
        var available = picker.had();
        long down = downBefore;
        long up = upBefore;
        long downRate = 0;
        long upRate = 0;
        for (var peer : connections) {
            var offered = (BitSet) peer.pieces.clone();
            offered.andNot(peer.refused);
            available.or(offered);
            down += peer.down.total();
            up += peer.up.total();
            downRate += peer.down.rate();
            upRate += peer.up.rate();
            peers.add(peer.snapshot());
        }
        var had = picker.had();
        return new SwarmSnapshot(
                metainfo.infoHash(),
                metainfo.name(),
                layout().length(),
                layout().pieceCount(),
                bytes(had),
                had,
                downRate,
                upRate,
                written.rate(),
                down,
                up,
                layout().pieceCount() - available.cardinality(),
                peers);
    }

    private long bytes(BitSet had) {
        int last = layout().pieceCount() - 1;
        long bytes = (long) had.cardinality() * layout().pieceLength();
        return had.get(last) ? bytes - layout().pieceLength() + layout().length(last) : bytes;
    }

    // ---- connections

    /// Takes a peer in and greets it.
    ///
    /// @return false when it is not to be talked to
    synchronized boolean attach(Peer peer, ExtensionHandshake ours) {
        if (closed || full() || addresses.banned(peer.address())) {
            return false;
        }
        for (var other : connections) {
            if (other.handshake.peerId().equals(peer.handshake.peerId()) && !other.closed()) {
                if (!preferred(peer)) {
                    return false;
                }
                other.close();
            }
        }
        connections.add(peer);
        if (superSeeding != null) {
            superSeeding.joined(peer.audience);
        }
        peer.greet(ours, superSeeding == null ? picker.had() : new BitSet());
        return true;
    }

    private boolean full() {
        return connections.size() >= host.options().mostConnections();
    }

    /// Of two connections between the same two both keep the one that the smaller id opened.
    private boolean preferred(Peer peer) {
        boolean oursIsSmaller = host.peerId().compareTo(peer.handshake.peerId()) < 0;
        return peer.outgoing == oursIsSmaller;
    }

    void detach(Peer peer) {
        synchronized (this) {
            if (!connections.remove(peer)) {
                return;
            }
            picker.peerLost(peer.pieces);
            locality.left(peer.handshake.peerId(), peer.pieces);
            if (superSeeding != null) {
                superSeeding.left(peer.audience);
            }
            downBefore += peer.down.total();
            upBefore += peer.up.total();
        }
        interestChanged();
        wake();
    }

    /// A peer does not have the key of this swarm.
    void turnedAway(Peer peer) {
        var address = peer.address().getAddress().getHostAddress();
        boolean first;
        synchronized (this) {
            first = strangers.size() < MOST_STRANGERS && strangers.add(address);
        }
        if (first) {
            listener.stranger(address);
        }
    }

    /// A peer has told where it is.
    void introduced(Peer peer, String site) {
        long now = host.nanos();
        addresses.connected(peer.address(), now);
        synchronized (this) {
            locality.joined(peer.handshake.peerId(), site, peer.pieces, now);
        }
    }

    /// Whoever has nothing left to ask for looks again: blocks, pieces or memory have come free.
    void wake() {
        for (var peer : connections()) {
            peer.fill();
        }
    }

    private synchronized List<Peer> connections() {
        return List.copyOf(connections);
    }

    synchronized boolean closed() {
        return closed;
    }

    // ---- what peers have

    /// @return whether we lack it, so that there may be something to ask the peer for
    boolean peerHas(Peer peer, int piece) throws ProtocolException {
        if (piece < 0 || piece >= layout().pieceCount()) {
            throw new ProtocolException("has piece " + piece + ", which is none");
        }
        boolean lacking;
        synchronized (this) {
            learn(peer, piece);
            lacking = !picker.has(piece);
            if (lacking) {
                peer.setInteresting(true);
            }
        }
        show();
        return lacking;
    }

    private void learn(Peer peer, int piece) {
        if (!peer.pieces.get(piece)) {
            peer.pieces.set(piece);
            picker.peerHas(piece);
            locality.got(peer.handshake.peerId(), piece);
            if (superSeeding != null) {
                superSeeding.has(peer.audience, piece);
            }
        }
    }

    void peerHas(Peer peer, BitSet pieces) {
        synchronized (this) {
            pieces.stream().forEach(piece -> learn(peer, piece));
            peer.setInteresting(picker.wants(peer.pieces));
        }
        show();
    }

    /// A peer has all that it knows us to have.
    void satisfied(Peer peer) {
        synchronized (this) {
            if (superSeeding != null) {
                superSeeding.forgive(peer.audience);
            }
        }
        show();
    }

    /// Tells peers of pieces that they are to fetch from us, when it is time for some.
    void show() {
        if (superSeeding == null) {
            return;
        }
        List<SuperSeeding.Show<Peer>> shows;
        synchronized (this) {
            long now = host.nanos();
            long rate = 0;
            for (var peer : connections) {
                superSeeding.sent(peer.audience, peer.up.total());
                rate += peer.up.rate();
            }
            shows =
                    superSeeding.show(
                            Peer::unchoked,
                            (peer, piece) -> locality.concerns(peer.handshake.peerId(), piece),
                            rate,
                            now);
        }
        shows.forEach(show -> show.peer().send(new Message.Have(show.piece())));
    }

    synchronized boolean has(int piece) {
        return picker.has(piece);
    }

    synchronized boolean verified(int piece) {
        return verified.get(piece);
    }

    synchronized void setVerified(int piece) {
        if (trust != Trust.EVERY_READ) {
            verified.set(piece);
        }
    }

    /// From now on somebody may change what the storage holds: each piece is hashed whenever it is
    /// read.
    public synchronized void distrust() {
        trust = Trust.EVERY_READ;
        verified.clear();
    }

    /// Somebody has reason to believe that what the storage holds is wrong: it is read and hashed
    /// before it is sent again.
    void doubt(int piece) {
        synchronized (this) {
            verified.clear(piece);
        }
        host.pool().forget(this, piece);
    }

    // ---- downloading

    synchronized @Nullable PieceDownload download(int piece) {
        return downloads.get(piece);
    }

    /// Blocks for a peer that has finished its piece; null when there are none for it now.
    synchronized @Nullable Run assign(Peer peer, int blocks) {
        return closed ? null : downloads.assign(peer, blocks);
    }

    /// The last block of a piece has come; called by the reader that brought it.
    void received(PieceDownload download) {
        host.check(this, download);
    }

    /// The hash of a piece is known.
    void checked(PieceDownload download, boolean right) {
        if (right) {
            host.write(this, download);
            return;
        }
        synchronized (this) {
            downloads.failed(download);
        }
        host.pool().dropDownload(download.chunks);
        blame(download);
        wake();
    }

    private void blame(PieceDownload download) {
        var sources = download.sources();
        if (sources.size() > 1) {
            LOG.log(Level.DEBUG, "piece {0} is wrong, from {1}", download.piece, sources);
            return;
        }
        for (var peer : sources) {
            refuse(peer, download.piece);
            boolean banned = addresses.sentWrong(peer.address(), download.piece);
            listener.badPiece(download.piece, peer + " (" + peer.client() + ")", banned);
            if (banned) {
                peer.close();
            }
        }
    }

    /// A piece could not be written: the torrent ends.
    void notWritten(PieceDownload download, IOException cause) {
        host.pool().dropDownload(download.chunks);
        close();
        listener.failed(cause);
    }

    /// A piece is on the storage, and only now it is ours.
    void written(PieceDownload download) {
        boolean complete;
        synchronized (this) {
            written.add(download.length);
            downloads.done(download);
            locality.got();
            setVerified(download.piece);
            complete = picker.complete();
        }
        host.pool().dropDownload(download.chunks); // to be filled again while they are in cache
        for (var peer : connections()) {
            peer.send(new Message.Have(download.piece));
            synchronized (this) {
                peer.setInteresting(picker.wants(peer.pieces));
            }
            peer.fill();
        }
        if (complete) {
            LOG.log(Level.INFO, "{0}: all pieces are written", metainfo.name());
            listener.completed();
        }
    }

    // ---- serving

    /// A peer will soon be sent this; what needs no hashing is sent from where it is.
    void prefetch(int piece, int chunk) {
        if (!verified(piece)) {
            host.prefetch(this, piece, chunk);
        }
    }

    /// What the storage holds for this piece is not what the torrent says: it is ours no more.
    void sourceLost(int piece) {
        synchronized (this) {
            if (!picker.has(piece)) {
                return;
            }
            picker.lose(piece);
            verified.clear(piece);
            if (superSeeding != null) {
                superSeeding.lose(piece);
            }
        }
        listener.sourceChanged(piece);
    }

    /// A peer has refused blocks of a piece: it is not asked for that piece again.
    synchronized void refuse(Peer peer, int piece) {
        peer.refused.set(piece);
    }

    /// Whom we send to is decided anew.
    synchronized void interestChanged() {
        List<Choker.Candidate<Peer>> interested = new ArrayList<>();
        long now = ++round;
        for (var peer : connections) {
            if (peer.interested()) {
                interested.add(new Choker.Candidate<>(peer, peer.unchoked(), peer.slotRound()));
            }
        }
        var chosen = choker.choose(interested);
        for (var peer : connections) {
            peer.setUnchoked(chosen.contains(peer), now);
        }
    }

    // ---- the clock

    /// Once a second, by the engine's clock.
    void tick(long now, long seconds) {
        for (var peer : connections()) {
            peer.tick(now, host.options().timeouts());
            if (seconds % 60 == 0) {
                peer.send(new Message.KeepAlive());
            }
        }
        synchronized (this) {
            locality.tick(now);
        }
        written.tick(now);
        show();
        if (seconds % 10 == 0) {
            interestChanged();
            askAgain();
        }
        wake();
        connectMore(now);
    }

    /// What a peer refused or sent wrongly may be right by now, and it may be the only source.
    private synchronized void askAgain() {
        connections.forEach(peer -> peer.refused.clear());
    }

    private void connectMore(long now) {
        int free;
        synchronized (this) {
            free = closed ? 0 : host.options().mostConnections() - connections.size();
            for (var peer : connections) {
                addresses.connected(peer.address(), host.nanos());
            }
        }
        for (var address : addresses.due(now, free)) {
            host.connect(this, address);
        }
    }

    /// Hangs up on everybody; the storage is not used any more when it returns, but by the disk
    /// thread's last piece.
    public void close() {
        synchronized (this) {
            closed = true;
        }
        host.remove(this);
        for (var peer : connections()) {
            peer.close();
        }
        host.pool().forget(this);
    }
}
