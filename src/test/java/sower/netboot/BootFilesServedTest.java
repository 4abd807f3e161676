package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.netboot.BootRequest.Stage;

/// Both servers on loopback, and BusyBox as their client.
class BootFilesServedTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int LENGTH = 3_000_001;

    @TempDir private Path folder;
    private final BootRequests requests = new BootRequests(() -> Instant.EPOCH);
    private TftpServer tftp;
    private int tftpPort;
    private BootWeb web;
    private int webPort;

    @BeforeEach
    void open() throws IOException {
        Needs.tool("busybox");
        Files.writeString(folder.resolve("secret"), "not for the network");
        var served = Files.createDirectory(folder.resolve("boot"));
        var files = Boots.files(served, LENGTH);
        Files.writeString(served.resolve("other"), "not a boot file");
        var socket = new DatagramSocket(0, LOOPBACK);
        tftpPort = socket.getLocalPort();
        tftp = new TftpServer(socket, files, requests);
        tftp.start();
        try (var free = new ServerSocket(0, 1, LOOPBACK)) {
            webPort = free.getLocalPort();
        }
        web = BootWeb.open(new InetSocketAddress(LOOPBACK, webPort), files, requests);
    }

    @AfterEach
    void close() {
        tftp.close();
        web.close();
    }

    @Test
    void aClientFetchesEveryByteInBlocksOfItsSize() throws IOException {
        for (var blockSize : List.of("512", "1428", "9000")) {
            fetch(blockSize, "initrd");
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("boot/initrd")),
                    Files.readAllBytes(folder.resolve("initrd")));
        }
        var machine = requests.snapshot().getFirst();
        assertEquals(Stage.STARTED, machine.stage());
        assertTrue(machine.complete());
    }

    @Test
    void aClientFetchesTheScriptByHttp() throws IOException {
        var script = Programs.run("busybox", "wget", "-q", "-O", "-", url("boot.ipxe"));

        assertTrue(script.startsWith("#!ipxe\n"), script);
        assertTrue(script.contains(" sower.workstation=10.77.0.1:6969 || goto failed"), script);
        assertEquals(Stage.SCRIPT, requests.snapshot().getFirst().stage());
    }

    @Test
    void nothingElseIsHandedOut() {
        for (var name : List.of("other", "../secret", "/../secret", "boot/../../secret", "")) {
            assertThrows(AssertionError.class, () -> fetch("512", name), name);
            assertThrows(
                    AssertionError.class,
                    () -> Programs.run("busybox", "wget", "-q", "-O", "-", url(name)),
                    name);
        }
    }

    @Test
    void writingIsRefused() throws IOException {
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.setSoTimeout(20_000);
            byte[] write = "\0\2initrd\0octet\0".getBytes(StandardCharsets.US_ASCII);
            var packet = new DatagramPacket(write, write.length, LOOPBACK, tftpPort);
            client.send(packet);
            var answer = new DatagramPacket(new byte[100], 100);
            client.receive(answer);

            assertEquals("\0\5\0\4", text(answer).substring(0, 4));
        }
    }

    private void fetch(String blockSize, String name) throws IOException {
        var to = folder.resolve("initrd").toString();
        Programs.run(
                "busybox",
                "tftp",
                "-b",
                blockSize,
                "-g",
                "-r",
                name,
                "-l",
                to,
                LOOPBACK.getHostAddress(),
                "" + tftpPort);
    }

    private String url(String name) {
        return "http://%s:%d/%s".formatted(LOOPBACK.getHostAddress(), webPort, name);
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }
}
