package sower.swarm;

/// Counts bytes and tells their rate. One thread adds, the clock ticks, anybody reads.
final class RateMeter {
    private static final double WEIGHT = 0.4; // of the newest second: follows within three

    private static final long LEAST = 100; // less is nothing

    private volatile long total;
    private volatile long rate;
    private long totalAtTick;
    private long tickNanos;

    RateMeter(long nowNanos) {
        this.tickNanos = nowNanos;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds
    void add(long bytes) {
        total += bytes;
    }

    /// Called by the clock, about once a second.
    void tick(long nowNanos) {
        double seconds = (nowNanos - tickNanos) / 1e9;
        if (seconds <= 0) {
            return;
        }
        long now = total;
        double newest = (now - totalAtTick) / seconds;
        double smooth = rate == 0 ? newest : rate + WEIGHT * (newest - rate);
        rate = smooth < LEAST ? 0 : Math.round(smooth);
        totalAtTick = now;
        tickNanos = nowNanos;
    }

    /// Bytes since the beginning.
    long total() {
        return total;
    }

    /// Bytes per second, smoothed.
    long rate() {
        return rate;
    }
}
