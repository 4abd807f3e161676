package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Connections before their handshake, ours and others'. There is room for so many only; when it is
/// full the one that has said nothing for longest goes, for an honest handshake takes a moment, and
/// who stands in the door and is silent must not keep it out. Any thread may call.
final class Newcomers {
    private static final Logger LOG = System.getLogger(Newcomers.class.getName());
    private static final int MOST = 256;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Map<SocketChannel, Long> since = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// One has come.
    void add(SocketChannel channel, long now) {
        since.put(channel, now);
        if (closed) {
            hangUp(channel);
        } else if (since.size() > MOST) {
            since.entrySet().stream()
                    .min((one, other) -> Long.signum(one.getValue() - other.getValue()))
                    .ifPresent(oldest -> hangUp(oldest.getKey()));
        }
    }

    /// It has said who it is, or gone.
    ///
    /// @return false when it was hung up on before
    boolean remove(SocketChannel channel) {
        return since.remove(channel) != null;
    }

    /// Some may have gone before they said anything.
    void forgetClosed() {
        since.keySet().removeIf(channel -> !channel.isOpen());
    }

    /// Once a second.
    void tick(long now) {
        since.forEach((channel, came) -> {
            if (now - came > PATIENCE_NANOS) {
                hangUp(channel);
            }
        });
    }

    /// Hangs up on all, those that come later too.
    void close() {
        closed = true;
        since.keySet().forEach(this::hangUp);
    }

    private void hangUp(SocketChannel channel) {
        if (remove(channel)) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing a connection", e);
            }
        }
    }
}
