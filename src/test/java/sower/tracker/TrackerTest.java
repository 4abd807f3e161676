package sower.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.metainfo.InfoHash;
import sower.metainfo.Trackers;

/// Both ends of the tracker protocol over HTTP on loopback.
class TrackerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InfoHash SWARM =
            InfoHash.parse("000125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23");
    private static final String SWARM_IN_URL =
            "%00%01%25%26%2B%2F%3F%7F%80%C3%A4%FF%20%E4%B8%AD%0D%0A%3D%23";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final TrackerServer tracker = new TrackerServer(now::get);
    private final BlockingQueue<InetSocketAddress> newcomers = new LinkedBlockingQueue<>();
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        http.createContext("/announce", tracker);
        http.start();
        tracker.allow(SWARM, newcomers::add);
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void answersWithNobodyElseToTheFirst() throws Exception {
        assertEquals(answer("", ""), announce(5001, ""));
    }

    @Test
    void answersWithTheOthersInCompactForm() throws Exception {
        announce(5001, "");

        assertEquals(answer("\177\0\0\1\23\211", ""), announce(5002, ""));
    }

    @Test
    void answersWithPeersOfIpv6Apart() throws Exception {
        var address = InetAddress.getByName("2001:db8::1");
        tracker.add(SWARM, new InetSocketAddress(address, 5001));

        assertEquals(answer("", " \1\r\u00b8" + "\0".repeat(11) + "\1\23\211"), announce(5002, ""));
    }

    @Test
    void tellsOfEveryNewcomerOnce() throws Exception {
        announce(5001, "&event=started");
        announce(5001, "");

        assertEquals(List.of(new InetSocketAddress(LOOPBACK, 5001)), List.copyOf(newcomers));
    }

    @Test
    void forgetsWhoHasStopped() throws Exception {
        announce(5001, "");

        announce(5001, "&event=stopped");

        assertEquals(answer("", ""), announce(5002, ""));
    }

    @Test
    void forgetsWhoIsNotHeardOfAnyMore() throws Exception {
        announce(5001, "");

        now.set(Instant.EPOCH.plusSeconds(61));

        assertEquals(answer("", ""), announce(5002, ""));
    }

    /// It does not announce itself, and a magnet link leads nowhere without it.
    @Test
    void alwaysTellsOfTheSeed() throws Exception {
        tracker.addSeed(SWARM, new InetSocketAddress(LOOPBACK, 5001));

        now.set(Instant.EPOCH.plusSeconds(3600));

        assertEquals(answer("\177\0\0\1\23\211", ""), announce(5002, ""));
    }

    @Test
    void refusesATorrentThatIsNotOnTheList() throws Exception {
        var other = "A".repeat(20);

        assertEquals(
                "d14:failure reason31:this torrent is not seeded heree",
                get("?info_hash=" + other + "&port=5001"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "?info_hash=AAAA&port=1",
                "?info_hash=" + SWARM_IN_URL,
                "?info_hash=" + SWARM_IN_URL + "&port=x",
                "?info_hash=" + SWARM_IN_URL + "&port=70000",
                "?info_hash=" + SWARM_IN_URL + "&port=0",
                "?info_hash=" + SWARM_IN_URL + "&port=-1",
            })
    void refusesAnAnnounceThatSaysTooLittle(String query) throws Exception {
        assertEquals("d14:failure reason36:an announce needs info_hash and porte", get(query));
    }

    @Test
    void announcerIsSeenAndFindsTheOthers() throws Exception {
        var found = new LinkedBlockingQueue<InetSocketAddress>();
        announce(5001, "");
        newcomers.clear();

        try (var _ = announcer(5002, found)) {
            assertEquals(
                    new InetSocketAddress(LOOPBACK, 5002), newcomers.poll(5, TimeUnit.SECONDS));
            assertEquals(new InetSocketAddress(LOOPBACK, 5001), found.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void announcerLeavesWhenItIsClosed() throws Exception {
        try (var _ = announcer(5002, new LinkedBlockingQueue<>())) {
            assertTrue(newcomers.poll(5, TimeUnit.SECONDS) != null);
        }

        assertEquals(answer("", ""), announce(5001, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a b/",
                "udp://127.0.0.1:1/",
                "udp://127.0.0.1:99999/",
                "udp:x",
                "nonsense",
                "file:/tmp"
            })
    void announcerToNoTrackerEndsQuietly(String url) {
        var peerId = "-SW0100-abcdefghijkl".getBytes(ISO_8859_1);
        var bugs = new LinkedBlockingQueue<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, bug) -> bugs.add(bug));
        try {
            new Announcer(Trackers.of(List.of(url)), SWARM, peerId, 1, () -> 1, _ -> {}).close();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertEquals(List.of(), List.copyOf(bugs));
    }

    @Test
    void announcerAsksTheNextWhenOneDoesNotAnswer() throws Exception {
        var found = new LinkedBlockingQueue<InetSocketAddress>();
        announce(5001, "");
        var tiers = List.of(List.of("http://127.0.0.1:1/a", "udp:nonsense"), List.of(url()));

        try (var _ = announcer(new Trackers(tiers), 5002, found)) {
            assertEquals(new InetSocketAddress(LOOPBACK, 5001), found.poll(5, TimeUnit.SECONDS));
        }
    }

    /// BEP 12: who has an answer does not ask the next.
    @Test
    void announcerAsksOneOnly() throws Exception {
        var asked = new LinkedBlockingQueue<String>();
        http.createContext(
                "/other",
                exchange -> {
                    asked.add("other");
                    tracker.handle(exchange);
                });
        var tiers = List.of(List.of(url()), List.of(url().replace("/announce", "/other")));

        try (var _ = announcer(new Trackers(tiers), 5002, new LinkedBlockingQueue<>())) {
            assertTrue(newcomers.poll(5, TimeUnit.SECONDS) != null);
        }

        assertEquals(List.of(), List.copyOf(asked));
    }

    private Announcer announcer(int port, BlockingQueue<InetSocketAddress> found) {
        return announcer(Trackers.of(List.of(url())), port, found);
    }

    private static Announcer announcer(
            Trackers trackers, int port, BlockingQueue<InetSocketAddress> found) {
        var peerId = "-SW0100-abcdefghijkl".getBytes(ISO_8859_1);
        return new Announcer(trackers, SWARM, peerId, port, () -> 1, found::add);
    }

    private String announce(int port, String more) throws Exception {
        return get(
                "?info_hash="
                        + SWARM_IN_URL
                        + "&peer_id=-XX0000-abcdefghijkl&compact=1&port="
                        + port
                        + more);
    }

    private String get(String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + query)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(ISO_8859_1)).body();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/announce";
    }

    private static String answer(String peers, String peers6) {
        return "d8:intervali15e12:min intervali5e5:peers%d:%s6:peers6%d:%se"
                .formatted(peers.length(), peers, peers6.length(), peers6);
    }
}
