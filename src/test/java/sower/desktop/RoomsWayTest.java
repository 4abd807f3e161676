package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.deploy.Json;
import sower.deploy.RoomProfile;
import sower.deploy.Roster;
import sower.enrol.EnrolledMachine.State;
import sower.enrol.Rooms;
import sower.image.ImageLibrary;

/// Machines are put into a room, and a deployment is opened for that room alone, by keyboard.
final class RoomsWayTest extends AtTheWindow {

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void machinesArePutIntoARoomAndOnlyTheyAreMeant() throws Exception {
        var library = new ImageLibrary(folder.resolve("library"));
        var machines = Files.createDirectories(library.root().resolve("machines"));
        for (int i = 1; i <= 3; i++) {
            var machine = SampleMachines.machine(i, State.ENROLLED, "", i);
            Files.write(machines.resolve(machine.id() + ".json"), Json.indented(machine));
        }
        person.go(KeyCode.DIGIT4);
        person.await("the machines", 20, () -> person.rows("#machine-table") == 3);
        person.focus("#machine-table");
        person.robot().type(KeyCode.HOME);
        person.robot().press(KeyCode.SHIFT).type(KeyCode.DOWN).release(KeyCode.SHIFT);
        hearOf(machines, 2); // of a room somebody is always heard
        person.focus("#room-name");
        person.robot().write("lab-204");
        person.await("the button", 10, () -> !person.disabled("#room-put"));
        person.type(KeyCode.ENTER, "#room-put");
        person.await(
                "the room", 20, () -> person.exists("#machine-table") && !rooms(library).isEmpty());
        person.picture("rooms-1-machines");

        assertEquals(List.of(new Roster("lab-204", List.of("PC-01", "PC-02"))), rooms(library));

        var lastTerm = new RoomProfile("lab-204", "127.0.0.1", 6969, "size=1M..1G");
        Rooms.of(library).keep(lastTerm);
        person.openTheRoom(() -> {
            person.focus("#room-roster");
            ComboBox<?> roster = person.robot().lookup("#room-roster").queryComboBox();
            person.robot().type(KeyCode.DOWN);
            person.await("the room", 10, () -> roster.getSelectionModel().getSelectedIndex() == 1);
            TextField rule = person.robot().lookup("#room-rule").queryAs(TextField.class);
            person.await("last term's", 10, () -> rule.getText().equals(lastTerm.rule()));
            person.picture("rooms-2-form");
        });
        try (var agents = new RoomOfAgents(person.workstation())) {
            agents.start(folder, "PC-01", 16 << 20);
            agents.start(folder, "PC-03", 16 << 20);
            person.await("both", 60, () -> person.rows("#rehearsal-table") == 2);
            person.await("one ready", 30, () -> person.enabledText("#release-all", 1));
            person.picture("rooms-3-rehearsal");
        }
        var profile =
                Rooms.of(library).profiles().stream()
                        .filter(each -> each.room().equals("lab-204"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(lastTerm.rule(), profile.rule());
        assertNotEquals(lastTerm.port(), profile.port()); // as it was opened this time
    }

    /// A machine has been seen, and the table shows it.
    private void hearOf(Path machines, int number) throws Exception {
        var seen = SampleMachines.machine(number, State.ENROLLED, "", -100);
        Files.write(machines.resolve(seen.id() + ".json"), Json.indented(seen));
        TableView<?> table = person.robot().lookup("#machine-table").queryTableView();
        person.await("the news", 20, () -> table.getItems().contains(seen));
    }

    private static List<Roster> rooms(ImageLibrary library) {
        try {
            return Rooms.of(library).list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
