package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.desktop.help.HelpBook;
import sower.desktop.shell.HelpTopic;

/// Help comes to where one is: with F1, and from the reason for which a machine stands aside.
final class HelpWayTest extends AtTheWindow {
    private static final long SMALL = 1L << 20;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void fOneOpensThePageThatFitsAndAQuestionFindsAnother() throws Exception {
        person.await("the disks", 20, () -> person.exists("#disk-loops"));
        ask(HelpTopic.FIRST_IMAGE);
        person.robot().write("power cut");
        person.await(
                "the answer",
                10,
                () -> person.words("#help-page-title").equals(title(HelpTopic.RESUME)));
        person.go(KeyCode.DIGIT5);
        ask(HelpTopic.DOCTOR);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whoStandsAsideHasAPage() throws Exception {
        person.openTheRoom();
        try (var room = new RoomOfAgents(person.workstation())) {
            room.start(folder, "PC-01", SMALL);
            person.await("one aside", 60, () -> person.rows("#rehearsal-table") == 1);
            person.focus("#rehearsal-table");
            person.robot().type(KeyCode.HOME);
            ask(HelpTopic.REFUSAL_SMALL);
            person.go(KeyCode.DIGIT3);
            assertEquals(1, person.rows("#rehearsal-table"), "the room is gone");
        }
    }

    private void ask(HelpTopic topic) throws Exception {
        person.robot().type(KeyCode.F1);
        person.await(topic.id(), 10, () -> person.exists("#help-page-title"));
        assertEquals(title(topic), person.words("#help-page-title"));
        assertTrue(person.focused("#help-question"), "one cannot ask at once");
    }

    private static String title(HelpTopic topic) {
        return Objects.requireNonNull(HelpBook.in(Locale.ENGLISH).pages().get(topic.id())).title();
    }
}
