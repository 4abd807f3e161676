package sower.capture;

import java.io.Closeable;
import java.io.IOException;
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
        var run = new HashingRun(pieces, buffers, bufferLength, sink, meter);
        var walk = new ExtentWalk(extents);
        try {
            for (int i = 0; i < pieces; i++) {
                int index = i;
                var parts = walk.next(Math.min(pieceLength, total - (long) i * pieceLength));
                var buffer = run.takeBuffer();
                boolean handedOver = false;
                try {
                    read(volume, parts, buffer);
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
        return run.result();
    }

    private void read(ByteSource volume, List<Extent> parts, byte[] buffer) throws IOException {
        int at = 0;
        for (var part : parts) {
            long done = 0;
            while (done < part.length()) {
                if (cancelled.getAsBoolean()) {
                    throw new CancelledException();
                }
                int count = (int) Math.min(READ, part.length() - done);
                volume.read(part.offset() + done, ByteBuffer.wrap(buffer, at, count));
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
