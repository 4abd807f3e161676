package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Metainfo;
import sower.metainfo.PieceLayout;
import sower.metainfo.Sha1;
import sower.metainfo.Sha256;

/// Re-hashes what is on a storage: which pieces are there already, or there still.
///
/// Every core reads and hashes pieces of its own, in ascending order; of a storage that seeks, one
/// thread reads piece after piece and another one hashes, which is faster than any such disk. A
/// piece that cannot be read is not right; when many cannot, the storage itself has failed.
public final class PieceCheck {
    /// With none of so many pieces right, fewer than one in ten is there, as good as certainly.
    private static final int SAMPLE = 64;

    private static final int MOST_UNREADABLE = 100; // a dying disk takes half a minute for each
    private static final int READ_AHEAD = 4; // chunks

    /// What a piece's digest must be.
    private interface Expected {
        boolean matches(int piece, byte[] digest);
    }

    private final PieceLayout layout;
    private final Supplier<MessageDigest> digests;
    private final Expected expected;
    private final Storage storage;
    private final BooleanSupplier cancelled;
    private final List<IOException> unreadable = new ArrayList<>(); // guarded by itself

    private PieceCheck(
            PieceLayout layout,
            Supplier<MessageDigest> digests,
            Expected expected,
            Storage storage,
            BooleanSupplier cancelled) {
        this.layout = layout;
        this.digests = digests;
        this.expected = expected;
        this.storage = storage;
        this.cancelled = cancelled;
    }

    /// A check by the torrent's own hashes.
    ///
    /// @param cancelled asked before every piece
    public static PieceCheck sha1(Metainfo metainfo, Storage storage, BooleanSupplier cancelled) {
        return new PieceCheck(
                metainfo.layout(), Sha1::digest, metainfo::matches, storage, cancelled);
    }

    /// A check by the manifest's hashes.
    ///
    /// @param sha256 hex, one per piece
    /// @param cancelled asked before every piece
    public static PieceCheck sha256(
            PieceLayout layout, List<String> sha256, Storage storage, BooleanSupplier cancelled) {
        return new PieceCheck(
                layout,
                Sha256::digest,
                (piece, digest) -> HexFormat.of().formatHex(digest).equals(sha256.get(piece)),
                storage,
                cancelled);
    }

    /// Whether it pays to check everything: some pieces, taken at random, are looked at first. A
    /// disk that was never written is not read from end to end.
    public boolean worthwhile() throws IOException {
        int count = layout.pieceCount();
        var buffer = Chunk.allocate().bytes;
        var some =
                count <= SAMPLE
                        ? IntStream.range(0, count)
                        : ThreadLocalRandom.current().ints(SAMPLE, 0, count);
        for (int piece : some.toArray()) {
            if (right(piece, buffer)) {
                return true;
            }
        }
        return false;
    }

    /// The pieces whose bytes have the torrent's hash.
    ///
    /// @param progress told the bytes looked at so far, by any of the threads
    public BitSet run(LongConsumer progress) throws IOException {
        return run(progress, _ -> {});
    }

    /// The same.
    ///
    /// @param found told each of them at once, by any of the threads
    public BitSet run(LongConsumer progress, IntConsumer found) throws IOException {
        var all = new BitSet();
        all.set(0, layout.pieceCount());
        return run(all, progress, found);
    }

    /// The same for some of the pieces.
    public BitSet run(BitSet pieces, LongConsumer progress) throws IOException {
        return run(pieces, progress, _ -> {});
    }

    private BitSet run(BitSet pieces, LongConsumer progress, IntConsumer found) throws IOException {
        var run = new Run(pieces, progress, found);
        if (storage.seeks()) {
            run.inOrder();
        } else {
            run.byTurns();
        }
        return run.right;
    }

    /// Why the first of the pieces that could not be read could not be; empty where all could.
    public Optional<IOException> unreadable() {
        synchronized (unreadable) {
            return unreadable.stream().findFirst();
        }
    }

