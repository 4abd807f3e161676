package sower.swarm;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Metainfo;
import sower.metainfo.PieceLayout;
import sower.swarm.PieceDownload.Run;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;

/// One torrent in the engine: which pieces we have, who else has which, and what comes from whom.
///
/// Its state is guarded by its own monitor, taken per piece and per `have`, never per block.
public final class Torrent {
    private final TorrentHost host;
    private final Metainfo metainfo;
    private final MetadataSource metadata;
    private final Storage storage;
    private final PiecePicker picker;
    private final Proven proven;
    private final Locality locality;
    private final Downloads downloads;
    private final Connections connections;
    private final WebSeeds webSeeds;
    private final Showcase showcase;
    private final Offers offers;
    private final PeerAddresses addresses;
    private final Calls calls;
    private final PeerExchange exchange;
    private final Holdings holdings;
    private final Arrivals arrivals;
    private final Offences offences;
    private final Throttle throttle;
    private final Hold hold;
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
        this.metadata = MetadataSource.of(metainfo, host.options().key().isEmpty());
        this.storage = storage;
        this.picker = new PiecePicker(layout().pieceCount(), had, random);
        this.locality =
                new Locality(
                        host.options().site(), host.peerId(), layout().pieceCount(), host.nanos());
        this.proven = new Proven(trust, had);
        this.throttle = new Throttle(host);
        this.showcase = new Showcase(picker.complete(), layout(), random);
        this.connections = new Connections(host);
        this.webSeeds = new WebSeeds(host, this, connections, picker, locality);
        this.hold = new Hold(host, this, connections, picker, proven);
        this.offers =
                new Offers(host, this, connections, picker, locality, showcase, throttle, hold);
        this.downloads = new Downloads(layout(), picker, locality, webSeeds, host.pool());
        this.addresses = new PeerAddresses(random);
        this.calls = new Calls(host, this, connections, picker, locality, addresses);
        this.exchange = new PeerExchange(host, this, connections, calls);
        this.offences = new Offences(this, host, connections, picker, addresses, listener);
        this.holdings = new Holdings(host, this, picker, proven, showcase, listener);
        this.arrivals = new Arrivals(host, this, downloads, picker, proven, locality, listener);
    }

    /// What the torrent says.
    public Metainfo metainfo() {
        return metainfo;
    }

    MetadataSource metadata() {
        return metadata;
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

    /// The same for one that has everything: it is called again whenever the connection to it is
    /// lost, however many others there are.
    public void addSource(InetSocketAddress address) {
        calls.addSource(address);
    }

    /// The same for several.
    public void addPeers(Collection<InetSocketAddress> some) {
        calls.add(some);
    }

    /// Whether nothing is missing.
    synchronized boolean complete() {
        return picker.complete();
    }

    /// What is going on, now.
    public synchronized SwarmSnapshot snapshot() {
        var had = picker.had();
        var available = connections.offered();
        available.or(had);
        return new SwarmSnapshot(
                metainfo.infoHash(),
                metainfo.name(),
                layout().length(),
                layout().pieceCount(),
                layout().length(had),
                had,
                connections.downRate(),
                connections.upRate(),
                arrivals.rate(),
                connections.down(),
                connections.up(),
                layout().pieceCount() - available.cardinality(),
                hold.on() ? HoldUp.NOTHING : HoldUp.of(picker, downloads, throttle, connections),
                throttle.paused(),
                connections.snapshots(had),
                offences.all());
    }

    // ---- what the owner wants

    /// To be said before it joins its swarm: nothing is asked for until [#fetch].
    void hold() {
        hold.begin();
    }

    /// Whether nothing is asked for yet.
    boolean held() {
        return hold.on();
    }

    /// A torrent that asks for nothing yet has this piece on its storage, as it should be: from now
    /// on it gives it. Any thread.
    public void found(int piece) {
        hold.found(piece);
    }

    /// What is missing now is to be fetched; what the storage holds besides was not found.
    public void fetch() {
        hold.end();
        wake();
        calls.more(host.nanos());
    }

    /// Nothing is asked for and nothing sent until [#resume]; what was asked for may still come,
    /// and connections stay.
    public void pause() {
        throttle.pause(true);
        interestChanged();
    }

    /// Goes on after [#pause].
    public void resume() {
        if (throttle.pause(false)) {
            interestChanged();
            offers.show();
            wake();
        }
    }

    /// How fast this torrent may send and receive from now on, within what its engine may.
    ///
    /// @param upRate bytes per second, 0 for no limit
    /// @param downRate the same for what is received
    public void limit(long upRate, long downRate) {
        throttle.limit(upRate, downRate);
    }

    Throttle throttle() {
        return throttle;
    }

    // ---- connections

    /// Takes a peer in and greets it.
    ///
    /// @return false when it is not to be talked to
    synchronized boolean attach(Peer peer, ExtensionHandshake ours) {
        if (peer.lastResort()) {
            addresses.addWebServer(peer.address());
        }
        boolean welcome = !closed && !addresses.banned(peer.address(), host.nanos());
        hold.tell(); // before it is there, for it hears of all that we have
        if (!welcome || !connections.add(peer, host.nanos())) {
            return false;
        }
        showcase.joined(peer);
        var had = showcase.open() ? new BitSet() : picker.had();
        peer.greet(ours.giving(showcase.open(), hold.on()), had);
        return true;
    }

    void detach(Peer peer) {
        synchronized (this) {
            if (!connections.remove(peer)) {
                return;
            }
            if (!peer.lastResort()) {
                picker.peerLost(peer.pieces);
            }
            locality.left(peer.handshake.peerId());
            showcase.left(peer);
        }
        addresses.connected(peer.address(), host.nanos(), peer.useful());
        peer.downloads.end();
        interestChanged();
        wake();
    }

    /// What peers have is told here.
    Offers offers() {
        return offers;
    }

    WebSeeds webSeeds() {
        return webSeeds;
    }

    PeerExchange exchange() {
        return exchange;
    }

    /// What peers do wrong is told here.
    Offences offences() {
        return offences;
    }

    /// A peer has told where it is.
    void introduced(Peer peer, ExtensionHandshake theirs) {
        long now = host.nanos();
        var id = peer.handshake.peerId();
        addresses.connected(peer.address(), now, false);
        boolean crowded;
        synchronized (this) {
            locality.joined(id, theirs.site(), theirs.shows(), peer.pieces, now);
            locality.holds(id, theirs.held());
            crowded = locality.crowded(id);
            if (!locality.isNear(id)) {
                peer.setFar();
            }
        }
        if (crowded) {
            peer.close();
        }
    }

    /// Whoever has nothing left to ask for looks again: blocks, pieces or memory have come free.
    void wake() {
        for (var peer : connections()) {
            peer.downloads.fill();
        }
    }

    /// Bytes per second that a peer sends us, on average.
    long downShare() {
        return connections.downShare();
    }

    /// Who is there now.
    synchronized List<Peer> connections() {
        return List.copyOf(connections.all());
    }

    synchronized boolean closed() {
        return closed;
    }

    // ---- what we have

    Holdings holdings() {
        return holdings;
    }

    /// From now on somebody may change what the storage holds: each piece is hashed whenever it is
    /// read.
    public synchronized void distrust() {
        proven.distrust();
    }

    // ---- downloading

    /// What becomes of pieces that are here is told here.
    Arrivals arrivals() {
        return arrivals;
    }

    synchronized @Nullable PieceDownload download(int piece) {
        return downloads.get(piece);
    }

    /// Blocks for a peer that has finished its piece; null when there are none for it now.
    synchronized @Nullable Run assign(Peer peer, int blocks) {
        return closed || hold.on() ? null : downloads.assign(peer, blocks);
    }

    /// A peer keeps us waiting again and again: what it says to have is no reason not to fetch it
    /// from elsewhere.
    synchronized void unreliable(Peer peer) {
        locality.unreliable(peer.handshake.peerId());
    }

    /// Whom we send to is decided anew.
    synchronized void interestChanged() {
        chooseSlots(/* over= */ false);
    }

    private synchronized void chooseSlots(boolean over) {
        connections.chooseSlots(!throttle.paused(), over);
    }

    // ---- the clock

    /// Once a second, by the engine's clock.
    void tick(long now, long seconds) {
        for (var peer : connections()) {
            peer.tick(now, host.options().timeouts());
            if (seconds % (peer.handshake.peerId().isSower() ? 10 : 60) == 0) {
                peer.send(new Message.KeepAlive());
            }
        }
        synchronized (this) {
            locality.tick(now);
            connections.tick();
        }
        arrivals.tick(now);
        hold.tell();
        offers.show();
        boolean round = seconds % 10 == 0;
        chooseSlots(round);
        if (round) {
            synchronized (this) {
                offences.forgive();
            }
        }
        wake();
        calls.more(now);
        exchange.tick(now);
        webSeeds.tick(now);
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
