package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A machine to which nobody gave a ticket is let in, written, and reported, in two languages.
final class LetInWayTest extends AtTheWindow {
    private static final long LARGE = 16L << 20;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aMachineWithoutTicketIsLetInByItsCodeAndTheRunIsReportedInTwoLanguages() throws Exception {
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.startWithoutTicket(folder, "PC-01", LARGE);
            person.await("somebody who asks", 30, () -> person.exists("#newcomer-PC-01"));
            person.type(KeyCode.ENTER, "#newcomer-PC-01");
            person.await("the code", 10, () -> person.exists("#let-in"));
            assertTrue(person.focused("#let-in-cancel"), "Not now has no focus");
            assertEquals(room.codes().get("PC-01"), person.words("#let-in-code"));
            person.type(KeyCode.ESCAPE, "#let-in-cancel");
            person.await("the rehearsal again", 10, () -> !person.exists("#let-in"));
            assertEquals(0, person.rows("#rehearsal-table"), "let in without an answer");
            person.type(KeyCode.ENTER, "#newcomer-PC-01");
            person.await("the code again", 10, () -> person.exists("#let-in-do"));
            person.type(KeyCode.ENTER, "#let-in-do");
            person.await("one ready", 60, () -> person.enabledText("#release-all", 1));
            person.releaseAll();
            person.await(
                    "its proof",
                    90,
                    () -> person.rows("#peer-table") == 1 && person.exists("#deploy-again"));

            person.type(KeyCode.ENTER, "#run-report");
            person.await("the report", 20, () -> person.exists("#report-verdict"));
            assertTrue(person.words("#report-verdict").contains("was read back"));
            person.go(KeyCode.DIGIT6);
            person.type(KeyCode.SPACE, "#language-TRADITIONAL_CHINESE");
            assertTrue(person.focused("#language-TRADITIONAL_CHINESE"), "lost its place");
            person.go(KeyCode.DIGIT3);
            person.await("the report in Chinese", 20, () -> person.exists("#report-verdict"));
            person.picture("room-7-report");
            assertTrue(person.words("#report-verdict").contains("已讀回比對"));
            for (String form : List.of("PDF", "CSV", "JSON")) {
                person.type(KeyCode.ENTER, "#report-" + form);
                person.await(
                        "a saved " + form,
                        20,
                        () -> person.words("#report-done").contains(form.toLowerCase(Locale.ROOT)));
            }
            assertEquals(3, saved().size(), saved().toString());
            person.type(KeyCode.ENTER, "#report-back");
            person.await("the run in Chinese", 20, () -> person.exists("#deploy-again"));
            assertEquals(text("room.verdict.all", "1"), person.words("#verdict"));
            person.go(KeyCode.DIGIT4);
            person.await("an enrolled machine", 20, () -> person.rows("#machine-table") == 1);
            person.picture("room-8-machines");
            person.go(KeyCode.DIGIT6);
            person.type(KeyCode.SPACE, "#language-ENGLISH");
        }
    }

    private List<String> saved() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("sower-"))
                    .sorted()
                    .toList();
        }
    }
}
