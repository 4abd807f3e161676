package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.Needs;
import sower.netboot.BootFolder;
import sower.netboot.Wire;

/// Network boot is switched on, a machine starts from here, and it is switched off, by keyboard.
final class NetBootWayTest extends AtTheWindow {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aMachineStartsAsLongAsItIsSwitchedOn() throws Exception {
        Needs.root();
        Needs.tool("ip", "busybox");
        var files = BootFolder.make(Files.createDirectory(folder.resolve("boot")));
        System.setProperty("sower.boot.files", files.toString());
        try (var wire = Wire.make(false)) {
            person.go(KeyCode.DIGIT5);
            person.await("the form", 30, () -> person.exists("#boot-on"));
            person.focus("#boot-address");
            ComboBox<?> address = person.robot().lookup("#boot-address").queryComboBox();
            for (int i = 1; i < address.getItems().size(); i++) {
                if (!String.valueOf(address.getValue()).endsWith(Wire.HERE)) {
                    person.robot().type(KeyCode.DOWN);
                }
            }
            assertTrue(String.valueOf(address.getValue()).endsWith(Wire.HERE), "no such network");
            person.type(KeyCode.SPACE, "#boot-alone");
            person.rewrite("#boot-range", "10.93.9.100");
            assertTrue(person.disabled("#boot-on"), "half a range");
            person.picture("boot-1-half");
            person.rewrite("#boot-range", "10.93.9.100-10.93.9.101");
            person.await("the button", 10, () -> !person.disabled("#boot-on"));
            person.type(KeyCode.ENTER, "#boot-on");
            person.await("it is on", 60, () -> person.exists("#boot-off"));
            assertTrue(wire.ask().contains("lease of 10.93.9.10"));
            person.await("the machine", 20, () -> person.shows(Wire.CARD));
            person.picture("boot-2-on");

            person.type(KeyCode.ENTER, "#boot-off");
            person.await("it is off", 30, () -> person.exists("#boot-on"));
            person.picture("boot-3-off");
        } finally {
            System.clearProperty("sower.boot.files");
        }
    }
}
