package sower.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The peers that a torrent talks with: who is taken in, who holds a slot, and what all of them
/// have moved. Guarded by its torrent.
final class Connections {
    private static final long STEADY_NANOS = 5_000_000_000L;
    private static final long IDLE_NANOS = 10_000_000_000L;

    /// Connections that a machine opens; about as many are opened to it. The study
    /// ([SimulationStudy] of the tests, as in [SuperSeeding] with a sixth of the machines; last
    /// machine : bound):
    ///
    /// | opened by each | 16 machines | 32 | 60 | 100 |
    /// |---|---|---|---|---|
    /// | 6 | 1.046 | 1.054 | 1.074 | 1.092 |
    /// | 8 | 1.040 | 1.056 | 1.074 | 1.097 |
    /// | 12 | 1.046 | 1.058 | 1.082 | 1.104 |
    /// | 16 | 1.039 | 1.060 | 1.091 | 1.114 |
    /// | as many as there are, to 60 | 1.039 | 1.053 | 1.155 | 1.161 |
    ///
    /// Whoever has a piece first sends it to all its peers at once, so the fewer there are, the
    /// sooner there is a second one that can hand it on. With eight, no machine is cut off where
    /// some leave.
    private static final int ENOUGH = 8;

    /// The same for a machine that is behind. Its share of every sender's port is that of a
    /// connection, so who is called by few gets less than the others all the time, and nobody else
    /// needs what they do not take: of 32 machines on gigabit ports (1,024 pieces of 16 MiB) those
    /// with 11 connections among others with 20 ended after 1.07 of the bound, at worst 1.13, and
    /// end with the others now, after 1.03. With 100 Mbit/s nothing changes, with 20 it is 1.06
    /// instead of 1.11.
    private static final int ENOUGH_BEHIND = 16;

    private static final double BEHIND = 0.005; // of all pieces
    private static final int FEW = 4; // say nothing of how far others are

    private final TorrentHost host;
    private final Choker choker;
    private final List<Peer> peers = new ArrayList<>();
    private long downBefore; // of connections that are gone
    private long upBefore;
    private long round;
    private long downSeen;
    private volatile long downShare;
    private long downNanos; // when something came that was not there the last time

    Connections(TorrentHost host) {
        this.host = host;
        this.choker = new Choker(host.options().uploadSlots());
        this.downNanos = host.nanos();
    }

    /// Once a second, after the meters of all.
    void tick() {
        downShare = peers.isEmpty() ? 0 : downRate() / peers.size();
    }

    /// What a peer sends us, on average, in bytes per second; any thread.
    long downShare() {
        return downShare;
    }

    /// From now on somebody could send us something.
    void begin(long now) {
        downNanos = now;
    }

    /// As they are now; whoever goes on without the lock takes a copy.
    List<Peer> all() {
        return Collections.unmodifiableList(peers);
    }

    /// Takes a peer in, maybe in the place of another: of one that calls itself the same, or, where
    /// there is no room, of one that has been there for a while and neither given nor taken
    /// anything, lest such ones keep everybody out.
    ///
    /// @return false when there is no place for it
    boolean add(Peer peer, long now) {
        for (var other : peers) {
            if (other.handshake.peerId().equals(peer.handshake.peerId()) && !other.closed()) {
                boolean silent = other.silent(now, STEADY_NANOS);
                if (!silent && (other.steady(now, STEADY_NANOS) || !preferred(peer))) {
                    return false;
                }
                other.close();
            }
        }
        if (free() <= 0) {
            var idle = idle(now);
            if (idle.isEmpty()) {
                return false;
            }
            idle.get().close();
        }
        peers.add(peer);
        return true;
    }

    /// Of two connections between the same two both keep the one that the smaller id opened. That
    /// is for two that called each other at the same time: who comes later and calls itself like a
    /// peer that is there and talks does not get its place. One that is silent may have hung up
    /// while the cable was cut, and calls again.
    private boolean preferred(Peer peer) {
        boolean oursIsSmaller = host.peerId().compareTo(peer.handshake.peerId()) < 0;
        return peer.outgoing == oursIsSmaller;
    }

    private Optional<Peer> idle(long now) {
        return peers.stream().filter(peer -> peer.idle(now, IDLE_NANOS)).findFirst();
    }

    /// @return false when it was not there
    boolean remove(Peer peer) {
        boolean there = peers.remove(peer);
        if (there) {
            downBefore += peer.down.total();
            upBefore += peer.up.total();
        }
        return there;
    }

