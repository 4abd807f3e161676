package sower.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer.Step;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.disk.RefusedException;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.image.ImageLibrary;

/// Both ends of the control channel on loopback: who gets in, and what goes over it.
class RoomServerTest {
    @TempDir private Path folder;
    private LoopbackRoom room;

    @BeforeEach
    void open() throws IOException {
        room = LoopbackRoom.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        room.close();
    }

    @Test
    void aMachineWithTheTicketIsLetInAndAnswered() throws IOException {
        try (var client = enrolled("one")) {
            assertEquals(Step.WAIT, client.hello(hello("one")).step());
        }
        assertEquals(
                List.of("one"),
                room.rehearsal().snapshot().stream().map(row -> row.name()).toList());
        assertEquals(1, room.machines().list().size());
    }

    @Test
    void nothingIsHandedOutBeforeTheReleaseAndTheWholeImageAfterIt() throws IOException {
        try (var client = enrolled("one")) {
            client.hello(hello("one"));
            var early = assertThrows(IOException.class, () -> client.manifest(""));
            assertTrue(early.toString().contains("has not been released"), early.getMessage());

            room.rehearsal().release(room.rehearsal().snapshot());

            var manifest = client.manifest("");
            assertEquals(room.deployment().image().manifest(), manifest);
            assertEquals(room.deployment().torrents().size(), client.torrents(manifest).size());
        }
    }

    /// What one machine was released for is of no use to another, and to nobody when the run is
    /// over.
    @Test
    void aReleaseIsForOneMachineAndForItsRun() throws IOException {
        try (var one = enrolled("one");
                var two = enrolled("two")) {
            one.hello(hello("one"));
            room.rehearsal().release(room.rehearsal().snapshot());
            var granted = one.hello(hello("one"));
            assertEquals(Step.WRITE, granted.step());
            assertEquals(Step.WAIT, two.hello(hello("two")).step());

            var replayed = assertThrows(IOException.class, () -> two.manifest(granted.manifest()));
            assertTrue(replayed.toString().contains("not been released"), replayed.getMessage());
            assertThrows(IOException.class, () -> two.file("manifest.json"));
            one.manifest(granted.manifest());

            room.rehearsal().end("the run is over");

            assertThrows(IOException.class, () -> one.manifest(granted.manifest()));
            assertEquals(Step.LEAVE, one.hello(hello("one")).step());
        }
    }

    @Test
    void whoHasNoCertificateIsToldNothing() {
        var stranger = MachineCredentials.inMemory(Optional.empty());
        try (var client = client(stranger)) {
            var refused =
                    assertThrows(RefusedException.class, () -> client.hello(hello("stranger")));
            assertTrue(refused.toString().contains("not enrolled"), refused.getMessage());
            assertThrows(RefusedException.class, () -> client.manifest(""));
        }
        assertEquals(List.of(), room.rehearsal().snapshot());
        assertEquals(
                List.of("127.0.0.1 was turned away: it shows no certificate"), room.refusals());
    }

    @Test
    void aMachineCannotSpeakForAnother() throws IOException {
        try (var client = enrolled("one")) {
            var failure = assertThrows(IOException.class, () -> client.hello(hello("two")));
            assertTrue(failure.toString().contains("speaks for itself"), failure.getMessage());
        }
        assertEquals(List.of(), room.rehearsal().snapshot());
    }

    @Test
    void aWorkstationOfAnotherSiteAtTheSameAddressIsNotTold() throws IOException {
        var machine = MachineCredentials.inMemory(Optional.of(room.ticket()));
        var address = room.address();
        try (var client = client(machine)) {
            client.enrol(identity("one"));
        }
        room.server().close();

        var elsewhere = new ImageLibrary(folder.resolve("elsewhere"));
        try (var other = LoopbackRoom.open(elsewhere, room.deployment().image(), address.port());
                var client = new RoomClient(address, machine, _ -> {})) {
            var failure = assertThrows(IOException.class, () -> client.hello(hello("one")));
            assertTrue(failure.toString().contains("another workstation"), failure.getMessage());
            assertEquals(List.of(), other.rehearsal().snapshot());
        }
    }

