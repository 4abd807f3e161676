package sower.swarm;

import sower.wire.Message;

/// Whether one peer wants something of us, and whether it is served: its upload slot, which the
/// [Choker] gives and takes.
final class PeerSlot {
    private static final long UNUSED_NANOS = 2_000_000_000L; // then others get it

    private final TorrentHost host;
    private final Peer peer;
    private final PeerLink link;
    private volatile boolean interested;
    private volatile boolean unchoked;
    private volatile long round; // see Choker.Candidate
    private volatile long servedNanos; // when it got its slot, or was last seen to use it
    private volatile long servedBytes;

    PeerSlot(TorrentHost host, Peer peer, PeerLink link) {
        this.host = host;
        this.peer = peer;
        this.link = link;
    }

    /// The peer says whether it wants our pieces.
    void interested(boolean now) {
        interested = now;
    }

    boolean interested() {
        return interested && !peer.closed();
    }

    /// Gives it a slot or takes it away; the caller holds the torrent's lock from the moment it
    /// decides: else the last word might be an old one.
    void unchoke(boolean now, long thisRound) {
        if (now == unchoked) {
            return;
        }
        unchoked = now;
        round = thisRound;
        servedNanos = host.nanos();
        if (now) {
            peer.send(new Message.Unchoke());
        } else {
            link.choke();
        }
    }

    boolean unchoked() {
        return unchoked;
    }

    /// Since when it has its slot, or waits for one.
    long round() {
        return round;
    }

    /// Whether it wants nothing, or has a slot and does not use it.
    boolean wasted(long now) {
        return !interested() || unused(now);
    }

    private boolean unused(long now) {
        long sent = peer.up.total();
        if (sent != servedBytes) {
            servedBytes = sent;
            servedNanos = now;
        }
        return unchoked && now - servedNanos > UNUSED_NANOS;
    }
}
