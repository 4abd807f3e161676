package sower.tracker;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import sower.metainfo.InfoHash;

/// Finds peers in the same network without a tracker, and is found by them (BEP 14): a datagram to
/// a group that all of them listen to, at once and every five minutes. Everybody in the network
/// learns which swarms we are in, so it is for whom the owner asks.
public final class LocalDiscovery implements Closeable {
    private static final Logger LOG = System.getLogger(LocalDiscovery.class.getName());
    private static final String GROUP = "239.192.152.143";
    private static final int PORT = 6771;
    private static final long ROUND_MILLIS = 300_000;
    private static final int MOST_BYTES = 1400;
    private static final int NEAR = 1; // hops

    private final DatagramChannel channel;
    private final Selector selector;
    private final List<NetworkInterface> networks;
    private final int port;
    private final Map<InfoHash, Consumer<InetSocketAddress>> swarms;
    private final String cookie; // by which we know our own
    private final Thread thread;
    private volatile boolean closed;

    private LocalDiscovery(
            DatagramChannel channel,
            Selector selector,
            List<NetworkInterface> networks,
            int port,
            Map<InfoHash, Consumer<InetSocketAddress>> swarms) {
        this.channel = channel;
        this.selector = selector;
        this.networks = networks;
        this.port = port;
        this.swarms = Map.copyOf(swarms);
        this.cookie = HexFormat.of().toHexDigits(new Random().nextLong());
        this.thread = Thread.ofPlatform().name("local-discovery").daemon().unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param at our address in the network; the wildcard for all networks
    /// @param port where peers are to call us
    /// @param swarms told of every peer, known or not, by a thread of ours
    /// @throws IOException in one sentence
    public static LocalDiscovery open(
            InetAddress at, int port, Map<InfoHash, Consumer<InetSocketAddress>> swarms)
            throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            var networks = networks(at);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, NEAR);
            channel.bind(new InetSocketAddress(PORT));
            for (var network : networks) {
                channel.join(InetAddress.getByName(GROUP), network);
            }
            channel.configureBlocking(false);
            var selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            var discovery = new LocalDiscovery(channel, selector, networks, port, swarms);
            discovery.thread.start();
            return discovery;
        } catch (IOException e) {
            channel.close();
            throw new IOException("Peers nearby cannot be looked for: " + e.getMessage() + ".", e);
        }
    }

    private static List<NetworkInterface> networks(InetAddress at) throws IOException {
        if (!at.isAnyLocalAddress()) {
            var one = NetworkInterface.getByInetAddress(at);
            if (one == null) {
                throw new IOException(at.getHostAddress() + " is no address of this computer");
            }
            return List.of(one);
        }
        var all = new ArrayList<NetworkInterface>();
        for (var each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean ipv4 = each.inetAddresses().anyMatch(Inet4Address.class::isInstance);
            if (ipv4 && each.isUp() && each.supportsMulticast() && !each.isLoopback()) {
                all.add(each);
            }
        }
        return all;
    }

    private void run() {
        var bytes = ByteBuffer.allocate(MOST_BYTES);
        long due = System.nanoTime();
        while (!closed) {
            try {
                long millis = (due - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    announce();
                    due += ROUND_MILLIS * 1_000_000;
                    continue;
                }
                selector.select(millis);
                selector.selectedKeys().clear();
                var from = channel.receive(bytes.clear());
                if (from instanceof InetSocketAddress peer) {
                    hear(peer.getAddress(), StandardCharsets.US_ASCII.decode(bytes.flip()));
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "peers nearby are not looked for: {0}", e.getMessage());
                    return;
                }
            }
        }
    }

    private void announce() throws IOException {
        for (var swarm : swarms.keySet()) {
            var text =
                    "BT-SEARCH * HTTP/1.1\r\nHost: %s:%d\r\nPort: %d\r\nInfohash: %s\r\ncookie: %s\r\n\r\n\r\n"
                            .formatted(GROUP, PORT, port, swarm, cookie);
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            for (var network : networks) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
                channel.send(bytes.rewind(), new InetSocketAddress(GROUP, PORT));
            }
        }
    }

    private void hear(InetAddress from, CharSequence text) {
        var lines = text.toString().lines().map(String::strip).toList();
        boolean search = !lines.isEmpty() && lines.getFirst().startsWith("BT-SEARCH ");
        if (!search || values(lines, "cookie").contains(cookie)) {
            return;
        }
        var peer =
                values(lines, "port").stream()
                        .filter(value -> value.matches("[0-9]{1,5}"))
                        .map(Integer::parseInt)
                        .filter(number -> number > 0 && number < 1 << 16)
                        .map(number -> new InetSocketAddress(from, number))
                        .findFirst();
        for (var value : values(lines, "infohash")) {
            var swarm = swarm(value);
            peer.ifPresent(found -> swarm.ifPresent(it -> it.accept(found)));
        }
    }

    private Optional<Consumer<InetSocketAddress>> swarm(String hex) {
        return swarms.entrySet().stream()
                .filter(swarm -> swarm.getKey().toString().equalsIgnoreCase(hex))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<String> values(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /// Listens no more.
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        channel.close();
    }
}
