package sower.tracker;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sower.metainfo.InfoHash;
import sower.metainfo.Trackers;

/// Announces one torrent to its trackers until it is closed: at each time to the first that answers
/// (BEP 12). Of a tier that is a different one for everybody at first, and the one that answered
/// from then on.
public final class Announcer implements Closeable {
    private static final Logger LOG = System.getLogger(Announcer.class.getName());
    private static final int TIMEOUT_MILLIS = 5000;
    private static final long RETRY_SECONDS = 5;
    private static final long SHORTEST_SECONDS = 2;
    private static final long LONGEST_SECONDS = 1800;

    private final List<List<String>> tiers = new ArrayList<>(); // the thread's
    private final Map<String, TrackerClient> clients = new HashMap<>(); // guarded by this
    private final List<String> told = new ArrayList<>(); // know that we are here; the thread's
    private final InfoHash infoHash;
    private final byte[] peerId;
    private final int port;
    private final LongSupplier left;
    private final Consumer<InetSocketAddress> found;
    private final Thread thread;
    private boolean closed; // guarded by this

    /// Starts announcing.
    ///
    /// @param peerId 20 bytes
    /// @param port where we listen
    /// @param left bytes that are missing
    /// @param found told every peer of every answer, known or not
    public Announcer(
            Trackers trackers,
            InfoHash infoHash,
            byte[] peerId,
            int port,
            LongSupplier left,
            Consumer<InetSocketAddress> found) {
        for (var tier : trackers.tiers()) {
            var shuffled = new ArrayList<>(tier);
            Collections.shuffle(shuffled);
            tiers.add(shuffled);
        }
        this.infoHash = infoHash;
        this.peerId = peerId.clone();
        this.port = port;
        this.left = left;
        this.found = found;
        this.thread = Thread.ofVirtual().name("announcer").start(this::run);
    }

    private void run() {
        while (!isClosed()) {
            long begun = System.nanoTime();
            long seconds = round();
            long taken = (System.nanoTime() - begun) / 1_000_000_000L; // waiting for an answer
            sleep(Math.max(seconds - taken, 0));
        }
        for (var url : told) {
            try {
                client(url).announce(announce(Announce.Event.STOPPED));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "tracker {0}: {1}", url, e.getMessage());
            }
        }
    }

    /// Asks one after the other until one has answered.
    ///
    /// @return seconds until the next round
    private long round() {
        for (var tier : tiers) {
            for (var url : tier) {
                var answer = ask(url);
                if (answer != null) {
                    tier.remove(url);
                    tier.addFirst(url);
                    answer.peers().forEach(found);
                    return Math.clamp(answer.intervalSeconds(), SHORTEST_SECONDS, LONGEST_SECONDS);
                }
                if (isClosed()) {
                    return 0;
                }
            }
        }
        return RETRY_SECONDS;
    }

    private TrackerClient.@Nullable Answer ask(String url) {
        boolean known = told.contains(url);
        try {
            var event = known ? Announce.Event.REGULAR : Announce.Event.STARTED;
            var answer = client(url).announce(announce(event));
            if (!known) {
                told.add(url);
            }
            return answer;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "tracker {0}: {1}", url, e.getMessage());
            return null;
        }
    }

    private Announce announce(Announce.Event event) {
        return new Announce(infoHash, peerId, port, left.getAsLong(), event);
    }

    private synchronized TrackerClient client(String url) throws IOException {
        var client = clients.get(url);
        if (client == null) {
            client = TrackerClient.of(url);
            clients.put(url, client);
        }
        return client;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void sleep(long seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            for (long now = System.nanoTime(); !closed && now < until; now = System.nanoTime()) {
                wait(Math.max(1, (until - now) / 1_000_000));
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /// Tells the trackers that we leave.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            clients.values().forEach(TrackerClient::close);
            notifyAll();
        }
        try {
            thread.join(TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
