package sower.swarm;

import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one thread that reads from and writes to an engine's storages.
///
/// Writes wait in the order of their place on the disk and are taken like an elevator takes floors:
/// upwards from the last one, then from the lowest again. Reads (somebody waits for them) go first,
/// but not more than a few before a write. What is queued is bounded by the chunk pool.
final class DiskThread {
    private static final int MOST_READS_BEFORE_A_WRITE = 4;

    private final ArrayDeque<Runnable> reads = new ArrayDeque<>();
    private final TreeMap<Long, ArrayDeque<Runnable>> writes = new TreeMap<>();
    private final Thread thread;
    private long position;
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
        writes.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(work);
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
        var upwards = writes.ceilingEntry(position);
        var entry = upwards != null ? upwards : writes.firstEntry();
        position = entry.getKey();
        var work = entry.getValue().remove();
        if (entry.getValue().isEmpty()) {
            writes.remove(position);
        }
        position++;
        return work;
    }
}
