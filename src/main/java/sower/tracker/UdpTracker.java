package sower.tracker;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// A tracker that is asked over UDP (BEP 15).
///
/// First we ask for a connection id, which shows that we are where we say to be and is good for a
/// minute; with it we announce. What is lost is sent again: after 15 seconds, and then after twice
/// as long each time, as long as nothing comes back. An [#announce] waits once, so that another
/// tracker can be asked meanwhile; the next one goes on where it ended.
final class UdpTracker implements TrackerClient {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int ERROR = 3;
    private static final int FIRST_WAIT_MILLIS = 15_000;
    private static final int MOST_DOUBLINGS = 8;
    private static final int STOP_MILLIS = 1000; // whoever leaves does not wait for long
    private static final long CONNECTION_NANOS = 60_000_000_000L;
    private static final int ANNOUNCE_LENGTH = 98;
    private static final int ANSWER_HEAD = 20;
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int DEFAULT_PORT = 80;

    private final SecureRandom random = new SecureRandom();
    private final int key = random.nextInt(); // by which it knows us when our address changes
    private final String host;
    private final int port;
    private final int firstWaitMillis;
    private int doublings;
    private long connectionId;
    private long connectedNanos;
    private boolean connected;
    private volatile @Nullable DatagramSocket socket;
    private volatile boolean closed;

    /// @throws IOException when it is no URL
    UdpTracker(String url) throws IOException {
        this(url, FIRST_WAIT_MILLIS);
    }

    /// @param firstWaitMillis before a lost packet is sent again for the first time
    UdpTracker(String url, int firstWaitMillis) throws IOException {
        this.firstWaitMillis = firstWaitMillis;
        try {
            var uri = URI.create(url);
            if (uri.getHost() == null || uri.getPort() > 0xFFFF) {
                throw new IOException("not a URL");
            }
            this.host = uri.getHost();
            this.port = uri.getPort() <= 0 ? DEFAULT_PORT : uri.getPort();
        } catch (IllegalArgumentException e) {
            throw new IOException("not a URL", e);
        }
    }

    @Override
    public Answer announce(Announce announce) throws IOException {
        boolean stops = announce.event() == Announce.Event.STOPPED;
        var address = InetAddress.getByName(host);
        try (var mine = new DatagramSocket()) {
            mine.connect(new InetSocketAddress(address, port)); // nobody else is listened to
            socket = mine;
            if (closed && !stops) {
                throw new IOException("closed");
            }
            long wait = stops ? STOP_MILLIS : (long) firstWaitMillis << doublings;
            doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
            connect(mine, wait);
            var answer = ask(mine, request(announce), ANNOUNCE, ANSWER_HEAD, wait);
            doublings = 0;
            int interval = answer.getInt();
            answer.getInt(); // leechers
            answer.getInt(); // seeders
            byte[] peers = new byte[answer.remaining()];
            answer.get(peers);
            int addressLength = address instanceof Inet6Address ? 16 : 4;
            return new Answer(interval, TrackerServer.decode(peers, addressLength));
        }
    }

    private void connect(DatagramSocket mine, long wait) throws IOException {
        if (connected && System.nanoTime() - connectedNanos < CONNECTION_NANOS) {
            return;
        }
        connected = false;
        byte[] request = ByteBuffer.allocate(16).putLong(PROTOCOL).putInt(CONNECT).array();
        var answer = ask(mine, request, CONNECT, 16, wait);
        connectionId = answer.getLong();
        connectedNanos = System.nanoTime();
        connected = true;
    }

    private byte[] request(Announce announce) {
        return ByteBuffer.allocate(ANNOUNCE_LENGTH)
                .putLong(connectionId)
                .putInt(ANNOUNCE)
                .putInt(0) // transaction id
                .put(announce.infoHash().bytes())
                .put(announce.peerId())
                .putLong(0) // downloaded
                .putLong(announce.left())
                .putLong(0) // uploaded
                .putInt(
                        switch (announce.event()) {
                            case REGULAR -> 0;
                            case STARTED -> 2;
                            case STOPPED -> 3;
                        })
                .putInt(0) // our address, which it sees
                .putInt(key)
                .putInt(-1) // as many peers as it likes
                .putShort((short) announce.port())
                .array();
    }

    /// Sends a request under a new transaction id and waits for its answer; others are passed over.
    ///
    /// @return what follows action and transaction id
    private ByteBuffer ask(
            DatagramSocket mine, byte[] request, int action, int least, long waitMillis)
            throws IOException {
        int transaction = random.nextInt();
        ByteBuffer.wrap(request).putInt(12, transaction);
        mine.send(new DatagramPacket(request, request.length));
        var packet = new DatagramPacket(new byte[LONGEST_ANSWER], LONGEST_ANSWER);
        long until = System.nanoTime() + waitMillis * 1_000_000;
        while (true) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no answer within " + waitMillis + " ms");
            }
            mine.setSoTimeout((int) left);
            packet.setLength(LONGEST_ANSWER);
            mine.receive(packet);
            var answer = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            if (answer.remaining() < 8) {
                continue;
            }
            int kind = answer.getInt();
            if (answer.getInt() != transaction) {
                continue; // late, or somebody's guess
            }
            if (kind == ERROR) {
                connected = false; // the id may be what it does not like
                throw new IOException(StandardCharsets.UTF_8.decode(answer).toString());
            }
            if (kind == action && answer.limit() >= least) {
                return answer;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        var mine = socket;
        if (mine != null) {
            mine.close();
        }
    }
}