    /// How many more there is room for.
    int free() {
        long open = peers.stream().filter(peer -> !peer.closed()).count();
        return (int) (host.options().mostConnections() - open);
    }

    /// Whether it would be worth a call soon, were it to leave: not one that hangs up at once.
    boolean worthwhile(Peer peer, long now) {
        return peer.useful() || peer.steady(now, STEADY_NANOS);
    }

    /// How many more are worth a call: a few, some more for who is behind, and as many as there is
    /// room for where nobody has sent us anything for a while, or one in the place of an idle one.
    ///
    /// @param severalSites whether as many as possible are to be known ([Locality])
    int wanted(PiecePicker picker, boolean severalSites, long now) {
        if (down() != downSeen) {
            downSeen = down();
            downNanos = now;
        }
        if (!picker.complete() && now - downNanos >= IDLE_NANOS) {
            return Math.max(free(), idle(now).isPresent() ? 1 : 0);
        }
        int free = free();
        if (severalSites) {
            return free;
        }
        int enough = behind(picker) ? ENOUGH_BEHIND : ENOUGH;
        int open = host.options().mostConnections() - free;
        return Math.min(free, enough - open);
    }

    /// Whether half of those that lack something, as we do, have clearly more than we have.
    private boolean behind(PiecePicker picker) {
        int[] others =
                peers.stream()
                        .mapToInt(peer -> peer.pieces.cardinality())
                        .filter(has -> has < picker.count())
                        .sorted()
                        .toArray();
        return others.length >= FEW
                && others[others.length / 2] - picker.hadCount() > BEHIND * picker.count();
    }

    /// Whom we send to is decided anew. Who wants nothing right now keeps its slot until another
    /// waits for it: a machine that has all we showed it wants the next piece a moment later.
    ///
    /// @param open whether we send to anybody at all
    /// @param over whether a round of the [Choker] is over
    void chooseSlots(boolean open, boolean over) {
        List<Choker.Candidate<Peer>> candidates = new ArrayList<>();
        long nanos = host.nanos();
        for (var peer : peers) {
            var slot = peer.slot;
            if (slot.interested() || slot.unchoked() && !peer.closed()) {
                candidates.add(
                        new Choker.Candidate<>(
                                peer, slot.unchoked(), slot.wasted(nanos), slot.round()));
            }
        }
        round++;
        var chosen = open ? choker.choose(candidates, over) : Set.<Peer>of();
        for (var peer : peers) {
            peer.slot.unchoke(chosen.contains(peer), round);
        }
    }

    /// What any of them offers.
    BitSet offered() {
        return offered(peers.stream());
    }

    private static BitSet offered(Stream<Peer> some) {
        var all = new BitSet();
        some.forEach(peer -> {
            var offered = (BitSet) peer.pieces.clone();
            offered.andNot(peer.refused);
            all.or(offered);
        });
        return all;
    }

    /// Whether a peer offers anything that is missing and that no other one offers.
    ///
    /// @param had pieces that are not missing
    boolean needs(Peer peer, BitSet had) {
        var only = (BitSet) peer.pieces.clone();
        only.andNot(had);
        only.andNot(offered(peers.stream().filter(other -> other != peer)));
        return !only.isEmpty();
    }

    /// Bytes that came from those that are asked first, and are there.
    long downFromPeers() {
        var first = peers.stream().filter(peer -> !peer.lastResort());
        return first.mapToLong(peer -> peer.down.total()).sum();
    }

    /// Whether one of them has more than it tells us of.
    boolean shown() {
        return peers.stream().anyMatch(Peer::shows);
    }

    /// Hangs up on those that are the last resort.
    void dismissLastResort() {
        peers.stream().filter(Peer::lastResort).forEach(Peer::close);
    }

    long down() {
        return downBefore + peers.stream().mapToLong(peer -> peer.down.total()).sum();
    }

    long up() {
        return upBefore + peers.stream().mapToLong(peer -> peer.up.total()).sum();
    }

    long downRate() {
        return peers.stream().mapToLong(peer -> peer.down.rate()).sum();
    }

    long upRate() {
        return peers.stream().mapToLong(peer -> peer.up.rate()).sum();
    }

    /// Bytes that were asked for and are not here yet.
    long requested() {
        return peers.stream().mapToLong(peer -> peer.downloads.requested()).sum();
    }

    /// @param ours pieces that we have
    List<PeerSnapshot> snapshots(BitSet ours) {
        return peers.stream().map(peer -> peer.snapshot(ours)).toList();
    }
}
