package sower.swarm;

/// How fast an engine, or one of its torrents, may send and receive. Changed at any time, by any
/// thread.
final class RateLimits {
    /// Nothing is sent in bursts that a neighbour would notice.
    final RateLimit up = new RateLimit(0.1);

    /// What is asked for in a second; the clock that asks again ticks so often.
    final RateLimit down = new RateLimit(1);

    /// @param upRate bytes per second sent, 0 for no limit
    /// @param downRate bytes per second received, 0 for no limit
    void set(long upRate, long downRate, long now) {
        up.set(upRate, now);
        down.set(downRate, now);
    }
}
