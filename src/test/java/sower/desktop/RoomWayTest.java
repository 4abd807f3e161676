package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real room as a person goes through it by keyboard: image, rehearsal of eight agents of which
/// one has too small a disk, release of seven with their number, seven proofs.
final class RoomWayTest extends AtTheWindow {
    private static final long LARGE = 16L << 20;
    private static final long SMALL = 4L << 20;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aRoomOfEightIsRehearsedAndSevenAreReleasedByKeyboard() throws Exception {
        person.openTheRoom();
        person.picture("room-1-nobody");
        try (var room = new RoomOfAgents(person.workstation())) {
            for (int i = 1; i <= 8; i++) {
                room.start(folder, "PC-%02d".formatted(i), i == 3 ? SMALL : LARGE);
            }
            person.await(
                    "eight machines, seven ready", 60, () -> person.enabledText("#release-all", 7));
            assertEquals(8, person.rows("#rehearsal-table"));
            assertTrue(person.words(".plan-state").startsWith(text("State.ASIDE")));
            assertTrue(person.disabled("#release-chosen"), "something is chosen beforehand");
            person.picture("room-2-rehearsal");

            person.type(KeyCode.ENTER, "#release-all");
            person.await("the question", 10, () -> person.exists("#release-sheet"));
            assertTrue(person.focused("#release-cancel"), "Cancel has no focus");
            assertTrue(person.disabled("#release-do"), "released without the number");
            person.type(KeyCode.ESCAPE, "#release-cancel");
            person.await("the rehearsal again", 10, () -> !person.exists("#release-sheet"));
            person.type(KeyCode.ENTER, "#release-all");
            person.await("the question again", 10, () -> person.exists("#release-number"));
            person.focus("#release-number");
            person.robot().write("6");
            assertTrue(person.disabled("#release-do"), "released with a wrong number");
            person.robot().type(KeyCode.BACK_SPACE);
            person.robot().write("7");
            person.picture("room-3-release");
            person.release();

            person.await("the run", 30, () -> person.exists("#peer-table"));
            person.picture("room-4-run");
            person.await(
                    "seven proofs",
                    120,
                    () -> person.rows("#peer-table") == 7 && person.exists("#deploy-again"));
            person.picture("room-5-proofs");
            assertEquals(text("room.verdict.all", "7"), person.words("#verdict"));
            assertTrue(person.words("#waiting-strip .plan-words").contains("too small"));

            person.type(KeyCode.ENTER, "#deploy-again");
            person.await("farewell", 30, () -> room.outcomes().size() == 8);
            var expected = new TreeMap<String, String>();
            for (int i = 1; i <= 8; i++) {
                expected.put("PC-%02d".formatted(i), i == 3 ? "left out" : "SHA-256");
            }
            assertEquals(expected, new TreeMap<>(room.outcomes()));
            assertTrue(room.untouched("PC-03"), "the machine that stood aside was written");
            assertFalse(room.untouched("PC-01"), "a machine with proof is empty");
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void oneChosenMachineIsReleasedAndALateOneIsOfferedAgain() throws Exception {
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.start(folder, "PC-01", LARGE);
            room.start(folder, "PC-02", LARGE);
            person.await("two ready", 60, () -> person.enabledText("#release-all", 2));

            person.focus("#rehearsal-table");
            person.robot().type(KeyCode.HOME, KeyCode.SPACE);
            person.await("one chosen", 10, () -> person.enabledText("#release-chosen", 1));
            person.type(KeyCode.ENTER, "#release-chosen");
            person.await("the question", 10, () -> person.exists("#release-sheet"));
            person.release();
            person.await(
                    "one proof",
                    90,
                    () -> person.rows("#peer-table") == 1 && person.exists("#deploy-again"));
            assertTrue(room.untouched("PC-02"), "a machine that was not chosen was written");

            person.type(KeyCode.ENTER, "#waiting-look");
            person.await("the other one", 20, () -> person.enabledText("#release-all", 1));
            person.picture("room-6-late");
            person.releaseAll();
            person.await(
                    "two proofs",
                    90,
                    () -> person.rows("#peer-table") == 2 && person.exists("#deploy-again"));

            assertTrue(person.closes(), "asked although nothing is being written");
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aRoomIsPausedAndOneMachineIsCalledAndStopped() throws Exception {
        person.openTheRoom();
        var line = person.workstation();
        try (var before = new RoomOfAgents(line)) {
            before.start(folder, "PC-01", LARGE);
            before.start(folder, "PC-02", LARGE);
            person.await("two ready", 60, () -> person.enabledText("#release-all", 2));
        } // switched off: both are told to pause before they can receive anything
        person.releaseAll();
        person.await("the run", 20, () -> person.exists("#pause-all"));
        person.type(KeyCode.ENTER, "#pause-all");
        try (var room = new RoomOfAgents(line)) {
            room.start(folder, "PC-01", LARGE);
            room.start(folder, "PC-02", LARGE);
            person.await("two that write", 60, () -> person.rows("#peer-table") == 2);
            person.await(
                    "a pause",
                    20,
                    () -> person.words("#peer-table .phase").equals(text("peers.paused")));
            person.picture("room-7-paused");
            Thread.sleep(2000);
            assertEquals(0, room.outcomes().size(), "written while paused");

            person.focus("#peer-table");
            person.robot().type(KeyCode.HOME);
            person.choose("#machine-menu", 2);
            person.await("a call", 20, () -> !room.calls().isEmpty());
            assertEquals(List.of("this is PC-01"), room.calls());

            person.choose("#machine-menu", 3);
            person.await("the question", 10, () -> person.exists("#question-yes"));
            assertTrue(person.focused("#question-no"), "to go on has no focus");
            person.robot()
                    .interact(() -> person.robot().lookup("#question-yes").queryButton().fire());
            person.await(
                    "the stop",
                    30,
                    () -> person.words("#peer-table .phase").equals(text("Phase.FAILED")));
            person.type(KeyCode.ENTER, "#pause-all");
            person.await("both ends", 60, () -> person.exists("#repeat-failed"));
            person.type(KeyCode.ENTER, "#deploy-again"); // the one that failed stays until then
            person.await("farewell", 30, () -> room.outcomes().size() == 2);
            assertEquals("SHA-256", room.outcomes().get("PC-02"));
            var left = String.valueOf(room.outcomes().get("PC-01"));
            assertTrue(left.startsWith("Stopped by the technician"), left);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void closingTheWindowDuringARunAsksAndSaysInWhatStateDisksAreLeft() throws Exception {
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.start(folder, "PC-01", LARGE);
            person.await("one ready", 60, () -> person.enabledText("#release-all", 1));
            assertTrue(person.closes(), "asked although nothing is being written");
        } // the machine is switched off: once released, its run does not end
        person.releaseAll();
        person.await("the run", 20, () -> person.exists("#peer-table"));

        var closed = new AtomicReference<Optional<Boolean>>(Optional.empty());
        Platform.runLater(() -> closed.set(Optional.of(person.closesNow())));
        person.await("the question", 10, () -> person.exists("#question-no"));
        assertTrue(person.focused("#question-no"), "to go on has no focus");
        assertTrue(person.words("#question .content").contains(text("exit.what", 0, 0, 1)));
        person.robot().interact(() -> person.robot().lookup("#question-no").queryButton().fire());
        person.await("the answer", 10, () -> closed.get().isPresent());
        assertFalse(closed.get().orElseThrow(), "closed against the answer");

        closed.set(Optional.empty());
        Platform.runLater(() -> closed.set(Optional.of(person.closesNow())));
        person.await("the question", 10, () -> person.exists("#question-yes"));
        person.robot().interact(() -> person.robot().lookup("#question-yes").queryButton().fire());
        person.await("the answer", 10, () -> closed.get().isPresent());
        assertTrue(closed.get().orElseThrow(), "stays against the answer");
    }
}
