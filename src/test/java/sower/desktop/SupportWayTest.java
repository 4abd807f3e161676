package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sower.desktop.shell.SupportEvent;

/// A support bundle is read in the window, saved, and holds what was read; from the settings, and
/// from wherever there is a problem.
final class SupportWayTest extends AtTheWindow {

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whatIsReadIsWhatIsSaved() throws Exception {
        person.go(KeyCode.DIGIT6);
        person.type(KeyCode.ENTER, "#support-ask");
        person.await("the bundle", 30, () -> person.exists("#support-files"));
        ListView<?> files = person.robot().lookup("#support-files").queryListView();
        assertEquals(3, files.getItems().size(), "no run yet");
        String system = words();
        assertTrue(system.startsWith("Sower "), system);
        assertFalse(system.contains(folder.getFileName() + "/lab"), system);
        try (var saved = Files.list(folder)) {
            assertFalse(saved.anyMatch(file -> file.toString().endsWith(".zip")), "saved unasked");
        }

        person.type(KeyCode.ENTER, "#support-save");
        person.await("where it is", 20, () -> person.exists("#support-saved"));

        try (var saved = Files.list(folder)) {
            var zip = saved.filter(file -> file.toString().endsWith(".zip")).toList();
            assertEquals(1, zip.size());
            assertTrue(person.words("#support-saved").contains(zip.getFirst().toString()));
            try (var opened = new ZipFile(zip.getFirst().toFile())) {
                var entry = opened.getEntry("system.txt");
                var text =
                        new String(
                                opened.getInputStream(entry).readAllBytes(),
                                StandardCharsets.UTF_8);
                assertEquals(system, text);
                assertEquals(
                        List.of("system.txt", "disks.txt", "log.txt"),
                        opened.stream().map(Object::toString).toList());
            }
        }
        person.type(KeyCode.ENTER, "#support-back");
        person.await("the settings", 10, () -> person.exists("#support-ask"));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void oneComesBackToWhereTheProblemWas() throws Exception {
        person.go(KeyCode.DIGIT2);
        person.await("the image", 20, () -> person.exists(".image-card"));
        person.robot()
                .interact(() ->
                        person.robot().lookup(".image-card").query().fireEvent(new SupportEvent()));
        person.await("the bundle", 30, () -> person.exists("#support-files"));

        person.type(KeyCode.ENTER, "#support-back");

        person.await("the images again", 20, () -> person.exists(".image-card"));
    }

    private String words() {
        return person.robot().lookup("#support-words").queryAs(TextArea.class).getText();
    }
}
