package sower.desktop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.deploy.Inventory;
import sower.deploy.Inventory.Link;
import sower.deploy.RehearsalRow;
import sower.desktop.SampleRehearsal;
import sower.desktop.network.Advice.Case;

final class NetworkLookTest {
    @TempDir Path root;

    @Test
    void aLinkSaysHowItIs() throws Exception {
        link("eth0", "1", "1000", "full");
        link("eth1", "1", "100", "full");
        link("eth2", "1", "1000", "half");
        link("eth3", "0", "", "");
        link("eth4", "1", "-1", "unknown");
        link("wlan0", "1", "", "");
        Files.createDirectory(root.resolve("sys/class/net/wlan0/wireless"));
        Files.createDirectories(root.resolve("sys/class/net/veth7")); // leads nowhere

        assertEquals(
                List.of(
                        Advice.of(Case.LINK_GOOD, "eth0", 1000),
                        Advice.of(Case.LINK_SLOW, "eth1", 100),
                        Advice.of(Case.LINK_HALF, "eth2", 1000),
                        Advice.of(Case.LINK_DOWN, "eth3"),
                        Advice.of(Case.LINK_UNKNOWN, "eth4"),
                        Advice.of(Case.LINK_WIRELESS, "wlan0")),
                new NetworkLook(root, 6969).links());
    }

    @Test
    void aPortIsFreeOrOurs() throws Exception {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
            var found = new NetworkLook(Path.of("/"), port).look();
            assertTrue(found.contains(Advice.of(Case.PORT_OURS, "" + port)), found.toString());
        }

        var found = new NetworkLook(Path.of("/"), port).look();

        assertTrue(found.contains(Advice.of(Case.PORT_FREE, "" + port)), found.toString());
    }

    @Test
    void whoTakesAPortIsNamed() throws Exception {
        Needs.tool("python3");
        var listener =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                """
                                import socket, sys
                                s = socket.socket(); s.bind(("", 0)); s.listen()
                                print(s.getsockname()[1], flush=True)
                                sys.stdin.read()
                                """)
                        .start();
        try (var told = listener.inputReader()) {
            int port = Integer.parseInt(told.readLine());

            var found = new NetworkLook(Path.of("/"), port).look();

            var named = found.stream().filter(each -> each.about() == Case.PORT_TAKEN).findFirst();
            assertTrue(named.isPresent(), found.toString());
            assertTrue(
                    named.get().figures().get(1).toString().endsWith("(" + listener.pid() + ")"));
        } finally {
            listener.destroy();
        }
    }

    @Test
    void aFirewallIsToldByItsName() throws Exception {
        Files.createDirectories(root.resolve("proc/net"));
        Files.createDirectories(root.resolve("etc/ufw"));
        Files.writeString(root.resolve("etc/ufw/ufw.conf"), "# on?\nENABLED=yes\n");
        var look = new NetworkLook(root, 6969);
        assertTrue(look.look().contains(Advice.of(Case.FIREWALL, "ufw", "6969")));

        Files.writeString(root.resolve("etc/ufw/ufw.conf"), "ENABLED=no\n");
        Files.createDirectories(root.resolve("proc/17"));
        Files.writeString(root.resolve("proc/17/comm"), "firewalld\n");

        assertTrue(look.look().contains(Advice.of(Case.FIREWALL, "firewalld", "6969")));
    }

    @Test
    void rulesThatDropWhatComesInAreAFirewall() throws Exception {
        Needs.root();
        Needs.tool("nft", "ip");
        var name = "sower-doctor";
        Programs.run("ip", "netns", "add", name);
        try {
            assertFalse(NetworkLook.drops(rules(name)));
            in(name, "nft add table inet f");
            in(name, "nft add chain inet f in { type filter hook input priority 0; policy drop; }");

            assertTrue(NetworkLook.drops(rules(name)));
        } finally {
            Programs.run("ip", "netns", "del", name);
        }
    }

    private static String rules(String name) throws Exception {
        return in(name, "nft list ruleset");
    }

    private static String in(String name, String command) throws Exception {
        return Programs.run("ip", "netns", "exec", name, "sh", "-c", "exec " + quoted(command));
    }

    private static String quoted(String command) {
        return command.replace("{", "'{").replace("}", "}'");
    }

    @Test
    void theSlowestLinkOfARoomIsNamed() {
        var room = List.of(machine(1, 1000), machine(2, 100), machine(3, 1000), machine(4, 0));

        assertEquals(List.of(Advice.of(Case.ROOM_SLOW, "PC-02", 100, 1000)), RoomLinks.look(room));
        assertEquals(
                List.of(Advice.of(Case.ROOM_GOOD, 1, 2500)),
                RoomLinks.look(List.of(machine(1, 2500))));
        assertEquals(List.of(), RoomLinks.look(List.of(machine(4, 0))));
    }

    @Test
    void badLinksOfARoomAreNamed() {
        var room =
                List.of(
                        machine(1, new Link("eth0", "02:00:00:00:00:01", 1000, false, 9, 3)),
                        machine(2, new Link("eth0", "02:00:00:00:00:02", 100, true, 0, 0)),
                        machine(3, new Link("eth0", "02:00:00:00:00:03", 1000, false, 312, 4)));

        assertEquals(
                List.of(
                        Advice.of(Case.ROOM_HALF, "PC-02"),
                        Advice.of(Case.ROOM_DAMAGE, "PC-03", 312L),
                        Advice.of(Case.ROOM_BREAKS, "PC-03", 4L)),
                RoomLinks.bad(room));
    }

    @Test
    void machinesBehindARouterAreNamed() {
        var room = List.of(machine(1, 1000), machine(2, 1000)); // 192.168.20.21 and 22
        var here = List.of(new OwnNetwork(InetAddress.ofLiteral("192.168.20.5"), 24));
        var smaller = List.of(new OwnNetwork(InetAddress.ofLiteral("192.168.20.20"), 31));

        assertEquals(List.of(), RoomLinks.far(room, here));
        assertEquals(List.of(Advice.of(Case.ROOM_FAR, "PC-02")), RoomLinks.far(room, smaller));
    }

    private static RehearsalRow machine(int number, int megabits) {
        return machine(number, new Link("eth0", "02:00:00:00:00:01", megabits));
    }

    private static RehearsalRow machine(int number, Link link) {
        var row = SampleRehearsal.machine(number, RehearsalRow.State.READY);
        var had = row.inventory();
        var links = List.of(link);
        var has =
                new Inventory(
                        had.product(), had.serial(), had.memory(), had.boot(), links, had.disks());
        return new RehearsalRow(
                row.id(), row.name(), row.address(), has, row.verdict(), row.state(), false);
    }

    private void link(String name, String carrier, String speed, String duplex) throws Exception {
        var folder = Files.createDirectories(root.resolve("sys/class/net/" + name));
        Files.createDirectory(folder.resolve("device"));
        Files.writeString(folder.resolve("type"), "1\n");
        Files.writeString(folder.resolve("carrier"), carrier + "\n");
        Files.writeString(folder.resolve("speed"), speed + "\n");
        Files.writeString(folder.resolve("duplex"), duplex + "\n");
    }
}
