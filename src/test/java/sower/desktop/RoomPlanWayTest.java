package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.deploy.RoomPlan;
import sower.deploy.RoomPlan.Seat;
import sower.enrol.Rooms;
import sower.image.ImageLibrary;

/// A person puts the machines of a real run where they stand, by keyboard and with the mouse; the
/// next start shows them there, and so does the report.
final class RoomPlanWayTest extends AtTheWindow {
    private static final long LARGE = 16L << 20;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void machinesArePutWhereTheyStandAndStayThere() throws Exception {
        var rooms = Rooms.of(new ImageLibrary(folder.resolve("library")));
        rooms.keep(new RoomPlan("", Map.of("PC-01", new Seat(1, 2), "PC-02", new Seat(0, 0))));
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.start(folder, "PC-01", LARGE);
            room.start(folder, "PC-02", LARGE);
            person.await("two ready", 60, () -> person.enabledText("#release-all", 2));
            person.releaseAll();
            person.await("two proofs", 60, () -> person.exists("#deploy-again"));
            person.focus(".room-grid");
            person.await("the first", 10, () -> told("PC-02: row 1, place 1"));

            person.robot().type(KeyCode.RIGHT);
            person.await("the one to the right", 10, () -> told("PC-01: row 2, place 3"));
            person.picture("room-plan-1-focus");
            person.robot().press(KeyCode.ALT).type(KeyCode.UP, KeyCode.LEFT).release(KeyCode.ALT);
            person.await("its new place", 10, () -> told("PC-01: row 1, place 2"));
            awaitKept(rooms, new Seat(0, 1), new Seat(0, 0));

            Node grid = grid();
            double width = grid.getLayoutBounds().getWidth();
            var from = grid.localToScreen(20, 20);
            var spare = grid.localToScreen(width * 5 / 6, 20);
            person.robot().drag(from, MouseButton.PRIMARY).moveTo(spare);
            person.picture("room-plan-2-drag");
            person.robot().drop();
            awaitKept(rooms, new Seat(0, 1), new Seat(0, 2));
            assertTrue(told("PC-02: row 1, place 3"), "it is not marked");
            assertTrue(!person.exists("#peer-drawer"), "a drag is no click");

            person.type(KeyCode.ENTER, "#run-report");
            person.await("the plan", 20, () -> person.exists(".report-plan"));
            person.picture("room-plan-3-report");
            assertEquals(2, person.robot().lookup(".plan-phase-done").queryAll().size());
            person.type(KeyCode.ENTER, "#report-back");
            person.await("the run", 20, () -> person.exists("#room-came"));
            person.type(KeyCode.ENTER, "#room-came");
            person.await("nothing kept", 10, () -> plan(rooms).seats().isEmpty());
            person.await("no button any more", 10, () -> !person.exists("#room-came"));
        }
    }

    private Node grid() {
        return person.robot().lookup(".room-grid").query();
    }

    private boolean told(String words) {
        return grid().getAccessibleText().endsWith(words);
    }

    private void awaitKept(Rooms rooms, Seat first, Seat second) throws Exception {
        var seats = Map.of("PC-01", first, "PC-02", second);
        person.await("kept at " + seats, 10, () -> plan(rooms).seats().equals(seats));
    }

    private static RoomPlan plan(Rooms rooms) {
        try {
            return rooms.plan("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
