package sower.swarm;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The one thread that reads from and writes to an engine's storages.
///
/// Writes are taken as an [Elevator] takes floors. Reads (somebody waits for them) go first, but
/// not more than a few before a write. What is queued is bounded by the chunk pool.
final class DiskThread {
    private static final int MOST_READS_BEFORE_A_WRITE = 4;

    private final ArrayDeque<Runnable> reads = new ArrayDeque<>();
    private final Elevator<Runnable> writes = new Elevator<>();
    private final Thread thread;
    private int readsInARow;
    private boolean closed;

    DiskThread(String name) {
        this.thread = Thread.ofPlatform().name(name + "-disk").daemon().start(this::run);
    }

    /// Queues work that reads.
    synchronized void read(Runnable work) {
        reads.add(work);
        notifyAll();
    }

    /// Queues work that writes at `place`.
    synchronized void write(long place, Runnable work) {
        writes.add(place, work);
        notifyAll();
    }

    /// Ends the thread after the work it is doing; the rest is dropped.
    void close() {
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

    private void run() {
        for (var work = next(); work != null; work = next()) {
            work.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        while (!closed && reads.isEmpty() && writes.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        if (closed) {
            return null;
        }
        boolean readNow =
                !reads.isEmpty() && (writes.isEmpty() || readsInARow < MOST_READS_BEFORE_A_WRITE);
        if (readNow) {
            readsInARow++;
            return reads.remove();
        }
        readsInARow = 0;
        return writes.next();
    }
}
