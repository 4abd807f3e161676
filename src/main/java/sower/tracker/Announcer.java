package sower.tracker;

import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEString;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Bencoding;
import sower.metainfo.InfoHash;

/// Announces one torrent to its HTTP tracker until it is closed.
public final class Announcer implements Closeable {
    private static final Logger LOG = System.getLogger(Announcer.class.getName());
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final long RETRY_SECONDS = 5;

    private final String tracker;
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
            String tracker,
            InfoHash infoHash,
            byte[] peerId,
            int port,
            LongSupplier left,
            Consumer<InetSocketAddress> found) {
        this.tracker = tracker;
        this.infoHash = infoHash;
        this.peerId = peerId.clone();
        this.port = port;
        this.left = left;
        this.found = found;
        this.thread = Thread.ofVirtual().name("announcer").start(this::run);
    }

    private void run() {
        var event = "started";
        while (!isClosed()) {
            long seconds = RETRY_SECONDS;
            try {
                seconds = announce(event);
                event = "";
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "tracker {0}: {1}", tracker, e.getMessage());
            }
            sleep(seconds);
        }
        try {
            announce("stopped");
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "tracker {0}: {1}", tracker, e.getMessage());
        }
    }

    private long announce(String event) throws IOException {
        var uri =
                tracker
                        + (tracker.contains("?") ? "&" : "?")
                        + "info_hash="
                        + encode(infoHash.bytes())
                        + "&peer_id="
                        + encode(peerId)
                        + "&port="
                        + port
                        + "&uploaded=0&downloaded=0&compact=1&left="
                        + left.getAsLong()
                        + (event.isEmpty() ? "" : "&event=" + event);
        var connection = open(uri);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        byte[] answer;
        try (var in = connection.getInputStream()) {
            answer = in.readNBytes(LONGEST_ANSWER);
        }
        var root = Bencoding.parse(answer).getValue();
        if (root.get("failure reason") instanceof BEString reason) {
            throw new IOException(reason.getValueAsString());
        }
        for (var peer : peers(root.get("peers"), root.get("peers6"))) {
            found.accept(peer);
        }
        return root.get("interval") instanceof BEInteger interval
                ? Math.clamp(interval.getValue().longValue(), 2, 1800)
                : 60;
    }

    /// A torrent may name anything as its tracker.
    private static HttpURLConnection open(String uri) throws IOException {
        try {
            if (URI.create(uri).toURL().openConnection() instanceof HttpURLConnection connection) {
                return connection;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("not a URL", e);
        }
        throw new IOException("not an HTTP tracker");
    }

    private static List<InetSocketAddress> peers(
            @Nullable Object compact4, @Nullable Object compact6) throws IOException {
        var peers = new ArrayList<InetSocketAddress>();
        if (compact4 instanceof BEString bytes) {
            peers.addAll(TrackerServer.decode(bytes.getValue(), 4));
        }
        if (compact6 instanceof BEString bytes) {
            peers.addAll(TrackerServer.decode(bytes.getValue(), 16));
        }
        return peers;
    }

    private static String encode(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1).replace("+", "%20");
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

    /// Tells the tracker that we leave.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
