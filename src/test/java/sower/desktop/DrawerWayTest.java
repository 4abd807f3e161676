package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.desktop.shell.Preferences;

/// A person looks closely at one machine of a real run, by keyboard and with the mouse.
final class DrawerWayTest extends AtTheWindow {
    private static final long LARGE = 16L << 20;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aMachineIsOpenedByEnterAndClickAndClosedByEscapeAndButton() throws Exception {
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.start(folder, "PC-01", LARGE);
            room.start(folder, "PC-02", LARGE);
            person.await("two ready", 60, () -> person.enabledText("#release-all", 2));
            person.releaseAll();
            person.await("two that write", 60, () -> person.rows("#peer-table") == 2);
            person.focus("#peer-table");
            person.robot().type(KeyCode.HOME);
            assertFalse(person.exists("#peer-drawer"), "opened by itself");

            person.robot().type(KeyCode.ENTER);
            person.await("the drawer", 10, () -> person.exists("#peer-drawer"));
            person.await("two proofs", 60, () -> person.exists("#deploy-again"));
            assertEquals("PC-01", person.words("#peer-drawer .card-title"));
            assertTrue(person.words("#drawer-disk").contains("PC-01.img"), "not its disk");
            assertTrue(person.words("#drawer-sentence").contains("SHA-256"), "not its proof");
            person.picture("room-drawer-1-proof");

            person.robot().type(KeyCode.DOWN);
            person.await(
                    "the other one",
                    10,
                    () -> person.words("#peer-drawer .card-title").equals("PC-02"));
            person.focus("#peer-chart");
            person.robot().type(KeyCode.LEFT, KeyCode.LEFT, KeyCode.LEFT);
            person.await(
                    "a moment before", 10, () -> person.words("#drawer-moment").matches("[0-9].*"));
            person.robot().type(KeyCode.PAGE_DOWN);
            var scroll =
                    person.robot().lookup("#peer-drawer .scroll-pane").queryAs(ScrollPane.class);
            person.await("its end", 10, () -> scroll.getVvalue() == 1);
            person.robot().type(KeyCode.ESCAPE);
            person.await("no drawer", 10, () -> !person.exists("#peer-drawer"));
            assertTrue(person.focused("#peer-table"), "the person has lost her place");

            var tile = person.robot().lookup(".room-grid").query().localToScreen(20, 20);
            person.robot().clickOn(tile, MouseButton.PRIMARY);
            person.await("the drawer again", 10, () -> person.exists("#peer-drawer"));
            assertEquals("PC-01", person.words("#peer-drawer .card-title"));
            person.type(KeyCode.SPACE, "#drawer-close");
            person.await("no drawer again", 10, () -> !person.exists("#peer-drawer"));

            var row = person.robot().lookup("#peer-table").queryAs(TableView.class);
            person.robot().clickOn(row.localToScreen(40, 110), MouseButton.PRIMARY);
            person.await("the drawer by its row", 10, () -> person.exists("#peer-drawer"));
            assertEquals("PC-02", person.words("#peer-drawer .card-title"));
            person.robot().type(KeyCode.ESCAPE);
            person.await("no drawer in the end", 10, () -> !person.exists("#peer-drawer"));
            lookAtTheNet();
        }
    }

    /// By the keyboard alone; the drawer gives it back to where it was opened.
    private void lookAtTheNet() throws Exception {
        person.type(KeyCode.SPACE, "#room-net");
        person.await("the net", 10, () -> !person.words("#net-words").isEmpty());
        person.focus("#net");
        person.robot().type(KeyCode.LEFT);
        person.await("the one before", 10, () -> person.words("#net-words").startsWith("PC-01"));
        person.picture("room-drawer-2-net");
        person.robot().type(KeyCode.ENTER);
        person.await("the drawer by the net", 10, () -> person.exists("#peer-drawer"));
        person.robot().type(KeyCode.ESCAPE);
        person.await("the net again", 10, () -> person.focused("#net"));
        var file = folder.resolve("window.properties");
        person.await("it is remembered", 10, () -> new Preferences(file, folder).net());
    }
}
