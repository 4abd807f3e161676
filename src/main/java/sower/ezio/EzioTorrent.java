package sower.ezio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import sower.disk.BlockDevice;
import sower.image.DeviceStorage;
import sower.metainfo.Metainfo;
import sower.restore.Restore;
import sower.restore.RestorePlan;
import sower.restore.RestoreProgress;
import sower.restore.RestoreProgress.Stage;
import sower.swarm.Engine;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;
import sower.tracker.Announcer;

/// One torrent that somebody added: onto a disk, or from one. The disk stays claimed until
/// [#close].
final class EzioTorrent implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EzioTorrent.class.getName());

    private final Metainfo metainfo;
    private final BlockDevice device;
    private final Engine engine;
    private final Traffic traffic = new Traffic();
    private volatile boolean stopping;
    private volatile RestoreProgress progress =
            new RestoreProgress(Stage.CHECKING, 0, 0, 0, 0, 0, new BitSet(), 0);
    private @Nullable Torrent torrent; // while it runs; guarded by this
    private @Nullable Announcer announcer; // guarded by this
    private @Nullable Thread restoring; // guarded by this
    private boolean finished; // with proof, or a seed from the start; guarded by this
    private boolean paused; // guarded by this

    private EzioTorrent(Metainfo metainfo, BlockDevice device, Engine engine, boolean seeding) {
        this.metainfo = metainfo;
        this.device = device;
        this.engine = engine;
        this.finished = seeding;
    }

    /// Claims the disk, or opens it for reading, and begins.
    ///
    /// @param seeding whether its bytes are on the disk already
    /// @throws sower.disk.RefusedException when the disk may not be written, or is too small
    static EzioTorrent add(Metainfo metainfo, Path path, boolean seeding, Engine engine)
            throws IOException {
        var device = seeding ? BlockDevice.openSource(path) : BlockDevice.claimTarget(path);
        try {
            RestorePlan.oneVolume(metainfo, List.of(), device);
            var added = new EzioTorrent(metainfo, device, engine, seeding);
            added.go();
            return added;
        } catch (IOException | RuntimeException e) {
            device.close();
            throw e;
        }
    }

    private synchronized void go() throws IOException {
        paused = false;
        traffic.starts();
        if (finished) {
            var all = new BitSet();
            all.set(0, metainfo.layout().pieceCount());
            var storage = new DeviceStorage(device, 0, metainfo.extents());
            started(engine.add(metainfo, storage, all, Trust.EVERY_READ, new TorrentListener() {}));
            return;
        }
        stopping = false;
        restoring = Thread.ofPlatform().name("ezio").daemon().start(this::restore);
    }

    private void restore() {
        try {
            var plan = RestorePlan.oneVolume(metainfo, List.of(), device);
            var restore = new Restore(plan, device, engine, now -> progress = now, () -> stopping);
            restore.run(running -> started(running.getFirst()));
            synchronized (this) {
                finished = true;
                traffic.finished();
            }
        } catch (CancellationException stopped) {
            LOG.log(Level.INFO, "{0} is paused", device.path());
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0}", e.getMessage());
            synchronized (this) {
                paused = true;
                leave();
            }
        }
    }

    private synchronized void started(Torrent running) {
        torrent = running;
        announcer =
                metainfo.trackers().isEmpty()
                        ? null
                        : new Announcer(
                                metainfo.trackers(),
                                metainfo.infoHash(),
                                engine.id(),
                                engine.port(),
                                () -> running.snapshot().bytesLeft(),
                                running::addPeer);
    }

    /// Leaves the swarm; what is on the disk stays there.
    void pause() throws IOException {
        stopping = true;
        Thread running;
        synchronized (this) {
            paused = true;
            running = restoring;
            restoring = null;
        }
        join(running);
        synchronized (this) {
            leave();
        }
    }

    /// Joins again; what was not finished is hashed first.
    synchronized void resume() throws IOException {
        if (paused) {
            go();
        }
    }

    private void leave() {
        if (announcer != null) {
            announcer.close();
            announcer = null;
        }
        if (torrent != null) {
            traffic.leaves(torrent.snapshot());
            torrent.close();
            torrent = null;
        }
    }

    private static void join(@Nullable Thread running) throws IOException {
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    synchronized EzioStatus status() {
        var swarm = torrent == null ? null : torrent.snapshot();
        long length = metainfo.layout().length();
        long have = finished ? length : swarm == null ? 0 : swarm.bytesHave();
        var times = traffic.look(swarm);
        return new EzioStatus(
                metainfo.infoHash().toString(),
                metainfo.name(),
                (double) have / length,
                swarm == null ? 0 : swarm.downRate(),
                swarm == null ? 0 : swarm.upRate(),
                times.active(),
                finished,
                swarm == null ? 0 : swarm.peers().size(),
                state(),
                have,
                finished ? 0 : length,
                finished
                        ? metainfo.layout().pieceCount()
                        : swarm == null ? 0 : swarm.pieces().cardinality(),
                times.sinceFinished(),
                times.down(),
                times.up(),
                paused,
                device.path().toString(),
                times.lastUp(),
                times.lastDown());
    }

    private int state() {
        if (finished) {
            return EzioStatus.SEEDING;
        }
        return progress.stage() == Stage.RECEIVING ? EzioStatus.DOWNLOADING : EzioStatus.CHECKING;
    }

    @Override
    public void close() throws IOException {
        pause();
        device.close();
    }
}
