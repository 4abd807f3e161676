package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import sower.LoopDevice;
import sower.Needs;
import sower.capture.MasterDisk;

/// A disk, here a loop device, that comes and goes while the window is open; nobody presses
/// Refresh.
@Tag("gui")
final class HotPlugTest {
    private static final int SECONDS = 10; // two where the machine does nothing else

    @TempDir Path folder;
    private Person person;

    @BeforeAll
    static void needs() {
        Needs.display();
        Needs.root();
        Needs.tool("losetup");
    }

    @BeforeEach
    void openTheWindow() throws Exception {
        person = Person.atTheWindow(folder);
        person.await("the map", 20, () -> person.exists("#disk-loops"));
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aDiskShowsWhenItIsConnectedAndItsChoiceGoesWithIt() throws Exception {
        Path file = MasterDisk.make(folder.resolve("usb.img"));
        person.type(KeyCode.SPACE, "#disk-loops");
        Thread.sleep(3000); // the watch has seen what was there before

        String name;
        try (var device = LoopDevice.of(file)) {
            name = device.path().getFileName().toString();
            person.await("the new disk", SECONDS, () -> person.exists("#disk-" + name));
            assertTrue(person.exists("#disk-" + name + " .badge-new"), "no mark");
            person.type(KeyCode.SPACE, "#whole-" + name);
            assertFalse(person.disabled("#capture"), "cannot be captured");
        }

        person.await("its going", SECONDS, () -> person.exists("#gone-" + name));
        assertFalse(person.exists("#disk-" + name), "still on the map");
        assertEquals(text("disks.gone.sentence"), person.words("#gone-" + name + " .lock-words"));
        assertTrue(person.disabled("#capture"), "a disk that is gone can be captured");
        person.picture("hotplug-gone");

        try (var again = LoopDevice.of(file)) {
            String next = again.path().getFileName().toString();
            person.await("it again", SECONDS, () -> person.exists("#disk-" + next));
            assertTrue(person.disabled("#capture"), "chosen without a person");
        }
        person.await("its going", SECONDS, () -> !person.exists("#disk-" + name));
    }
}
