package sower.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer.Step;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachines;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.Gate;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.enrol.Ticket;
import sower.image.ImageLibrary;

/// The control port while there is no image yet: the same door, and nothing behind it.
class WaitingRoomTest {
    private static final Inventory INVENTORY =
            new Inventory("", "", 0, BootMode.UNKNOWN, List.of(), List.of());
    private static final MachineIdentity ONE = MachineIdentity.of("one", INVENTORY);

    @TempDir private Path folder;
    private final RunId run = RunId.next(Instant.now(), new Random());
    private final WaitingRoom room = new WaitingRoom("waits for lab");
    private SiteAuthority authority;
    private RoomServer server;

    @BeforeEach
    void open() throws IOException {
        var library = new ImageLibrary(folder.resolve("library"));
        authority = SiteAuthority.of(library.root());
        var machines = EnrolledMachines.of(library);
        var gate = new Gate(authority, machines, run, InstantSource.system(), _ -> {});
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = RoomServer.open(gate, room, here);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMachineWithTheTicketOfTheRunToComeIsNamedAndToldToWait() throws IOException {
        try (var client = client(authority.ticket(run))) {
            assertEquals(EnrolmentAnswer.Step.ENROLLED, client.enrol(ONE).step());

            var answer = client.hello(new Hello(ONE.id(), "one", INVENTORY));

            assertEquals(Step.WAIT, answer.step());
            assertEquals("waits for lab", answer.sentence());
        }
        assertEquals(List.of("one"), room.machines());
    }

    @Test
    void nothingIsHandedOut() throws IOException {
        try (var client = client(authority.ticket(run))) {
            client.enrol(ONE);
            var early = assertThrows(IOException.class, () -> client.manifest(""));
            assertTrue(early.toString().contains("has not been released"), early.getMessage());
        }
    }

    @Test
    void aMachineThatWasNotLetInIsNotNamed() throws IOException {
        var another = RunId.next(Instant.now(), new Random());
        try (var client = client(authority.ticket(another))) {
            assertEquals(EnrolmentAnswer.Step.REFUSED, client.enrol(ONE).step());
            var hello = new Hello(ONE.id(), "one", INVENTORY);
            assertThrows(RefusedException.class, () -> client.hello(hello));
        }
        assertEquals(List.of(), room.machines());
    }

    private RoomClient client(Ticket ticket) {
        var credentials = MachineCredentials.inMemory(Optional.of(ticket));
        return new RoomClient(ControlAddress.parse(server.address()), credentials, _ -> {});
    }
}
