package sower.swarm;

/// Whether a torrent may send and receive, and how fast: its own limits, those of its engine, and
/// whether it is paused. Any thread.
final class Throttle {
    private final TorrentHost host;
    private final RateLimits own = new RateLimits();
    private volatile boolean paused;

    Throttle(TorrentHost host) {
        this.host = host;
    }

    /// @param upRate bytes per second sent, 0 for no limit
    /// @param downRate the same for what is received
    void limit(long upRate, long downRate) {
        own.set(upRate, downRate, host.nanos());
    }

    /// @return whether that is news
    boolean pause(boolean now) {
        boolean news = paused != now;
        paused = now;
        return news;
    }

    boolean paused() {
        return paused;
    }

    /// Whether blocks may be asked for.
    boolean mayReceive() {
        long now = host.nanos();
        return !paused && own.down.waitNanos(now) == 0 && host.limits().down.waitNanos(now) == 0;
    }

    /// So many bytes were asked for; negative ones will not come after all.
    void receives(long bytes) {
        own.down.spend(bytes);
        host.limits().down.spend(bytes);
    }

    /// How long no block may be sent.
    long sendingWaitNanos() {
        long now = host.nanos();
        return Math.max(own.up.waitNanos(now), host.limits().up.waitNanos(now));
    }

    /// So many bytes go out; negative ones do not after all.
    void sends(long bytes) {
        own.up.spend(bytes);
        host.limits().up.spend(bytes);
    }
}
