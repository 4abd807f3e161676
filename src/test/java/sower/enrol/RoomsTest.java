package sower.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.deploy.RoomPlan;
import sower.deploy.RoomProfile;
import sower.deploy.Roster;
import sower.image.ImageLibrary;

class RoomsTest {
    private static final EnrolledMachine ONE = machine("PC-01", "S1", "02:00:00:00:00:01");
    private static final EnrolledMachine OTHER = machine("PC-02", "S2", "02:00:00:00:00:02");
    private static final EnrolledMachine SAME_NAME = machine("PC-01", "", "02:00:00:00:00:03");
    private static final List<EnrolledMachine> SITE = List.of(ONE, OTHER, SAME_NAME);

    @TempDir private Path folder;
    private Rooms rooms;

    @BeforeEach
    void open() {
        rooms = Rooms.of(new ImageLibrary(folder));
    }

    @Test
    void whereMachinesStandIsKeptPerRoomAndIsNoRoom() throws IOException {
        var lab = new RoomPlan("lab", Map.of("PC-01", new RoomPlan.Seat(1, 2)));
        var everybody = new RoomPlan("", Map.of("PC-01", new RoomPlan.Seat(0, 0)));
        rooms.keep(lab);
        rooms.keep(everybody);

        assertEquals(lab, rooms.plan("lab"));
        assertEquals(everybody, rooms.plan(""));
        assertEquals(RoomPlan.none("hall"), rooms.plan("hall"));
        assertEquals(List.of(), rooms.list());
    }

    @Test
    void howARoomWasOpenedLastIsKeptAndIsNoRoom() throws IOException {
        rooms.keep(new RoomProfile("lab", "10.0.0.1", 6969, "only"));
        var lab = new RoomProfile("lab", "10.0.0.1", 6970, "smallest");
        var everybody = new RoomProfile("", "10.0.0.2", 6969, "only");
        rooms.keep(lab);
        rooms.keep(everybody);

        assertEquals(List.of(everybody, lab), rooms.profiles());
        assertEquals(List.of(), rooms.list());
    }

    @Test
    void aMachineIsListedByItsNameUnlessAnotherHasIt() throws IOException {
        rooms.move(SITE, "lab", SITE);

        assertEquals(List.of("S1", "PC-02", "02:00:00:00:00:03"), rooms.room("lab").machines());
        for (var machine : SITE) {
            assertEquals(Optional.of("lab"), Rooms.of(machine, rooms.list()).map(Roster::name));
        }
    }

    @Test
    void aMachineIsInOneRoomOnlyAndARoomWithoutMachinesIsGone() throws IOException {
        rooms.move(List.of(ONE, OTHER), "lab", SITE);
        rooms.move(List.of(ONE), "hall", SITE);

        assertEquals(List.of("PC-02"), rooms.room("lab").machines());
        assertEquals(List.of("S1"), rooms.room("hall").machines());

        rooms.move(List.of(OTHER), "hall", SITE);

        assertEquals(List.of(new Roster("hall", List.of("S1", "PC-02"))), rooms.list());

        rooms.move(SITE, "", SITE);

        assertTrue(rooms.list().isEmpty());
    }

    @Test
    void puttingItThereAgainChangesNothing() throws IOException {
        rooms.move(List.of(ONE, OTHER), "lab", SITE);
        rooms.move(List.of(ONE), "lab", SITE);

        assertEquals(List.of("PC-02", "S1"), rooms.room("lab").machines());
    }

    /// Somebody has put a machine into a room by hand, before it was enrolled.
    @Test
    void wordsThatNobodyEnrolledBearsStay() throws IOException {
        rooms.put(new Roster("lab", List.of("PC-99", "PC-02")));

        rooms.move(List.of(OTHER), "", SITE);

        assertEquals(List.of("PC-99"), rooms.room("lab").machines());
    }

    @Test
    void aRoomIsNoPath() {
        assertThrows(
                IllegalArgumentException.class,
                () -> rooms.move(List.of(ONE), "../machines/x", SITE));
        assertTrue(Rooms.mayBeCalled("lab-2.04"));
    }

    private static EnrolledMachine machine(String name, String serial, String mac) {
        var identity = new MachineIdentity(name, serial, List.of(mac), List.of());
        return new EnrolledMachine(
                identity, EnrolledMachine.State.ENROLLED, "", "", "192.0.2.7", 1, 1);
    }
}
