package sower.swarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.metainfo.PieceLayout;
import sower.swarm.PieceDownload.Run;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;

/// What one peer has been asked for and has not settled yet, and whether it keeps us waiting.
///
/// Its own monitor guards it; it is the first lock in the order that [sower.swarm] tells.
final class PeerRequests {
    private static final int FIRST_BYTES = 256 << 10; // while its rate is not known
    private static final int LEAST_BYTES = 128 << 10;
    private static final int MOST_BYTES = 4 << 20;
    private static final double SECONDS = 0.4; // of the measured rate; see mostBytes
    private static final double LEAST_SECONDS = 0.2; // of what a peer sends on average
    private static final int REFILLS = 4; // with 2, one of two machines ended a tenth later
    private static final int MOST_BURSTS = 8;
    private static final double LONGEST_SECONDS = 0.06; // one request, of the measured rate
    private static final long FIRST_STALL = 1_000_000_000L;
    private static final long LONGEST_STALL = 16_000_000_000L;

    private final TorrentHost host;
    private final Torrent torrent;
    private final Peer peer;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private @Nullable PieceDownload current;
    private boolean ended;
    private volatile long bytes; // of all runs
    private volatile long blockNanos; // of the last block, or of the beginning
    private volatile long stalledUntil; // nanoTime; 0 while it delivers
    private long filledNanos; // of the last look at its bursts
    private int bursts = 1; // times as much is asked for as by its rate
    private long stallNanos = FIRST_STALL; // of the reader and, when it is silent, the clock

    PeerRequests(TorrentHost host, Torrent torrent, Peer peer) {
        this.host = host;
        this.blockNanos = host.nanos();
        this.torrent = torrent;
        this.peer = peer;
    }

    /// Bytes asked for and not here yet.
    long bytes() {
        return bytes;
    }

    /// In how many nanoseconds all of that will be here.
    ///
    /// @param rate bytes per second it delivers
    long dueNanos(long rate) {
        return (long) (1e9 * bytes / Math.max(rate, LEAST_BYTES));
    }

    /// The peer has unchoked us. What it owes is not due any later for that: one that chokes and
    /// unchokes for ever could keep blocks from everybody.
    synchronized void begin() {
        if (runs.isEmpty()) {
            deliver();
        }
    }

    /// A block has come.
    void delivered() {
        deliver();
        stallNanos = FIRST_STALL;
    }

    private void deliver() {
        stalledUntil = 0;
        blockNanos = host.nanos();
    }

    /// Asks for as many blocks as the peer delivers in a short while, several at once: that costs
    /// one wake-up here and one there.
    ///
    /// @param rate bytes per second it delivers
    void fill(long rate, ExtensionHandshake extension) {
        boolean stalled = stalledUntil != 0 && host.nanos() - stalledUntil < 0;
        if (stalled || !torrent.throttle().mayReceive()) {
            return;
        }
        synchronized (this) {
            if (ended) {
                return;
            }
            if (runs.isEmpty()) {
                blockNanos = host.nanos();
            }
            long most = mostBytes(rate);
            if (bytes > most - most / REFILLS) {
                return;
            }
            watchBursts(most / REFILLS, rate);
            var requests = requests(most, blocksPerRequest(rate, extension), extension.requests());
            if (!requests.isEmpty()) {
                peer.send(requests);
            }
        }
    }

    private List<Message.Request> requests(long mostBytes, int blocks, int most) {
        var requests = new ArrayList<Message.Request>();
        while (bytes < mostBytes && runs.size() < most && torrent.throttle().mayReceive()) {
            var run = next(blocks);
            if (run == null) {
                break;
            }
            runs.add(run);
            add(run.length());
            torrent.throttle().receives(run.length());
            requests.add(new Message.Request(run.download().piece, run.begin(), run.length()));
        }
        return requests;
    }

