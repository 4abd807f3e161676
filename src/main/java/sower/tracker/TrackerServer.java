package sower.tracker;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Bencoding;
import sower.metainfo.InfoHash;

/// Answers announces for the torrents of one run, and tells their owner about every newcomer.
public final class TrackerServer implements HttpHandler {
    private static final int INTERVAL_SECONDS = 15; // a room forms quickly, or not at all
    private static final long FORGET_MILLIS = 4L * INTERVAL_SECONDS * 1000;
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final int MOST_PEERS = 200;

    private static final String TOO_LITTLE = "an announce needs info_hash and port";

    private record Swarm(
            Map<InetSocketAddress, Long> peers, Consumer<InetSocketAddress> newcomer) {}

    private final InstantSource clock;
    private final Map<InfoHash, Swarm> swarms = new HashMap<>(); // guarded by this

    public TrackerServer(InstantSource clock) {
        this.clock = clock;
    }

    /// Lets peers announce this torrent.
    ///
    /// @param newcomer told every address that was not known, on the HTTP server's threads
    public synchronized void allow(InfoHash infoHash, Consumer<InetSocketAddress> newcomer) {
        swarms.put(infoHash, new Swarm(new HashMap<>(), newcomer));
    }

    /// Counts a peer in as if it had announced itself.
    public void add(InfoHash infoHash, InetSocketAddress peer) {
        add(infoHash, peer, clock.millis());
    }

    /// Counts the peer in that stays as long as this tracker: it need not announce itself.
    public void addSeed(InfoHash infoHash, InetSocketAddress peer) {
        add(infoHash, peer, FOR_EVER);
    }

    private void add(InfoHash infoHash, InetSocketAddress peer, long heard) {
        Swarm swarm;
        synchronized (this) {
            swarm = swarms.get(infoHash);
            if (swarm == null || swarm.peers.put(peer, heard) != null) {
                return;
            }
        }
        swarm.newcomer.accept(peer);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private byte[] answer(HttpExchange exchange) {
        try {
            var query = query(exchange.getRequestURI().getRawQuery());
            var infoHash =
                    InfoHash.of(
                            query.getOrDefault("info_hash", "")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            int port = Integer.parseInt(query.getOrDefault("port", ""));
            if (port == 0) {
                return failure(TOO_LITTLE);
            }
            var peer = new InetSocketAddress(exchange.getRemoteAddress().getAddress(), port);
            return announce(infoHash, peer, "stopped".equals(query.get("event")));
        } catch (IllegalArgumentException e) {
            return failure(TOO_LITTLE);
        }
    }

    private byte[] announce(InfoHash infoHash, InetSocketAddress peer, boolean stopped) {
        List<InetSocketAddress> others;
        synchronized (this) {
            var swarm = swarms.get(infoHash);
            if (swarm == null) {
                return failure("this torrent is not seeded here");
            }
            long now = clock.millis();
            swarm.peers.values().removeIf(heard -> now - heard > FORGET_MILLIS);
            if (stopped) {
                swarm.peers.remove(peer);
            }
            others = new ArrayList<>(swarm.peers.keySet());
        }
        if (!stopped) {
            add(infoHash, peer);
        }
        others.remove(peer);
        return peers(others.subList(0, Math.min(others.size(), MOST_PEERS)));
    }

    private static byte[] peers(List<InetSocketAddress> others) {
        var compact4 = ByteBuffer.allocate(6 * others.size());
        var compact6 = ByteBuffer.allocate(18 * others.size());
        for (var other : others) {
            var compact = other.getAddress() instanceof Inet4Address ? compact4 : compact6;
            compact.put(other.getAddress().getAddress()).putShort((short) other.getPort());
        }
        var root = new TreeMap<String, BEObject<?>>();
        root.put("interval", new BEInteger(INTERVAL_SECONDS));
        root.put("min interval", new BEInteger(INTERVAL_SECONDS / 3));
        root.put("peers", new BEString(taken(compact4)));
        root.put("peers6", new BEString(taken(compact6))); // BEP 7
        return Bencoding.encode(new BEMap(root));
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] failure(String reason) {
        return Bencoding.encode(new BEMap(Map.of("failure reason", new BEString(reason))));
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        for (var part : raw == null ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                // info_hash is 20 raw bytes: every byte is one character of Latin 1
                var value =
                        URLDecoder.decode(
                                part.substring(equals + 1).replace("+", "%2B"),
                                StandardCharsets.ISO_8859_1);
                query.put(part.substring(0, equals), value);
            }
        }
        return query;
    }

    /// The address of a compact peer list (BEP 23, BEP 7).
    static List<InetSocketAddress> decode(byte[] compact, int addressLength) throws IOException {
        var peers = new ArrayList<InetSocketAddress>();
        var buffer = ByteBuffer.wrap(compact);
        while (buffer.remaining() >= addressLength + 2) {
            byte[] address = new byte[addressLength];
            buffer.get(address);
            peers.add(
                    new InetSocketAddress(
                            InetAddress.getByAddress(address), buffer.getShort() & 0xFFFF));
        }
        return peers;
    }
}
