package sower.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
import sower.disk.Extent;
import sower.filesystem.swap.Swap;
import sower.image.DeviceStorage;
import sower.partition.Gpt;
import sower.partition.PartitionTable;
import sower.restore.RestorePlan.VolumePlan;
import sower.restore.RestoreProgress.Stage;
import sower.swarm.Engine;
import sower.swarm.PieceCheck;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// Writes an image to a claimed disk and proves that it is there.
public final class Restore {
    private static final int SWAP_PAGE = 4096;
    private static final int BOOT_SECTOR = 512; // its code comes along, whatever a sector is
    private static final int BOOT_CODE = 440; // of an MBR; then its signature and its entries
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

    /// From plan to proof. The torrents keep running, so that other machines can be served, until
    /// the engine is closed.
    ///
    /// @param started told the torrents, which find their peers by what the caller tells them
    /// @throws IOException in one sentence; the target has no partition table then
    /// @throws CancellationException when cancelled
    public Proof run(Consumer<List<Torrent>> started) throws IOException {
        var have = new ArrayList<BitSet>();
        long before = 0;
        for (var volume : plan.volumes()) {
            have.add(check(volume, before));
            before += volume.metainfo().layout().length();
        }
        if (plan.table().isPresent()) {
            PartitionTable.wipe(target);
        }
        receive(have, started);
        keep();
        finish();
        tell(Stage.DONE, plan.bytes());
        boolean strong = plan.volumes().stream().noneMatch(volume -> volume.sha256().isEmpty());
        return new Proof(plan.bytes(), plan.pieces(), strong ? "SHA-256" : "SHA-1");
    }

    private BitSet check(VolumePlan volume, long before) throws IOException {
        tell(Stage.CHECKING, before);
        var check = PieceCheck.sha1(volume.metainfo(), storage(volume), this::stopped);
        var right = new BitSet();
        if (check.worthwhile()) {
            right = check.run(bytes -> tellNowAndThen(Stage.CHECKING, before + bytes));
        }
        throwIfStopped();
        return right;
    }

    private DeviceStorage storage(VolumePlan volume) throws IOException {
        return new DeviceStorage(target, volume.offset(), volume.metainfo().extents());
    }

    private void receive(List<BitSet> have, Consumer<List<Torrent>> started) throws IOException {
        for (int i = 0; i < plan.volumes().size(); i++) {
            var volume = plan.volumes().get(i);
            var listener = new FailureListener(volume);
            torrents.add(
                    engine.add(
                            volume.metainfo(),
                            storage(volume),
                            have.get(i),
                            Trust.PROVEN,
                            listener));
        }
        started.accept(List.copyOf(torrents));
        while (torrents.stream().anyMatch(torrent -> !torrent.snapshot().complete())) {
            tell(Stage.RECEIVING, 0);
            throwIfStopped();
            pause();
        }
    }

    /// A failed flush says that something is lost; what, only reading tells.
    private void keep() throws IOException {
        tell(Stage.FLUSHING, plan.bytes());
        var lost = flushed();
        readBack();
        distrust(lost);
    }

    /// @return what the disk says to have lost
    private Optional<IOException> flushed() throws IOException {
        Optional<IOException> lost = Optional.empty();
        try {
            target.flush();
        } catch (IOException failure) {
            lost = Optional.of(failure);
        }
        target.dropCache();
        return lost;
    }

    private void distrust(Optional<IOException> lost) throws IOException {
        if (lost.isPresent()) {
            throw new IOException(
                    "%s: all %,d bytes read back right now, but such a disk is not to be trusted. Replace it or its cable, then start again."
                            .formatted(lost.get().getMessage(), plan.bytes()),
                    lost.get());
        }
    }

    private void readBack() throws IOException {
        long before = 0;
        for (var volume : plan.volumes()) {
            long start = before;
            readBack.check(volume, bytes -> tellNowAndThen(Stage.VERIFYING, start + bytes));
            throwIfStopped();
            before += volume.metainfo().layout().length();
        }
    }

    private void finish() throws IOException {
        tell(Stage.FINISHING, plan.bytes());
        for (var swap : plan.swaps()) {
            target.write(swap.extent().offset(), ByteBuffer.wrap(header(swap)));
        }
        var lost = flushed();
        for (var swap : plan.swaps()) {
            var header = header(swap);
            var all = ReadBack.everyByte(header.length);
            readBack.check("a swap area", swap.extent().offset(), header, all);
        }
        distrust(lost);
        if (plan.table().isPresent()) {
            finish(plan.table().get());
        }
    }

    /// Each part is flushed by itself, so that a disk that refuses one tells which.
    private void finish(PartitionTable table) throws IOException {
        byte[] boot = bootArea(table);
        if (boot.length > 0) {
            target.write(0, ByteBuffer.wrap(boot));
            target.flush();
        }
        table.write(target);
        target.dropCache();
        readBack.check("the boot code", 0, boot, bootMask(boot));
        readBack.check(table);
    }

    private static byte[] header(RestorePlan.SwapPlan swap) {
        return Swap.header(swap.extent().length(), SWAP_PAGE, swap.uuid(), swap.label());
    }

    /// Whole sectors, up to the first partition.
    private byte[] bootArea(PartitionTable table) {
        byte[] bytes = Base64.getDecoder().decode(plan.bootArea());
        long first =
                table.partitions().stream()
                        .map(partition -> partition.extent())
                        .mapToLong(Extent::offset)
                        .min()
                        .orElse(target.length());
        int sector = target.logicalSectorSize();
        int length = (int) Math.min((bytes.length + sector - 1L) / sector * sector, first);
        byte[] area = Arrays.copyOf(bytes, length);
        if (table instanceof Gpt gpt) { // reaches further where sectors are larger
            int end = (int) Math.min(area.length, gpt.ownExtents().getFirst().end());
            Arrays.fill(area, Math.min(end, BOOT_SECTOR), end, (byte) 0);
        }
        return area;
    }

    /// Every byte counts, but for the table's own, which are zeros there.
    private static byte[] bootMask(byte[] boot) {
        byte[] mask = boot.clone();
        Arrays.fill(mask, 0, Math.min(BOOT_CODE, mask.length), (byte) 1);
        return mask;
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
    }
}
