package sower.desktop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.desktop.network.Advice.Case;
import sower.desktop.network.LossWatch.Reading;
import sower.disk.LinkErrors;

final class LossWatchTest {
    private static final Instant BEGIN = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir Path root;
    private Instant now = BEGIN;

    @Test
    void whatALinkHadBeforeDoesNotCount() throws Exception {
        link(4000, 7);
        var watch = new LossWatch(root, () -> now);
        watch.read();
        assertEquals(List.of(), watch.look());

        link(4312, 8);

        assertEquals(
                List.of(
                        Advice.of(Case.LINK_DAMAGE, "eth0", 312L),
                        Advice.of(Case.LINK_BREAKS, "eth0", 1L)),
                watch.look());
        now = BEGIN.plusSeconds(61);
        assertEquals(List.of(), watch.look(), "more than a minute ago");
    }

    @Test
    void aShareIsOnlyToldOfEnough() {
        assertEquals(List.of(), judge(999, 300));
        assertEquals(List.of(Advice.of(Case.LOSS_NONE)), judge(10_000, 99));
        assertEquals(List.of(Advice.of(Case.LOSS, 1L)), judge(10_000, 100));
        assertEquals(List.of(Advice.of(Case.LOSS, 5L)), judge(1000, 50));
    }

    /// The kernel's own TCP on a wire that loses every twenty-fifth packet, in a namespace.
    @Test
    void aWireThatLosesPacketsIsSeen() throws Exception {
        Needs.root();
        Needs.tool("ip", "nft", "python3");
        var name = "sower-loss";
        Programs.run("ip", "netns", "add", name);
        try {
            in(name, "ip link set lo up mtu 1500");
            in(name, "nft add table inet f");
            in(name, "nft add chain inet f in '{ type filter hook input priority 0; }'");
            in(name, "nft add rule inet f in tcp dport 7777 numgen inc mod 25 0 drop");
            var watch = new LossWatch(root, InstantSource.system());
            in(name, "cat /proc/net/snmp > " + snmp());
            watch.read();

            in(name, "python3 -c '" + TRANSFER + "'");
            in(name, "cat /proc/net/snmp > " + snmp());

            var found = watch.look();
            assertTrue(
                    found.stream().anyMatch(each -> each.about() == Case.LOSS), found.toString());
        } finally {
            Programs.run("ip", "netns", "del", name);
        }
    }

    private static final String TRANSFER =
            """
            import socket, threading
            s = socket.socket(); s.bind(("127.0.0.1", 7777)); s.listen()
            def take():
                c = s.accept()[0]
                while c.recv(1 << 20): pass
            t = threading.Thread(target=take); t.start()
            c = socket.create_connection(("127.0.0.1", 7777))
            c.sendall(bytes(4 << 20)); c.close(); t.join()
            """;

    private Path snmp() throws Exception {
        return Files.createDirectories(root.resolve("proc/net")).resolve("snmp");
    }

    private static void in(String name, String command) throws Exception {
        Programs.run("ip", "netns", "exec", name, "sh", "-c", command);
    }

    private static List<Advice> judge(long sent, long resent) {
        return LossWatch.judge(reading(70_000, 900), reading(70_000 + sent, 900 + resent));
    }

    private static Reading reading(long sent, long resent) {
        return new Reading(BEGIN, Map.of("eth0", new LinkErrors(5, 1)), sent, resent);
    }

    private void link(long damaged, long breaks) throws Exception {
        var folder = root.resolve("sys/class/net/eth0");
        Files.createDirectories(folder.resolve("device"));
        Files.createDirectories(folder.resolve("statistics"));
        Files.writeString(folder.resolve("statistics/rx_errors"), damaged + "\n");
        Files.writeString(folder.resolve("statistics/tx_errors"), "0\n");
        Files.writeString(folder.resolve("carrier_down_count"), breaks + "\n");
    }
}
