package sower.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.disk.BlockDevice;
import sower.image.DeviceStorage;
import sower.partition.PartitionTable;
import sower.restore.RestorePlan.VolumePlan;
import sower.restore.RestoreProgress.Stage;
import sower.swarm.Engine;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;

/// Writes an image to a claimed disk and proves that it is there.
public final class Restore {
    private static final long POLL_MILLIS = 200;

    private final RestorePlan plan;
    private final BlockDevice target;
    private final Engine engine;
    private final Consumer<RestoreProgress> progress;
    private final BooleanSupplier cancelled;
    private final ReadBack readBack;
    private final List<Torrent> torrents = new ArrayList<>();
    private final AtomicLong told = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private volatile boolean begun;

    /// @param target claimed, and what the plan was made for
    /// @param progress told a few times a second
    /// @param cancelled asked as often; a cancelled restore leaves a disk without partition table
    public Restore(
            RestorePlan plan,
            BlockDevice target,
            Engine engine,
            Consumer<RestoreProgress> progress,
            BooleanSupplier cancelled) {
        this.plan = plan;
        this.target = target;
        this.engine = engine;
        this.progress = progress;
        this.cancelled = cancelled;
        this.readBack = new ReadBack(target, this::stopped);
    }

    /// Ends the restore with a sentence, from any thread: somebody knows that it cannot succeed.
    public void fail(String sentence) {
        failure.compareAndSet(null, new IOException(sentence));
    }

    /// Whether the disk is as it was: nothing has been written to it yet.
    public boolean untouched() {
        return !begun;
    }

    /// From plan to proof. The torrents keep running, so that other machines can be served, until
    /// the engine is closed.
    ///
    /// @param started told the torrents at once, for they give what is found while the disk is
    ///   checked; they find their peers by what the caller tells them
    /// @throws IOException in one sentence; the target has no partition table then
    /// @throws CancellationException when cancelled
    public Proof run(Consumer<List<Torrent>> started) throws IOException {
        tell(Stage.CHECKING, 0);
        target.dropCache();
        join();
        started.accept(List.copyOf(torrents));
        var found = found();
        begun = true;
        if (plan.table().isPresent()) {
            PartitionTable.wipe(target);
        }
        torrents.forEach(Torrent::fetch);
        receive();
        keep(found);
        tell(Stage.FINISHING, plan.bytes());
        new OutsideVolumes(plan, target, readBack).write();
        tell(Stage.DONE, plan.bytes());
        boolean strong = plan.volumes().stream().noneMatch(volume -> volume.sha256().isEmpty());
        return new Proof(plan.bytes(), plan.pieces(), strong ? "SHA-256" : "SHA-1");
    }

    /// What is there already, volume by volume: read from the medium, as it will be read back.
    private List<BitSet> found() throws IOException {
        var found = new ArrayList<BitSet>();
        long before = 0;
        for (var torrent : torrents) {
            found.add(found(plan.volumes().get(found.size()), torrent, before));
            throwIfStopped();
            before += torrent.metainfo().layout().length();
        }
        return found;
    }

    /// @param before bytes of the volumes that were checked already
    private BitSet found(VolumePlan volume, Torrent torrent, long before) throws IOException {
        var check = readBack.pieces(volume);
        return check.worthwhile()
                ? check.run(bytes -> tellNowAndThen(Stage.CHECKING, before + bytes), torrent::found)
                : new BitSet();
    }

    private DeviceStorage storage(VolumePlan volume) throws IOException {
        return new DeviceStorage(target, volume.offset(), volume.metainfo().extents());
    }

    private void join() throws IOException {
        for (var volume : plan.volumes()) {
            var listener = new FailureListener(volume);
            torrents.add(engine.addHeld(volume.metainfo(), storage(volume), listener));
        }
    }

    private void receive() throws IOException {
        while (torrents.stream().anyMatch(torrent -> !torrent.snapshot().complete())) {
            tell(Stage.RECEIVING, 0);
            throwIfStopped();
            pause();
        }
    }

    /// A failed flush says that something is lost; what, only reading tells. What was found right
    /// before and has not been written since was read back then.
    ///
    /// @param found volume by volume
    private void keep(List<BitSet> found) throws IOException {
        tell(Stage.FLUSHING, plan.bytes());
        var lost = readBack.flush();
        long before = 0;
        for (int i = 0; i < plan.volumes().size(); i++) {
            var volume = plan.volumes().get(i);
            var layout = volume.metainfo().layout();
            var pieces = new BitSet();
            pieces.set(0, layout.pieceCount());
            if (lost.isEmpty()) {
                pieces.andNot(found.get(i));
            }
            long start = before + layout.length() - layout.length(pieces);
            readBack.check(volume, pieces, bytes -> tellNowAndThen(Stage.VERIFYING, start + bytes));
            throwIfStopped();
            before += layout.length();
        }
        readBack.distrust(lost, plan.bytes());
    }

    /// For hashing threads, which have something to tell for every piece.
    private void tellNowAndThen(Stage stage, long bytesDone) {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= POLL_MILLIS * 1_000_000 && told.compareAndSet(last, now)) {
            tell(stage, bytesDone);
        }
    }

    private void tell(Stage stage, long bytesDone) {
        var pieces = new BitSet();
        int first = 0;
        long have = 0;
        long down = 0;
        long up = 0;
        long disk = 0;
        for (var torrent : torrents) {
            var swarm = torrent.snapshot();
            int from = first;
            swarm.pieces().stream().forEach(piece -> pieces.set(from + piece));
            first += swarm.pieceCount();
            have += swarm.bytesHave();
            down += swarm.downRate();
            up += swarm.upRate();
            disk += swarm.diskRate();
        }
        long done = stage == Stage.RECEIVING ? have : bytesDone;
        progress.accept(
                new RestoreProgress(
                        stage, done, plan.bytes(), down, up, disk, pieces, plan.pieces()));
    }

    private boolean stopped() {
        return cancelled.getAsBoolean() || failure.get() != null;
    }

    private void throwIfStopped() throws IOException {
        var cause = failure.get();
        if (cause != null) {
            throw cause;
        }
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled");
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// What the swarm has to say about one volume.
    private final class FailureListener implements TorrentListener {
        private final VolumePlan volume;

        FailureListener(VolumePlan volume) {
            this.volume = volume;
        }

        @Override
        public void failed(IOException cause) {
            var reason = Optional.ofNullable(cause.getMessage()).orElse("unknown reason");
            fail(
                    "Writing volume %s failed: %s. The disk is not usable as it is."
                            .formatted(volume.name(), reason));
        }

        /// Nobody would fetch it again: a disk that forgets is no good.
        @Override
        public void sourceChanged(int piece) {
            try {
                fail(readBack.changed(volume, piece));
            } catch (IOException e) {
                failed(e);
            }
        }
    }
}