    /// A slow machine has thirty peers as a fast one has, and what it asks all of them for together
    /// must come before its patience ends: with at least 256 KiB each, a room in which every other
    /// machine had a tenth of the rate took 3.95 times its bound, and 2.4 times its bytes came in;
    /// with half of that it takes 1.02 times, and one percent comes twice ([SimulationStudy] of the
    /// tests).
    ///
    /// Where ports are fast, that is little: what a peer has to give comes with every piece that it
    /// gets, and one that had nothing for a while was asked for 128 KiB when it had. So it is asked
    /// for half of what others are. With gigabit ports and 512 pieces of 16 MiB, 60 machines took
    /// 1.226 before and take 1.069, 100 took 1.250 and take 1.092.
    ///
    /// What comes from another site comes for all of this one, to the port of one machine at which
    /// all its neighbours send: asked for like theirs it is there last, and everybody waits. So a
    /// whole piece of it is asked for at once; on two switches (last machine : bound, with 512
    /// pieces) 60 machines took 1.185 before and take 1.174, 100 took 1.258 and take 1.225.
    ///
    /// A sender's port is shared by what each of us asks of it, and asked by its rate so far nobody
    /// catches up: with 0.2 seconds of that rate one of eight machines stayed at 0.9 of its port to
    /// the end, and was there after 1.093 to 1.117 of the bound. With 0.4 the ports of receivers
    /// are what is full, and all are there after 1.070 to 1.075, within a thousandth
    /// (src/bench/m2.py, 50 Mbit/s). In rooms of virtual time the longer queues cost 0.002 with 16
    /// and 32 machines, 0.01 with 100.
    private long mostBytes(long rate) {
        long least =
                peer.far()
                        ? torrent.layout().pieceLength()
                        : Math.max(LEAST_BYTES, (long) (torrent.downShare() * LEAST_SECONDS));
        long inTime = rate == 0 ? FIRST_BYTES : (long) (rate * SECONDS);
        return Math.min(MOST_BYTES, bursts * Math.max(least, inTime));
    }

    /// A client that looks at its requests only now and then (transmission 3 does twice a second)
    /// sends all of them at once and then nothing, and is as slow as it is asked: 256 KB/s with 128
    /// KiB each time. It is asked for more, until it is no quicker in its bursts than on average.
    /// Ours never do that; among them, more on the way would only make the end longer.
    ///
    /// @param part of the window that came since the last look
    private void watchBursts(long part, long rate) {
        long now = host.nanos();
        double expectedNanos = rate == 0 ? 0 : 1e9 * part / rate;
        if (4 * (now - filledNanos) < expectedNanos && !peer.handshake.peerId().isSower()) {
            bursts = Math.min(2 * bursts, MOST_BURSTS);
        }
        filledNanos = now;
    }

    /// A slow peer is asked for single blocks, so that each still comes in time.
    private static int blocksPerRequest(long rate, ExtensionHandshake extension) {
        long longest = Math.min(Peer.LONGEST_REQUEST, extension.longestRequest());
        long inTime = (long) (rate * LONGEST_SECONDS);
        return (int) Math.max(1, Math.min(longest, inTime) / PieceLayout.BLOCK);
    }

    private @Nullable Run next(int blocks) {
        if (current != null) {
            var run = current.claim(peer, blocks);
            if (run != null) {
                return run;
            }
            current = null;
        }
        var assigned = torrent.assign(peer, blocks);
        if (assigned != null) {
            current = assigned.download();
        }
        return assigned;
    }

    /// A request is settled: the block came, or will not come.
    ///
    /// @param release whether others may be asked for it
    /// @return whether it was asked for at all
    synchronized boolean settle(int piece, int begin, int length, boolean release) {
        for (Iterator<Run> each = runs.iterator(); each.hasNext(); ) {
            var run = each.next();
            if (run.download().piece == piece && run.begin() == begin && run.length() == length) {
                each.remove();
                add(-length);
                if (release) {
                    run.download().release(peer, run.block(), run.count());
                    leave(run.download());
                }
                return true;
            }
        }
        return false;
    }

    /// What was released is assigned anew, by those who know what this peer refuses: asked for
    /// again and refused again, one bad piece kept all others from being asked for.
    private void leave(PieceDownload download) {
        if (current == download) {
            current = null;
        }
    }

    /// Others may be asked for everything.
    ///
    /// @return whether there was anything
    synchronized boolean giveBack() {
        boolean any = !runs.isEmpty();
        for (var run : runs) {
            run.download().release(peer, run.block(), run.count());
        }
        runs.clear();
        torrent.throttle().receives(-bytes);
        bytes = 0;
        current = null;
        return any;
    }

    /// The peer has left. Somebody may be about to ask it for more at this very moment: what it
    /// took on then nobody else would ever be asked for.
    synchronized void end() {
        ended = true;
        giveBack();
    }

    /// Whether something was asked for and nothing has come for so long.
    synchronized boolean late(long now, long patience) {
        return !runs.isEmpty() && now - blockNanos > patience;
    }

    /// Nothing more is asked for, each time for longer, until a block comes after all.
    ///
    /// @return whether it is not the first time since a block has come
    synchronized boolean stall(long now) {
        boolean again = stallNanos > FIRST_STALL;
        bursts = 1;
        stalledUntil = now + stallNanos;
        stallNanos = Math.min(2 * stallNanos, LONGEST_STALL);
        return again;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the monitor; others only read
    private void add(int change) {
        bytes += change;
    }
}
