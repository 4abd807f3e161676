package sower.interop;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.metainfo.InfoHash;
import sower.metainfo.Trackers;
import sower.tracker.Announcer;

/// The tracker that much of the world uses, over UDP (BEP 15) and HTTP.
@Tag("system")
class OpenTrackerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InfoHash SWARM =
            InfoHash.parse("000125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23");

    @TempDir Path folder;
    private int port;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Needs.root(); // it changes its root directory
        Needs.tool("opentracker");
        try (var socket = new DatagramSocket(0, LOOPBACK)) {
            port = socket.getLocalPort();
        }
        var root = Files.createDirectory(folder.resolve("root")); // also for its user, nobody
        Files.writeString(root.resolve("white"), SWARM + "\n"); // Debian's has a white list
        process =
                new ProcessBuilder(
                                "opentracker",
                                "-i",
                                "127.0.0.1",
                                "-P",
                                "" + port,
                                "-p", // after UDP: once this one answers, both do
                                "" + port,
                                "-d",
                                root.toString(),
                                "-w",
                                "/white")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        awaitPort();
    }

    private void awaitPort() throws IOException {
        for (int i = 0; ; i++) {
            try (var _ = new Socket(LOOPBACK, port)) {
                return;
            } catch (ConnectException e) {
                assertTrue(
                        i < 200 && process.isAlive(),
                        "no tracker: " + process + Files.readString(folder.resolve("log")));
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "http"})
    void tellsTwoOfUsOfEachOther(String scheme) throws Exception {
        var trackers = Trackers.of(List.of("%s://127.0.0.1:%d/announce".formatted(scheme, port)));
        var found = new LinkedBlockingQueue<Integer>();

        try (var _ = announcer(trackers, 5001, found);
                var _ = announcer(trackers, 5002, found)) {
            // who asks later is told of the one who asked first
            assertNotNull(found.poll(40, TimeUnit.SECONDS));
        }
    }

    private static Announcer announcer(
            Trackers trackers, int port, LinkedBlockingQueue<Integer> found) {
        byte[] peerId = ("-SW0100-abcdefgh" + port).getBytes(StandardCharsets.ISO_8859_1);
        return new Announcer(
                trackers,
                SWARM,
                peerId,
                port,
                () -> 1,
                peer -> {
                    if (peer.getPort() != port && peer.getAddress().equals(LOOPBACK)) {
                        found.add(peer.getPort());
                    }
                });
    }
}
