package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import sower.Needs;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DisksPage;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.shell.Theme;
import sower.desktop.shell.ThemeChoice;

/// Choosing what to capture, with mouse and keys as a person does it.
@Tag("gui")
final class DisksPageTest {
    private final FxRobot robot = new FxRobot();
    private final List<Chosen> asked = new ArrayList<>();
    private DisksPage page;
    private int timesAskedToRead;

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @BeforeEach
    void openThePage() throws Exception {
        Stage stage = FxToolkit.registerPrimaryStage();
        page = Stages.onStage(() -> new DisksPage(new Wishes()));
        robot.interact(() -> {
            page.show(SampleDisks.all(), Set.of());
            var scene = new Scene(page, 1080, 740);
            new Theme(scene, ThemeChoice.LIGHT);
            stage.setScene(scene);
            stage.setX(0);
            stage.setY(0);
            stage.show();
            stage.toFront();
        });
        Stages.settle(3);
    }

    @AfterEach
    void closeThePage() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    void nothingIsChosenAndNothingCanBeCapturedBeforehand() {
        assertTrue(page.selection().chosen().isEmpty());
        assertTrue(robot.lookup("#capture").query().isDisabled());
    }

    @Test
    void clickShiftAndControlChoose() {
        robot.clickOn(block(2));
        assertEquals(Set.of(3), slots());

        robot.press(KeyCode.SHIFT).clickOn(block(3)).release(KeyCode.SHIFT);
        assertEquals(Set.of(3, 4), slots());

        robot.press(KeyCode.CONTROL).clickOn(block(2)).release(KeyCode.CONTROL);
        assertEquals(Set.of(4), slots());
        assertFalse(robot.lookup("#capture").query().isDisabled());
    }

    @Test
    void aRubberBandChoosesWhatItTouches() {
        Bounds first = onScreen(block(2));
        Bounds second = onScreen(block(3));

        robot.moveTo(first.getCenterX(), first.getMinY() + 20)
                .press(MouseButton.PRIMARY)
                .moveTo(second.getCenterX(), second.getMinY() + 40)
                .release(MouseButton.PRIMARY);

        assertEquals(Set.of(3, 4), slots());
    }

    @Test
    void draggingTheDisksHeadIntoTheWellChoosesAllOfIt() {
        Node title = robot.lookup("#disk-nvme0n1 .disk-title").query();

        robot.drag(title).dropTo("#capture-well");

        assertEquals(Set.of(1, 2, 3, 4, 5), slots());
        robot.clickOn("#capture");
        assertEquals(1, asked.size());
    }

    @Test
    void keysAloneDoTheSame() {
        robot.interact(() -> block(2).requestFocus());

        robot.type(KeyCode.SPACE).type(KeyCode.RIGHT).type(KeyCode.SPACE);
        assertEquals(Set.of(3, 4), slots());

        robot.type(KeyCode.SPACE);
        assertEquals(Set.of(3), slots());
    }

    @Test
    void theLockedDiskSaysWhyAndCannotBeChosen() {
        Node locked = robot.lookup("#disk-sda").query();
        String words = ((Label) locked.lookup(".lock-words")).getText();

        robot.interact(() -> page.selection().whole(SampleDisks.all().get(2)));

        assertTrue(words.contains("running from it"), words);
        assertTrue(page.selection().chosen().isEmpty());
    }

    @Test
    void theRunningSystemsDiskIsASourceOnlyAfterItsNameWasTypedAndWhatIsInUseIsNot() {
        robot.interact(() -> robot.lookup("#unlock-sda").queryButton().fire());
        assertTrue(robot.lookup("#unlock-cancel").query().isFocused());
        robot.interact(() -> robot.lookup("#unlock-name").query().requestFocus());
        robot.write("sd").type(KeyCode.ENTER);
        assertTrue(robot.lookup("#unlock-do").query().isDisabled());
        robot.write("a").type(KeyCode.ENTER);
        assertTrue(robot.lookup("#unlock").tryQuery().isEmpty());

        robot.interact(() -> page.selection().choose(unlocked(), Set.of(1)));
        assertFalse(robot.lookup("#capture").query().isDisabled());
        robot.interact(() -> page.selection().choose(unlocked(), Set.of(1, 2)));
        assertTrue(robot.lookup("#capture").query().isDisabled(), "the running system itself");

        robot.interact(() -> robot.lookup("#lock-sda").queryButton().fire());
        assertTrue(page.selection().chosen().isEmpty(), "chosen on a locked disk");
    }

    private static SurveyedDisk unlocked() {
        return SampleDisks.system().unlocked(true);
    }

    @Test
    void administratorRightsAreOfferedOnlyWhereTheyMayHelp() {
        var words = text("disks.ask");
        assertFalse(robot.lookup(words).query().isVisible());

        robot.interact(() -> page.offerToAsk(true));
        robot.clickOn(words);

        assertEquals(1, timesAskedToRead);
    }

    private Set<Integer> slots() {
        return page.selection().chosen().slots();
    }

    private Node block(int index) {
        return robot.lookup("#disk-nvme0n1 .partition").nth(index).query();
    }

    private static Bounds onScreen(Node node) {
        return node.localToScreen(node.getLayoutBounds());
    }

    private final class Wishes implements DisksPage.Wishes {
        @Override
        public void relist(boolean withLoops) {}

        @Override
        public void askToRead() {
            timesAskedToRead++;
        }

        @Override
        public void capture(Chosen chosen) {
            asked.add(chosen);
        }

        @Override
        public void unlock(SurveyedDisk disk, boolean now) {
            var disks = new ArrayList<>(SampleDisks.all());
            disks.set(2, disk.unlocked(now));
            page.show(disks, Set.of());
        }
    }
}
