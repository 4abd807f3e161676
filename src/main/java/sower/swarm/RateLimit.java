package sower.swarm;

/// How many bytes a second may pass: a token bucket whose rate can be changed at any time.
///
/// Something may pass while the bucket is not empty, however long it is; what is too much is paid
/// for by a longer wait afterwards. So the longest block passes at the lowest rate, and the average
/// is kept. Pure but for its monitor, which is the last to be taken: time is given.
final class RateLimit {
    private final double burstSeconds;
    private volatile long rate; // bytes per second; 0 for no limit
    private double tokens; // bytes that may pass now; guarded by this
    private long filledNanos; // guarded by this

    /// @param burstSeconds of the rate that may pass at once after a silence
    RateLimit(double burstSeconds) {
        this.burstSeconds = burstSeconds;
    }

    /// @param bytesPerSecond 0 for no limit
    synchronized void set(long bytesPerSecond, long now) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate of " + bytesPerSecond);
        }
        fill(now);
        boolean anew = rate == 0 || bytesPerSecond == 0;
        rate = bytesPerSecond;
        tokens = anew ? rate * burstSeconds : Math.min(tokens, rate * burstSeconds);
    }

    /// Bytes per second, 0 for no limit.
    long rate() {
        return rate;
    }

    /// How long nothing may pass, in nanoseconds; 0 when something may.
    long waitNanos(long now) {
        if (rate == 0) {
            return 0;
        }
        synchronized (this) {
            fill(now);
            return rate == 0 || tokens > 0 ? 0 : (long) Math.ceil((1 - tokens) * 1e9 / rate);
        }
    }

    /// So many bytes pass; negative ones did not pass after all.
    void spend(long bytes) {
        if (rate == 0) {
            return;
        }
        synchronized (this) {
            tokens = Math.min(tokens - bytes, rate * burstSeconds);
        }
    }

    private void fill(long now) {
        tokens = Math.min(rate * burstSeconds, tokens + (now - filledNanos) / 1e9 * rate);
        filledNanos = now;
    }
}
