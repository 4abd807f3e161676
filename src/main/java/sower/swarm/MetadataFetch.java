package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sower.metainfo.InfoHash;

/// Fetches the info dictionary of a magnet link (BEP 9) from whoever has it.
///
/// Each peer gives all of it, so that one that lies is found, and never asked again; one that is
/// silent, refuses or cannot be reached is asked again after a while. Few send at the same time:
/// what is in memory is bounded, and one that is slow while others wait loses its turn.
///
/// A virtual thread per peer. Any thread may call.
public final class MetadataFetch implements Closeable {
    private static final Logger LOG = System.getLogger(MetadataFetch.class.getName());
    private static final int MOST_PEERS = 200;
    private static final int TURNS = 4;
    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final long POLL_MILLIS = 100;

    private final InfoHash infoHash;
    private final Engine engine;
    private final Semaphore turns = new Semaphore(TURNS);
    private final Map<InetSocketAddress, Long> due = new HashMap<>(); // idle; guarded by this
    private final Set<InetSocketAddress> liars = new HashSet<>(); // guarded by this
    private final Map<InetSocketAddress, MetadataPeer> asked = new HashMap<>(); // guarded by this
    private byte @Nullable [] found; // guarded by this
    private boolean closed; // guarded by this

    /// @param engine as whom we call
    public MetadataFetch(InfoHash infoHash, Engine engine) {
        this.infoHash = infoHash;
        this.engine = engine;
    }

    /// A peer that may have it; known ones are ignored.
    public synchronized void addPeer(InetSocketAddress address) {
        boolean known =
                due.containsKey(address) || asked.containsKey(address) || liars.contains(address);
        if (!known && due.size() + asked.size() < MOST_PEERS && !engine.isSelf(address)) {
            due.put(address, System.nanoTime());
            notifyAll();
        }
    }

    /// Waits for the info dictionary.
    ///
    /// @param patienceNanos how long
    /// @return its bytes, whose hash is right; empty when nobody gave it in time
    public synchronized Optional<byte[]> await(long patienceNanos, BooleanSupplier cancelled) {
        long begun = System.nanoTime();
        try {
            while (found == null && !closed && !cancelled.getAsBoolean()) {
                long now = System.nanoTime();
                if (now - begun > patienceNanos) {
                    break;
                }
                call(now);
                boolean contested = asked.values().stream().anyMatch(MetadataPeer::waits);
                asked.values().stream()
                        .filter(peer -> peer.hopeless(now, contested))
                        .forEach(MetadataPeer::close);
                wait(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(found);
    }

    private void call(long now) {
        var ready = due.entrySet().stream().filter(idle -> idle.getValue() - now <= 0);
        for (var address : ready.map(Map.Entry::getKey).toList()) {
            due.remove(address);
            try {
                var peer = new MetadataPeer(infoHash, engine.peerId(), engine.options().client());
                asked.put(address, peer);
                Thread.ofVirtual().name("metadata-" + address).start(() -> ask(address, peer));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "{0} is not asked: {1}", address, e.getMessage());
                due.put(address, now + AGAIN_NANOS);
            }
        }
    }

    private void ask(InetSocketAddress address, MetadataPeer peer) {
        try (peer) {
            byte[] info = peer.fetch(address, turns);
            synchronized (this) {
                found = info;
                notifyAll();
            }
        } catch (MetadataPeer.LiesException e) {
            LOG.log(Level.INFO, "{0} {1}", address, e.getMessage());
            synchronized (this) {
                liars.add(address);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no metadata from {0}: {1}", address, e.getMessage());
        } finally {
            ended(address);
        }
    }

    private synchronized void ended(InetSocketAddress address) {
        asked.remove(address);
        if (!liars.contains(address)) {
            due.put(address, System.nanoTime() + AGAIN_NANOS);
        }
    }

    /// Hangs up on everybody.
    @Override
    public synchronized void close() {
        closed = true;
        asked.values().forEach(MetadataPeer::close);
        notifyAll();
    }
}
