package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A machine that failed is written once more, by keyboard: from its menu, and from the end of the
/// run; each time it is shown as it is and released first.
final class RepeatWayTest extends AtTheWindow {
    private static final long LARGE = 16L << 20;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void whatFailedIsRepeatedAfterAnotherReleaseAndNothingIsWrittenBefore() throws Exception {
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
            stopTheFirst();

            person.choose("#machine-menu", 4);
            person.await("it waits", 30, () -> person.exists("#repeat"));
            person.picture("room-repeat-1-one-again");
            person.type(KeyCode.ENTER, "#waiting-look");
            person.await("it is ready", 20, () -> person.enabledText("#release-all", 1));
            person.releaseAll();
            person.await("two that write again", 60, () -> person.rows("#peer-table") == 2);
            stopTheFirst();

            person.type(KeyCode.ENTER, "#pause-all");
            person.await("the other's proof", 60, () -> person.exists("#repeat-failed"));
            assertEquals(text("room.verdict.person", "1", "2", 1), person.words("#verdict"));
            person.picture("room-repeat-2-ended");
            byte[] left = Files.readAllBytes(folder.resolve("PC-01.img"));
            person.type(KeyCode.ENTER, "#repeat-failed");
            person.await(
                    "it waits",
                    30,
                    () -> person.words("#verdict").equals(text("room.verdict.again", "1", "2", 1)));
            person.picture("room-repeat-3-waits");
            Thread.sleep(2000);
            assertArrayEquals(
                    left,
                    Files.readAllBytes(folder.resolve("PC-01.img")),
                    "written before its release");

            person.type(KeyCode.ENTER, "#waiting-look");
            person.await("it is ready", 20, () -> person.enabledText("#release-all", 1));
            person.releaseAll();
            person.await(
                    "two proofs",
                    90,
                    () -> person.words("#verdict").equals(text("room.verdict.all", "2")));
            assertTrue(!person.exists("#repeat"), "something is left to repeat");
            person.type(KeyCode.ENTER, "#deploy-again");
            person.await("farewell", 30, () -> room.outcomes().size() == 2);
            assertEquals("SHA-256", room.outcomes().get("PC-01"));
            assertEquals("SHA-256", room.outcomes().get("PC-02"));
        }
    }

    private void stopTheFirst() throws Exception {
        person.focus("#peer-table");
        person.robot().type(KeyCode.HOME);
        person.choose("#machine-menu", 3);
        person.await("the question", 10, () -> person.exists("#question-yes"));
        person.robot().interact(() -> person.robot().lookup("#question-yes").queryButton().fire());
        person.await(
                "the stop",
                30,
                () -> person.words("#peer-table .phase").equals(text("Phase.FAILED")));
    }
}
