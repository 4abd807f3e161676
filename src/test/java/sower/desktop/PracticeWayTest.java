package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import sower.Needs;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.ThemeChoice;

/// The whole way as a person goes it, with the mouse: practice room, drag the disk into the well,
/// capture, deploy to eight machines, eight proofs.
@Tag("gui")
final class PracticeWayTest {
    private final FxRobot robot = new FxRobot();
    @TempDir Path folder;

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @BeforeEach
    void openTheWindow() throws Exception {
        var preferences =
                new Preferences(folder.resolve("window.properties"), folder.resolve("library"));
        preferences.theme(ThemeChoice.LIGHT);
        Stage stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupApplication(
                () -> new Workstation(preferences, (window, title, name) -> Optional.empty()));
        robot.interact(() -> {
            stage.setX(0);
            stage.setY(0);
        });
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void fromTheDiskToEightProofs() throws Exception {
        robot.clickOn("#open-practice");
        await("the practice disk", 60, () -> exists(".badge-practice"));
        picture("practice-1-disk");

        Node handle = robot.lookup(".disk-tile").query().lookup(".disk-title");
        robot.drag(handle).dropTo("#capture-well");
        await("a choice in the well", 10, () -> enabled("#capture"));
        picture("practice-2-dragged");

        robot.clickOn("#capture");
        await("the form", 20, () -> exists("#capture-start"));
        robot.clickOn("#capture-start");
        await("the captured image", 120, () -> exists("#seed-now"));
        picture("practice-3-captured");

        robot.clickOn("#seed-now");
        await("machines in the table", 60, () -> rows() == 8);
        picture("practice-4-running");
        await("the end of the room", 150, () -> exists("#deploy-again"));
        picture("practice-5-proofs");
        assertEquals(8, rows());
        assertTrue(allProved(), () -> "not all proved: " + noticed());
    }

    private void await(String what, int seconds, BooleanSupplier met) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, () -> onStage(met));
        } catch (TimeoutException e) {
            picture("practice-stuck");
            throw new AssertionError("waited " + seconds + " s in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean onStage(BooleanSupplier met) throws Exception {
        return Stages.onStage(met::getAsBoolean);
    }

    private boolean exists(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
    }

    private boolean enabled(String selector) {
        return robot.lookup(selector)
                .tryQueryAs(Button.class)
                .filter(button -> !button.isDisabled())
                .isPresent();
    }

    private int rows() {
        return robot.lookup("#peer-table")
                .tryQueryAs(TableView.class)
                .map(table -> table.getItems().size())
                .orElse(0);
    }

    /// The dashboard says so in words, and the rows on screen carry their proof.
    private boolean allProved() {
        boolean said =
                robot.lookup("#verdict")
                        .tryQueryAs(Label.class)
                        .filter(label -> label.getText().equals(text("room.verdict.all", "8")))
                        .isPresent();
        var proofs = robot.lookup(".proof").queryAllAs(Label.class);
        return said
                && !proofs.isEmpty()
                && proofs.stream().noneMatch(proof -> proof.getText().isBlank());
    }

    /// What the dashboard says of machines that need a person.
    private String noticed() {
        return robot.lookup(".dashboard .notice-text").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .collect(Collectors.joining(" "));
    }

    private void picture(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        Stages.picture(robot.window(0).getScene(), name);
    }
}
