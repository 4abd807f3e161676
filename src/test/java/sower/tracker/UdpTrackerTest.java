package sower.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sower.metainfo.InfoHash;
import sower.metainfo.Trackers;

/// BEP 15, byte for byte, against a tracker on loopback that says what the test wants.
class UdpTrackerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InfoHash SWARM =
            InfoHash.parse("000125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23");
    private static final byte[] PEER = "-SW0100-abcdefghijkl".getBytes(ISO_8859_1);
    private static final long CONNECTION = 0x1122334455667788L;
    private static final Announce STARTED =
            new Announce(SWARM, PEER, 6881, 42, Announce.Event.STARTED);
    private static final int WAIT_MILLIS = 200; // instead of fifteen seconds

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(byte[] bytes, InetSocketAddress from, long nanos) {
        ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes);
        }

        int action() {
            return buffer().getInt(8);
        }

        int transaction() {
            return buffer().getInt(12);
        }
    }

    interface Behaviour {
        /// @return packets that are sent back
        List<ByteBuffer> answer(Request request);
    }

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private volatile Behaviour behaviour = UdpTrackerTest::answer;
    private DatagramSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new DatagramSocket(0, LOOPBACK);
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[2000], 2000);
        try {
            while (true) {
                packet.setLength(2000);
                server.receive(packet);
                byte[] bytes = new byte[packet.getLength()];
                System.arraycopy(packet.getData(), 0, bytes, 0, bytes.length);
                var from = (InetSocketAddress) packet.getSocketAddress();
                var request = new Request(bytes, from, System.nanoTime());
                requests.add(request);
                for (var answer : behaviour.answer(request)) {
                    byte[] packed = packed(answer);
                    server.send(new DatagramPacket(packed, packed.length, from));
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static List<ByteBuffer> answer(Request request) {
        return List.of(request.action() == 0 ? connected(request) : peers(request));
    }

    private static ByteBuffer connected(Request request) {
        return head(16, 0, request.transaction()).putLong(CONNECTION);
    }

    private static ByteBuffer peers(Request request) {
        return head(26, 1, request.transaction())
                .putInt(900) // interval
                .putInt(3) // leechers
                .putInt(4) // seeders
                .put(new byte[] {(byte) 192, 0, 2, 1})
                .putShort((short) 51413);
    }

    private static ByteBuffer head(int length, int action, int transaction) {
        return ByteBuffer.allocate(length).putInt(action).putInt(transaction);
    }

    @Test
    void saysWhatTheSpecificationSays() throws Exception {
        var answer = client().announce(STARTED);

        var peer = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 51413);
        assertEquals(new TrackerClient.Answer(900, List.of(peer)), answer);
        var connect = requests.remove();
        assertEquals(
                ByteBuffer.allocate(16)
                        .putLong(0x41727101980L)
                        .putInt(0)
                        .putInt(connect.transaction())
                        .flip(),
                connect.buffer());
        var announce = requests.remove();
        assertEquals(
                ByteBuffer.allocate(98)
                        .putLong(CONNECTION)
                        .putInt(1)
                        .putInt(announce.transaction())
                        .put(SWARM.bytes())
                        .put(PEER)
                        .putLong(0) // downloaded
                        .putLong(42) // left
                        .putLong(0) // uploaded
                        .putInt(2) // started
                        .putInt(0) // address
                        .putInt(announce.buffer().getInt(88)) // key
                        .putInt(-1) // peers wanted
                        .putShort((short) 6881)
                        .flip(),
                announce.buffer());
        assertNotEquals(connect.transaction(), announce.transaction());
    }

    @Test
    void aConnectionIsUsedAgainWithinItsMinute() throws Exception {
        var client = client();
        client.announce(STARTED);
        var stopped = new Announce(SWARM, PEER, 6881, 0, Announce.Event.STOPPED);

        client.announce(stopped);

        assertEquals(List.of(0, 1, 1), requests.stream().map(Request::action).toList());
        assertEquals(3, List.copyOf(requests).getLast().buffer().getInt(80), "stopped");
    }

    @Test
    void whatIsLostIsSentAgainAfterTwiceAsLongEachTime() throws Exception {
        behaviour = _ -> List.of();
        var client = client();

        for (int i = 0; i < 3; i++) {
            assertThrows(SocketTimeoutException.class, () -> client.announce(STARTED));
        }
        behaviour = UdpTrackerTest::answer;
        client.announce(STARTED);

        var sent = requests.stream().mapToLong(Request::nanos).toArray();
        assertEquals(5, sent.length);
        for (int i = 0; i < 3; i++) {
            long millis = (sent[i + 1] - sent[i]) / 1_000_000;
            long expected = (long) WAIT_MILLIS << i;
            assertTrue(millis >= expected - 20 && millis < expected + 150, millis + " ms");
        }
    }

    /// Packets that are not the answer.
    static Stream<Arguments> others() {
        return Stream.of(
                other("nothing", _ -> ByteBuffer.allocate(0)),
                other("half a head", request -> head(8, 1, request.transaction()).limit(7)),
                other(
                        "another transaction",
                        request -> {
                            return head(26, request.action(), request.transaction() + 1);
                        }),
                other(
                        "an answer to something else",
                        request -> {
                            return head(26, 1 - request.action(), request.transaction());
                        }),
                other("too little", request -> head(12, request.action(), request.transaction())));
    }

    interface Other {
        ByteBuffer instead(Request request);
    }

    private static Arguments other(String name, Other other) {
        return Arguments.of(name, other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatIsNotTheAnswerIsPassedOver(String name, Other other) throws Exception {
        behaviour =
                request ->
                        Stream.concat(Stream.of(other.instead(request)), answer(request).stream())
                                .toList();

        assertEquals(1, client().announce(STARTED).peers().size());
    }

    private static byte[] packed(ByteBuffer some) {
        byte[] bytes = new byte[some.limit()];
        some.get(0, bytes);
        return bytes;
    }

    @Test
    void nobodyButTheTrackerIsListenedTo() throws Exception {
        behaviour =
                request -> {
                    try (var other = new DatagramSocket(0, LOOPBACK)) {
                        byte[] forged = packed(head(16, 0, request.transaction()).putLong(1));
                        other.send(new DatagramPacket(forged, forged.length, request.from()));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return answer(request);
                };

        client().announce(STARTED);

        assertEquals(CONNECTION, List.copyOf(requests).getLast().buffer().getLong(0));
    }

    @Test
    void aRefusalIsToldAndTheConnectionMadeAnew() throws Exception {
        behaviour =
                request -> {
                    var no = head(11, 3, request.transaction()).put("bad".getBytes(ISO_8859_1));
                    return request.action() == 0 ? answer(request) : List.of(no);
                };
        var client = client();

        var refusal = assertThrows(IOException.class, () -> client.announce(STARTED));
        behaviour = UdpTrackerTest::answer;
        client.announce(STARTED);

        assertEquals("bad", refusal.getMessage());
        assertEquals(List.of(0, 1, 0, 1), requests.stream().map(Request::action).toList());
    }

    @Test
    void anAnnouncerFindsPeersAndLeaves() throws Exception {
        var found = new LinkedBlockingQueue<InetSocketAddress>();
        var trackers = Trackers.of(List.of(url()));

        try (var _ = new Announcer(trackers, SWARM, PEER, 6881, () -> 42, found::add)) {
            assertEquals(51413, found.poll(5, TimeUnit.SECONDS).getPort());
        }

        assertEquals(3, List.copyOf(requests).getLast().buffer().getInt(80), "stopped");
    }

    @Test
    void anAnnouncerThatWaitsIsClosedAtOnce() throws Exception {
        behaviour = _ -> List.of();
        var announcer =
                new Announcer(Trackers.of(List.of(url())), SWARM, PEER, 1, () -> 1, _ -> {});
        assertTrue(requests.poll(5, TimeUnit.SECONDS) != null);
        long begun = System.nanoTime();

        announcer.close();

        assertTrue(System.nanoTime() - begun < 2_000_000_000L);
    }

    private String url() {
        return "udp://127.0.0.1:" + server.getLocalPort() + "/announce";
    }

    private UdpTracker client() throws IOException {
        return new UdpTracker(url(), WAIT_MILLIS);
    }
}
