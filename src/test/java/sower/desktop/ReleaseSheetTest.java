package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.deploy.RehearsalRow;
import sower.desktop.rehearsal.Arming;
import sower.desktop.rehearsal.ReleaseQuestion;
import sower.desktop.rehearsal.ReleaseSheet;
import sower.desktop.shell.Place;

/// What overwrites disks does not work for a moment, so that two presses of Enter are no answer.
@Tag("gui")
final class ReleaseSheetTest {
    private final AtomicInteger released = new AtomicInteger();

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @Test
    void theButtonWorksAfterTwoSecondsOnly() throws Exception {
        try (var gallery = new Gallery()) {
            show(gallery, Arming.lasting(false));
            long shown = System.nanoTime();
            Button release = (Button) gallery.scene().lookup("#release-do");
            assertTrue(
                    gallery.scene().lookup(".arming").isVisible(), "it does not show that it arms");
            Stages.onStage(() -> {
                release.fire();
                ((TextField) gallery.scene().lookup("#release-number")).getOnAction().handle(null);
                return true;
            });
            assertTrue(release.isDisabled());
            assertEquals(0, released.get(), "released at once");

            while (release.isDisabled() && seconds(shown) < 10) {
                Stages.settle(1);
            }

            assertFalse(release.isDisabled(), "it never works");
            assertTrue(seconds(shown) >= 1.5, "it worked after " + seconds(shown) + " s");
            assertFalse(gallery.scene().lookup(".arming").isVisible());
            Stages.onStage(() -> {
                release.fire();
                return true;
            });
            assertEquals(1, released.get());
        }
    }

    @Test
    void whoHearsTheScreenNeedNotWait() throws Exception {
        try (var gallery = new Gallery()) {
            show(gallery, Arming.lasting(true));

            assertFalse(gallery.scene().lookup("#release-do").isDisabled());
            assertFalse(gallery.scene().lookup(".arming").isVisible());
        }
    }

    @Test
    void whatIsReadIsOnTheLeftAndWhatIsWrittenOnTheRight() throws Exception {
        try (var gallery = new Gallery()) {
            show(gallery, Arming.lasting(true));

            var from = (Region) gallery.scene().lookup(".side-from");
            var to = (Region) gallery.scene().lookup(".side-to");

            assertTrue(from.getBoundsInParent().getMaxX() < to.getBoundsInParent().getMinX());
            assertEquals(
                    "lab-windows-2026, version\u00a02",
                    ((Label) from.lookup(".side-what")).getText());
            assertNotEquals(
                    from.getBorder().getStrokes().getFirst().getTopStroke(),
                    to.getBorder().getStrokes().getFirst().getTopStroke());
        }
    }

    /// The number of disks is typed already.
    private void show(Gallery gallery, Duration moment) throws Exception {
        var ready =
                SampleRehearsal.room(false).stream()
                        .filter(row -> row.state() == RehearsalRow.State.READY)
                        .toList();
        var question = ReleaseQuestion.ofRoom(SampleRehearsal.order().image(), ready, 1);
        gallery.show(
                Screen.of(
                        Place.DEPLOY,
                        () ->
                                new ReleaseSheet(
                                        question, moment, released::incrementAndGet, () -> {})));
        Stages.onStage(() -> {
            var sheet = (ReleaseSheet) gallery.scene().lookup("#release-sheet");
            ((TextField) sheet.lookup("#release-number")).setText(String.valueOf(ready.size()));
            sheet.focus();
            return true;
        });
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
