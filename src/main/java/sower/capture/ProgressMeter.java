package sower.capture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Turns counted bytes into [CaptureProgress] a few times a second. Counting may come from any
/// thread; everything else belongs to the capture's own.
final class ProgressMeter {
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final long WINDOW_NANOS = 1_000_000_000;

    private record Sample(long nanos, long bytes) {}

    private final Consumer<CaptureProgress> listener;
    private final LongSupplier nanoTime;
    private final AtomicLong done = new AtomicLong();
    private final Deque<Sample> recent = new ArrayDeque<>();
    private CaptureProgress.Stage stage = CaptureProgress.Stage.TABLE;
    private String volume = "";
    private long total;
    private long kept;
    private long began;
    private long told;

    ProgressMeter(Consumer<CaptureProgress> listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    void stage(CaptureProgress.Stage next) {
        stage = next;
        tell(nanoTime.getAsLong());
    }

    /// Reading begins now.
    void begin(long bytesTotal) {
        total = bytesTotal;
        began = nanoTime.getAsLong();
        recent.add(new Sample(began, 0));
    }

    void volume(String name) {
        volume = name;
    }

    /// So many bytes need not be written.
    void kept(long bytes) {
        kept += bytes;
    }

    /// From any thread.
    void count(long bytes) {
        done.addAndGet(bytes);
    }

    /// Tells the listener if it is time.
    void tick() {
        long now = nanoTime.getAsLong();
        if (now - told >= INTERVAL_NANOS) {
            tell(now);
        }
    }

    private void tell(long now) {
        told = now;
        long bytes = done.get();
        if (recent.isEmpty()) {
            listener.accept(new CaptureProgress(stage, volume, 0, 0, total, 0, 0, -1));
            return;
        }
        recent.add(new Sample(now, bytes));
        while (recent.size() > 2 && now - recent.getFirst().nanos() > WINDOW_NANOS) {
            recent.removeFirst();
        }
        var oldest = recent.getFirst();
        long mean = rate(bytes, now - began);
        listener.accept(
                new CaptureProgress(
                        stage,
                        volume,
                        bytes,
                        kept,
                        total,
                        rate(bytes - oldest.bytes(), now - oldest.nanos()),
                        mean,
                        mean == 0 ? -1 : (total - bytes + mean - 1) / mean));
    }

    private static long rate(long bytes, long nanos) {
        return nanos <= 0 ? 0 : (long) (bytes * 1e9 / nanos);
    }
}
