package sower.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;
import sower.metainfo.Sha1;
import sower.metainfo.Sha256;

/// The pieces of one volume on their way from the reader through the hashing threads.
///
/// A permit of `free` stands for a buffer in `idle`. Results have one slot per piece, so their
/// order does not depend on who is faster.
final class HashingRun {
    private final int buffers;
    private final Semaphore free;
    private final Queue<PieceBuffer> idle = new ConcurrentLinkedQueue<>();
    private final AtomicReferenceArray<byte[]> sha1;
    private final AtomicReferenceArray<String> sha256;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final @Nullable PieceSink sink;
    private final ProgressMeter meter;

    /// @param arena gives its buffers back
    HashingRun(
            Arena arena,
            int pieces,
            int buffers,
            int bufferLength,
            @Nullable PieceSink sink,
            ProgressMeter meter) {
        this.buffers = buffers;
        this.free = new Semaphore(buffers);
        this.sha1 = new AtomicReferenceArray<>(pieces);
        this.sha256 = new AtomicReferenceArray<>(pieces);
        this.sink = sink;
        this.meter = meter;
        for (int i = 0; i < Math.min(buffers, pieces); i++) {
            idle.add(new PieceBuffer(arena, bufferLength));
        }
    }

    /// Waits for a buffer; the reader only.
    ///
    /// @throws IOException what went wrong with an earlier piece
    PieceBuffer takeBuffer() throws IOException {
        free.acquireUninterruptibly();
        var buffer = idle.poll();
        if (buffer == null) {
            free.release();
            throw new IllegalStateException("more permits than buffers");
        }
        try {
            checkFailure();
        } catch (IOException earlier) {
            giveBack(buffer);
            throw earlier;
        }
        return buffer;
    }

    void giveBack(PieceBuffer buffer) {
        idle.add(buffer);
        free.release();
    }

    /// Hashes and writes a piece that has been read; a hashing thread.
    ///
    /// @param parts where its bytes stand in the volume
    void finish(int index, PieceBuffer buffer, List<Extent> parts) {
        try {
            int length = (int) parts.stream().mapToLong(Extent::length).sum();
            var digest1 = Sha1.digest();
            var digest256 = Sha256.digest();
            buffer.hash(length, digest1, digest256);
            sha1.set(index, digest1.digest());
            var long256 = HexFormat.of().formatHex(digest256.digest());
            sha256.set(index, long256);
            if (sink != null) {
                sink.take(index, long256, buffer.first(length), parts);
            }
            meter.count(length);
        } catch (IOException | RuntimeException | Error problem) {
            failure.compareAndSet(null, problem);
            if (sink != null) {
                sink.abandon();
            }
        } finally {
            giveBack(buffer);
        }
    }

    /// Returns when no hashing thread has a piece of this run any more.
    void awaitAll() {
        free.acquireUninterruptibly(buffers);
        free.release(buffers);
    }

    PieceHasher.Hashes result() throws IOException {
        checkFailure();
        var short1 = new ArrayList<byte[]>();
        var long256 = new ArrayList<String>();
        for (int i = 0; i < sha1.length(); i++) {
            short1.add(sha1.get(i));
            long256.add(sha256.get(i));
        }
        return new PieceHasher.Hashes(short1, long256);
    }

    private void checkFailure() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException disk -> throw new IOException(disk.getMessage(), disk);
            case Throwable bug -> throw new IllegalStateException("hashing failed", bug);
        }
    }
}
