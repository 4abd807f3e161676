package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sower.disk.ByteSource;
import sower.disk.Extent;

/// Reads a volume's used bytes once, in the order of its torrent, on the caller's thread; hashes
/// the pieces and hands them on, on as many threads as there are cores.
///
/// Memory is bounded by the number of buffers, one piece each: the reader waits for a free one.
final class PieceHasher implements Closeable {
    private static final int READ = 2 << 20;

    /// Both hashes of all pieces.
    ///
    /// @param sha1 20 bytes per piece
    /// @param sha256 hexadecimal
    record Hashes(List<byte[]> sha1, List<String> sha256) {
        Hashes {
            sha1 = List.copyOf(sha1);
            sha256 = List.copyOf(sha256);
        }
    }

    private final ExecutorService workers;
    private final int buffers;
    private final ProgressMeter meter;
    private final BooleanSupplier cancelled;

    PieceHasher(int cores, ProgressMeter meter, BooleanSupplier cancelled) {
        var threads = Thread.ofPlatform().name("hash-", 0).daemon().factory();
        this.workers = Executors.newFixedThreadPool(cores, threads);
        this.buffers = cores + 1;
        this.meter = meter;
        this.cancelled = cancelled;
    }

    /// Hashes a volume, and hands its pieces to `sink` if there is one.
    ///
    /// @param extents of `volume` in torrent order
    /// @throws CancelledException when asked to stop; all work has ended then
    Hashes hash(ByteSource volume, List<Extent> extents, int pieceLength, @Nullable PieceSink sink)
            throws IOException {
        long total = extents.stream().mapToLong(Extent::length).sum();
        int pieces = Math.toIntExact((total + pieceLength - 1) / pieceLength);
        int bufferLength = (int) Math.min(total, pieceLength);
        try (var arena = Arena.ofShared()) {
            var run = new HashingRun(arena, pieces, buffers, bufferLength, sink, meter);
            read(run, volume, new ExtentWalk(extents), total, pieceLength);
            return run.result();
        }
    }

    /// Returns when all has been read and hashed.
    private void read(
            HashingRun run, ByteSource volume, ExtentWalk walk, long total, int pieceLength)
            throws IOException {
        try {
            for (long at = 0; at < total; at += pieceLength) {
                int index = (int) (at / pieceLength);
                var parts = walk.next(Math.min(pieceLength, total - at));
                var buffer = run.takeBuffer();
                boolean handedOver = false;
                try {
                    read(volume, parts, buffer.first((int) Math.min(pieceLength, total - at)));
                    workers.execute(() -> run.finish(index, buffer, parts));
                    handedOver = true;
                } finally {
                    if (!handedOver) {
                        run.giveBack(buffer);
                    }
                }
            }
        } finally {
            run.awaitAll();
        }
    }

    private void read(ByteSource volume, List<Extent> parts, ByteBuffer buffer) throws IOException {
        int at = 0;
        for (var part : parts) {
            long done = 0;
            while (done < part.length()) {
                if (cancelled.getAsBoolean()) {
                    throw new CancelledException();
                }
                int count = (int) Math.min(READ, part.length() - done);
                volume.read(part.offset() + done, buffer.slice(at, count));
                done += count;
                at += count;
                meter.tick();
            }
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