    @Test
    void aSecondWorkstationOnTheWireIsNotToldAnythingAndTheFirstHearsOfIt() throws IOException {
        var machine = MachineCredentials.inMemory(Optional.of(room.ticket()));
        var elsewhere = new ImageLibrary(folder.resolve("elsewhere"));
        try (var other = LoopbackRoom.open(elsewhere, room.deployment().image(), 0);
                var client = new RoomClient(other.address(), machine, _ -> {})) {
            var failure = assertThrows(IOException.class, () -> client.enrol(identity("one")));
            assertTrue(failure.toString().contains("another workstation"), failure.getMessage());
            assertEquals(List.of(), other.machines().list());
        }

        try (var client = client(machine)) {
            client.enrol(identity("one"));
        }

        assertEquals(1, room.refusals().size(), room.refusals()::toString);
        assertTrue(room.refusals().getFirst().contains("one at 127.0.0.1 reports: another"));
    }

    @Test
    void whoWaitsForPeersHearsOfANewcomerAtOnce() throws Exception {
        var heard = new LinkedBlockingQueue<MachineOrders>();
        try (var one = enrolled("one");
                var two = enrolled("two")) {
            one.hello(hello("one"));
            two.hello(hello("two"));
            room.rehearsal().release(room.rehearsal().snapshot());
            one.report(report("one", 1001), heard::add);
            assertEquals(List.of(), peers(heard));

            two.report(report("two", 1002), _ -> {});

            assertEquals(List.of("127.0.0.1 1002"), peers(heard));
        }
    }

    @Test
    void aMachineWithoutAReleaseGetsNoOrders() throws Exception {
        var heard = new LinkedBlockingQueue<MachineOrders>();
        try (var one = enrolled("one")) {
            one.hello(hello("one"));
            one.report(report("one", 1001), heard::add);
            one.hello(hello("one"));
        }
        assertEquals(0, heard.size());
        assertEquals(List.of(), room.deployment().snapshot().machines());
    }

    @Test
    void aCallThatBrokeIsOpenedAgain() throws Exception {
        int port = room.address().port();
        try (var client = enrolled("one")) {
            client.hello(hello("one"));
            room.server().close();
            assertThrows(IOException.class, () -> client.hello(hello("one")));
            try (var again = LoopbackRoom.open(room.library(), room.deployment().image(), port)) {
                for (int i = 0; i < 100 && again.rehearsal().snapshot().isEmpty(); i++) {
                    try {
                        client.hello(hello("one"));
                    } catch (IOException notYet) {
                        Thread.sleep(100);
                    }
                }
                assertEquals(1, again.rehearsal().snapshot().size());
            }
        }
    }

    @Test
    void whatIsOlderThanTls13IsRefused() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {new TrustsAll()}, null);
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("127.0.0.1", room.address().port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    private static List<String> peers(LinkedBlockingQueue<MachineOrders> heard)
            throws InterruptedException {
        var orders = heard.poll(1, TimeUnit.SECONDS);
        assertTrue(orders != null, "nothing came within a second");
        return orders.peers();
    }

    private RoomClient client(MachineCredentials credentials) {
        return new RoomClient(room.address(), credentials, _ -> {});
    }

    private RoomClient enrolled(String name) throws IOException {
        var client = client(MachineCredentials.inMemory(Optional.of(room.ticket())));
        assertEquals(EnrolmentAnswer.Step.ENROLLED, client.enrol(identity(name)).step());
        return client;
    }

    private static Inventory inventory() {
        var disk =
                new InventoryDisk(
                        "/dev/sda",
                        "",
                        "S1",
                        "",
                        16 << 20,
                        512,
                        512,
                        false,
                        false,
                        false,
                        List.of(),
                        new Contents("none", List.of(), ""));
        return new Inventory("", "", 0, BootMode.UNKNOWN, List.of(), List.of(disk));
    }

    private static MachineIdentity identity(String name) {
        return MachineIdentity.of(name, inventory());
    }

    private static Hello hello(String name) {
        return new Hello(identity(name).id(), name, inventory());
    }

    private static MachineReport report(String name, int port) {
        return new MachineReport(
                identity(name).id(),
                name,
                port,
                Phase.RECEIVING,
                0,
                1,
                0,
                0,
                0,
                "",
                1,
                "",
                List.of());
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
