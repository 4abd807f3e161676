package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sower.capture.CaptureProgress;
import sower.capture.CaptureProgress.Stage;
import sower.desktop.deploy.RoomFigures;
import sower.desktop.shell.Texts;

/// Screen readers hear what changes seldom.
final class AnnouncementsTest {
    private final Announcements announcements = new Announcements();

    @BeforeEach
    void speakEnglish() {
        Texts.speak(Locale.ENGLISH, Locale.US);
    }

    @Test
    void aRunOfSixMinutesIsAFewSentences() {
        var sample = new SampleRoom(8, 7, false);
        var said = new ArrayList<String>();
        boolean ended = false;
        while (!ended) {
            var room = sample.next();
            announcements.of(room).ifPresent(said::add);
            ended = RoomFigures.of(room).ended();
        }

        assertTrue(said.size() >= 3 && said.size() <= 8, said.toString());
        assertTrue(said.getLast().contains(text("room.verdict.all", 8)), said.toString());
        assertEquals(List.copyOf(new LinkedHashSet<>(said)), said, "said twice");
    }

    @Test
    void whatNeedsAPersonIsSaid() {
        var sample = new SampleRoom(30, 7, true);
        var said = new ArrayList<String>();
        for (int second = 0; second < 96; second++) {
            announcements.of(sample.next()).ifPresent(said::add);
        }

        assertTrue(said.stream().anyMatch(each -> each.contains("a person")), said.toString());
    }

    @Test
    void aCaptureIsToldByItsStages() {
        assertEquals(said(Stage.TABLE), announcements.of("lab", at(Stage.TABLE, 0)));
        assertEquals(Optional.empty(), announcements.of("lab", at(Stage.TABLE, 1)));
        assertEquals(
                said(Stage.READ_AND_HASH), announcements.of("lab", at(Stage.READ_AND_HASH, 2)));
        assertEquals(Optional.empty(), announcements.of("lab", at(Stage.READ_AND_HASH, 3)));
    }

    private static Optional<String> said(Stage stage) {
        return Optional.of(text("announce.capture", "lab", word(stage)));
    }

    private static CaptureProgress at(Stage stage, long bytes) {
        return new CaptureProgress(stage, "sda1", bytes, bytes, 10, 1, 1, 1);
    }
}
