package sower.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sower.metainfo.InfoHash;

/// Two programs on one network; real datagrams, over loopback.
class LocalDiscoveryTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InfoHash OURS = InfoHash.parse("0123456789abcdef0123456789abcdef01234567");
    private static final InfoHash OTHER = InfoHash.parse("f".repeat(40));
    private static final int SECONDS = 60;

    private final List<LocalDiscovery> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var discovery : open) {
            discovery.close();
        }
    }

    @Test
    void whoCameFirstHearsOfWhoComesLater() throws Exception {
        var found = search(OURS, 7001);

        search(OURS, 7002);

        assertEquals(new InetSocketAddress(HERE, 7002), found.poll(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void onlyPeersOfTheSameSwarmAreTold() throws Exception {
        var found = search(OURS, 7001);

        search(OTHER, 7002);
        search(OURS, 7003);

        assertEquals(new InetSocketAddress(HERE, 7003), found.poll(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whatIsNoSearchIsPassedOver() throws Exception {
        var found = search(OURS, 7001);

        say("");
        say("\r\n\r\n");
        say("NOTIFY * HTTP/1.1\r\nPort: 7002\r\nInfohash: " + OURS + "\r\n\r\n");
        say("BT-SEARCH * HTTP/1.1\r\nPort: 70020\r\nInfohash: " + OURS + "\r\n\r\n");
        say("BT-SEARCH * HTTP/1.1\r\nInfohash: " + OURS + "\r\n\r\n");
        say("BT-SEARCH * HTTP/1.1\r\nport:7004\r\ninfohash: " + OURS + "\r\n\r\n");

        assertEquals(new InetSocketAddress(HERE, 7004), found.poll(SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void saysWhichAddressIsWrong() {
        var failure =
                assertThrows(
                        IOException.class,
                        () -> LocalDiscovery.open(InetAddress.getByName("192.0.2.1"), 1, Map.of()));

        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains("192.0.2.1 is no address of this computer"),
                failure.getMessage());
    }

    private BlockingQueue<InetSocketAddress> search(InfoHash swarm, int port) throws IOException {
        var found = new LinkedBlockingQueue<InetSocketAddress>();
        open.add(LocalDiscovery.open(HERE, port, Map.of(swarm, found::add)));
        return found;
    }

    private static void say(String text) throws IOException {
        try (var channel = DatagramChannel.open()) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            channel.send(bytes, new InetSocketAddress(HERE, 6771));
        }
    }
}
