package sower.ezio;

import org.jspecify.annotations.Nullable;
import sower.swarm.SwarmSnapshot;

/// How much has gone and come, and when, over all the times a torrent joined its swarm. Guarded by
/// its torrent.
final class Traffic {
    private static final long NEVER = Long.MIN_VALUE;

    private long downBefore;
    private long upBefore;
    private long downSeen;
    private long upSeen;
    private long activeBefore; // nanoseconds
    private long started = NEVER;
    private long finished = NEVER;
    private long lastDown = NEVER;
    private long lastUp = NEVER;

    /// @param active seconds; so are the other times, −1 for never
    /// @param down bytes
    record Totals(
            long active, long sinceFinished, long down, long up, long lastDown, long lastUp) {}

    void starts() {
        started = System.nanoTime();
    }

    void finished() {
        finished = System.nanoTime();
    }

    void leaves(SwarmSnapshot swarm) {
        look(swarm);
        downBefore += swarm.downBytes();
        upBefore += swarm.upBytes();
        if (started != NEVER) {
            activeBefore += System.nanoTime() - started;
        }
        started = NEVER;
    }

    /// As often as somebody asks, so exact are the times.
    ///
    /// @param swarm null while it has left
    Totals look(@Nullable SwarmSnapshot swarm) {
        long now = System.nanoTime();
        long down = downBefore + (swarm == null ? 0 : swarm.downBytes());
        long up = upBefore + (swarm == null ? 0 : swarm.upBytes());
        if (down > downSeen) {
            lastDown = now;
        }
        if (up > upSeen) {
            lastUp = now;
        }
        downSeen = Math.max(down, downSeen);
        upSeen = Math.max(up, upSeen);
        long active = activeBefore + (started == NEVER ? 0 : now - started);
        return new Totals(
                seconds(active),
                finished == NEVER ? 0 : seconds(now - finished),
                down,
                up,
                lastDown == NEVER ? -1 : seconds(now - lastDown),
                lastUp == NEVER ? -1 : seconds(now - lastUp));
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000L;
    }
}
