package sower.target;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.control.Workstation;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.Neighbour;
import sower.deploy.Phase;
import sower.deploy.StepOutcome;
import sower.deploy.Told;
import sower.restore.RestoreProgress;
import sower.swarm.HoldUp;
import sower.swarm.Torrent;
import sower.wire.Bitfields;

/// Reports once a second and carries out the answers, on a thread of its own.
final class Reports implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Reports.class.getName());
    private static final long INTERVAL_MILLIS = 1000;

    // with a silent workstation; longer where it does not know yet that this machine has its proof
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long UNHEARD_PATIENCE_NANOS = 600_000_000_000L;

    private static final String PAUSED = Told.PAUSED.words();

    private final Workstation workstation;
    private final String id;
    private final String name;
    private final InetAddress seed;
    private final Object order = new Object(); // of reports: the last word must come last
    private final Thread thread;
    private volatile int port;
    private volatile Neighbourhood neighbourhood;
    private volatile RestoreProgress progress =
            new RestoreProgress(RestoreProgress.Stage.CHECKING, 0, 0, 0, 0, 0, new BitSet(), 0);
    private volatile List<Torrent> torrents = List.of();
    private volatile Consumer<String> onStop = _ -> {};
    private Phase ended = Phase.WAITING; // or DONE, FAILED; guarded by this
    private String message = ""; // guarded by this
    private List<StepOutcome> steps = List.of(); // guarded by this
    private boolean leave; // guarded by this
    private boolean heard; // how it ended; guarded by this
    private boolean paused; // by the technician; guarded by this
    private boolean hurry; // guarded by this
    private boolean closed; // guarded by this
    private long answeredNanos = System.nanoTime(); // guarded by this

    /// Starts reporting.
    ///
    /// @param seed where the workstation is
    Reports(Workstation workstation, String id, String name, InetAddress seed) {
        this.workstation = workstation;
        this.id = id;
        this.name = name;
        this.seed = seed;
        this.neighbourhood = new Neighbourhood(new InetSocketAddress(seed, 0));
        this.thread = Thread.ofPlatform().name("reports").daemon().start(this::run);
    }

    /// Where our BitTorrent end listens.
    void listensAt(int listening) {
        port = listening;
    }

    void update(RestoreProgress now) {
        progress = now;
    }

    /// These torrents are to be told of the others in the room; from the next answer on, at once.
    void introduce(List<Torrent> running) {
        torrents = running;
        synchronized (this) {
            hurry = true;
            notifyAll();
        }
    }

    void onStop(Consumer<String> fail) {
        onStop = fail;
    }

    /// The restore is over; told at once.
    void end(Phase phase, String sentence) {
        end(phase, sentence, List.of());
    }

    /// The same after the run's steps.
    void end(Phase phase, String sentence, List<StepOutcome> outcomes) {
        synchronized (this) {
            ended = phase;
            message = sentence;
            steps = outcomes;
        }
        exchange();
    }

    /// Returns when the workstation needs this machine no more, or has been silent for long.
    synchronized void awaitLeave(BooleanSupplier cancelled) throws IOException {
        try {
            while (!leave
                    && !cancelled.getAsBoolean()
                    && System.nanoTime() - answeredNanos
                            < (heard ? PATIENCE_NANOS : UNHEARD_PATIENCE_NANOS)) {
                wait(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void run() {
        while (pause()) {
            exchange();
        }
    }

    private void exchange() {
        synchronized (order) {
            try {
                workstation.report(report(), this::carryOut);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "report: {0}", e.getMessage());
            }
        }
    }

    private MachineReport report() {
        var swarms = torrents.stream().map(Torrent::snapshot).toList();
        var around = neighbourhood;
        return report(around.damaged(swarms), around.strongest(swarms), HoldUp.of(swarms));
    }

    private synchronized MachineReport report(
            List<String> warnings, List<Neighbour> neighbours, HoldUp holdUp) {
        var now = progress;
        var phase = ended == Phase.WAITING ? phase(now) : ended;
        var pieces = Bitfields.encode(now.pieces(), now.pieceCount());
        return new MachineReport(
                id,
                name,
                port,
                phase,
                now.bytesDone(),
                now.bytesTotal(),
                now.downRate(),
                now.upRate(),
                now.diskRate(),
                Base64.getEncoder().encodeToString(pieces),
                now.pieceCount(),
                message.isEmpty() && paused ? PAUSED : message,
                steps,
                warnings,
                neighbours,
                holdUp);
    }

    private static Phase phase(RestoreProgress now) {
        return switch (now.stage()) {
            case CHECKING -> Phase.CHECKING;
            case RECEIVING -> Phase.RECEIVING;
            case FLUSHING -> Phase.FLUSHING;
            case VERIFYING -> Phase.VERIFYING;
            case FINISHING, DONE -> Phase.FINISHING; // done is only what has been proved
        };
    }

    private void carryOut(MachineOrders orders) {
        var seeding = new InetSocketAddress(seed, orders.seedPort());
        neighbourhood = new Neighbourhood(seeding);
        for (var torrent : torrents) {
            torrent.addSource(seeding);
            for (var peer : orders.peers()) {
                var parts = peer.split(" ");
                // a numeric address: nothing is looked up
                torrent.addPeer(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
            }
        }
        torrents.forEach(orders.paused() ? Torrent::pause : Torrent::resume);
        if (!orders.stop().isEmpty()) {
            onStop.accept(orders.stop());
        }
        synchronized (this) {
            answeredNanos = System.nanoTime();
            leave = orders.leave();
            heard = orders.heard();
            paused = orders.paused();
            notifyAll();
        }
    }

    /// @return false when closed
    private synchronized boolean pause() {
        long until = System.nanoTime() + INTERVAL_MILLIS * 1_000_000;
        try {
            long left = INTERVAL_MILLIS;
            while (!closed && left > 0 && !hurry) {
                wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            return false;
        }
        hurry = false;
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