    private boolean right(int piece, ByteBuffer buffer) throws IOException {
        var digest = digests.get();
        return read(piece, () -> buffer, digest::update) && matches(piece, digest);
    }

    private boolean matches(int piece, MessageDigest digest) {
        return expected.matches(piece, digest.digest());
    }

    /// Reads a piece, chunk by chunk.
    ///
    /// @param into asked for a buffer for each
    /// @param read told each; nothing is in the last one where it could not be read
    /// @return whether all of it could be read
    private boolean read(int piece, Supplier<ByteBuffer> into, Consumer<ByteBuffer> read)
            throws IOException {
        long offset = layout.offset(piece);
        int left = layout.length(piece);
        while (left > 0) {
            var buffer = into.get();
            buffer.clear().limit(Math.min(left, buffer.capacity()));
            try {
                storage.read(offset, buffer);
            } catch (IOException failure) {
                read.accept(buffer.clear().limit(0));
                remember(failure);
                return false;
            }
            offset += buffer.position();
            left -= buffer.position();
            read.accept(buffer.flip());
        }
        return true;
    }

    private void remember(IOException failure) throws IOException {
        synchronized (unreadable) {
            unreadable.add(failure);
            if (unreadable.size() > MOST_UNREADABLE) {
                throw failure;
            }
        }
    }

    /// One look at some of the pieces.
    private final class Run {
        private final int[] order;
        private final LongConsumer progress;
        private final IntConsumer found;
        private final AtomicLong done = new AtomicLong();
        final BitSet right = new BitSet(); // guarded by itself while threads are at work

        Run(BitSet pieces, LongConsumer progress, IntConsumer found) {
            this.order = pieces.stream().toArray();
            this.progress = progress;
            this.found = found;
        }

        /// Each thread takes the next piece when it is through with its last one.
        void byTurns() throws IOException {
            var next = new AtomicInteger();
            int threads = Math.min(Runtime.getRuntime().availableProcessors(), order.length);
            var futures = new ArrayList<Future<?>>();
            try (var pool = Executors.newCachedThreadPool()) {
                for (int i = 0; i < threads; i++) {
                    futures.add(pool.submit(() -> check(next)));
                }
                await(futures);
            }
        }

        private @Nullable Void check(AtomicInteger next) throws IOException {
            var buffer = Chunk.allocate().bytes;
            for (int i = next.getAndIncrement();
                    i < order.length && !cancelled.getAsBoolean();
                    i = next.getAndIncrement()) {
                settle(order[i], right(order[i], buffer));
            }
            return null;
        }

        /// This thread reads, some chunks ahead of the one that hashes.
        void inOrder() throws IOException {
            var free = new LinkedBlockingQueue<ByteBuffer>();
            for (int i = 0; i < READ_AHEAD; i++) {
                free.add(Chunk.allocate().bytes);
            }
            var futures = new ArrayList<Future<?>>();
            try (var hasher = Executors.newSingleThreadExecutor()) {
                for (int i = 0; i < order.length && !cancelled.getAsBoolean(); i++) {
                    int piece = order[i];
                    var digest = digests.get();
                    boolean read =
                            read(
                                    piece,
                                    () -> take(free),
                                    bytes ->
                                            hasher.execute(() -> {
                                                digest.update(bytes);
                                                free.add(bytes);
                                            }));
                    futures.add(hasher.submit(() -> settle(piece, read && matches(piece, digest))));
                }
                await(futures);
            }
        }

        private void settle(int piece, boolean isRight) {
            if (isRight) {
                synchronized (right) {
                    right.set(piece);
                }
                found.accept(piece);
            }
            progress.accept(done.addAndGet(layout.length(piece)));
        }
    }

    private static ByteBuffer take(BlockingQueue<ByteBuffer> free) {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while checking");
        }
    }

    private static void await(List<Future<?>> futures) throws IOException {
        try {
            for (var future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while checking", e);
        }
    }
}
