package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.ThemeChoice;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.ImageLibrary;

/// Who sits at the window, an image `lab` in its library: mostly at the keyboard.
final class Person {
    private final FxRobot robot;
    private final Stage stage;

    private Person(FxRobot robot, Stage stage) {
        this.robot = robot;
        this.stage = stage;
    }

    /// Captures the image and opens the window.
    static Person atTheWindow(Path folder) throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var library = new ImageLibrary(folder.resolve("library"));
        try (var source = BlockDevice.openSource(master)) {
            var plan = CapturePlan.of(LocalDisks.of().at(master), source);
            new Capture(plan, library, "lab", "", Capture.Options.of(false))
                    .run(progress -> {}, () -> false);
        }
        var preferences = new Preferences(folder.resolve("window.properties"), library.root());
        preferences.theme(ThemeChoice.LIGHT);
        preferences.welcomed(true);
        Stage stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupApplication(() ->
                new Workstation(
                        preferences, (window, title, name) -> Optional.of(folder.resolve(name))));
        var robot = new FxRobot();
        robot.interact(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.requestFocus();
        });
        return new Person(robot, stage);
    }

    FxRobot robot() {
        return robot;
    }

    void go(KeyCode place) {
        robot.press(KeyCode.CONTROL).type(place).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// From the first page to a room at a free port of loopback, by keyboard.
    void openTheRoom() throws Exception {
        openTheRoom(() -> {});
    }

    /// What else is done to the form.
    interface Filling {
        void fill() throws Exception;
    }

    void openTheRoom(Filling more) throws Exception {
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT3).release(KeyCode.CONTROL);
        await("the image", 30, () -> exists("#start-lab"));
        type(KeyCode.ENTER, "#start-lab");
        await("the form", 20, () -> exists("#room-open"));
        focus("#room-address");
        ComboBox<?> address = robot.lookup("#room-address").queryComboBox();
        for (int i = 1; i < address.getItems().size(); i++) {
            robot.type(KeyCode.DOWN);
        }
        assertTrue(String.valueOf(address.getValue()).endsWith("127.0.0.1"), "no loopback");
        focus("#room-rule");
        robot.write("x");
        assertTrue(disabled("#room-open"), "a room without a rule");
        robot.type(KeyCode.END, KeyCode.BACK_SPACE);
        rewrite("#room-rule", "only");
        more.fill();
        rewrite("#room-port", String.valueOf(freePort()));
        robot.type(KeyCode.ENTER);
        await("the room", 30, () -> exists("#rehearsal-table"));
    }

    void rewrite(String selector, String words) throws Exception {
        focus(selector);
        robot.press(KeyCode.CONTROL).type(KeyCode.A).release(KeyCode.CONTROL);
        robot.write(words);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The address in what a technician would type.
    String workstation() {
        String line = robot.lookup("#technician-line").queryAs(TextInputControl.class).getText();
        assertTrue(line.startsWith("sudo sower target --workstation "), line);
        return line;
    }

    /// Whether the window lets itself be closed without a question.
    boolean closes() throws Exception {
        return Stages.onStage(this::closesNow);
    }

    boolean closesNow() {
        var request = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        stage.getOnCloseRequest().handle(request);
        return !request.isConsumed();
    }

    void type(KeyCode key, String selector) throws Exception {
        focus(selector);
        robot.type(key);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Releases all that are ready, and answers the question.
    void releaseAll() throws Exception {
        type(KeyCode.ENTER, "#release-all");
        await("the question", 10, () -> exists("#release-sheet"));
        release();
    }

    /// Answers the question for a release as soon as its button works.
    void release() throws Exception {
        await("the moment to read the list", 10, () -> !disabled("#release-do"));
        type(KeyCode.ENTER, "#release-do");
    }

    /// Opens a menu and takes the item at this place.
    void choose(String menu, int index) throws Exception {
        var button = robot.lookup(menu).queryAs(MenuButton.class);
        type(KeyCode.SPACE, menu);
        await("the menu", 10, button::isShowing);
        var item = button.getItems().get(index);
        Stages.onStage(() -> {
            assertFalse(item.isDisable(), item.getId());
            button.hide();
            Platform.runLater(item::fire); // which may ask, and wait for the answer
            return true;
        });
    }

    void focus(String selector) throws Exception {
        Node node = robot.lookup(selector).query();
        robot.interact(node::requestFocus);
        assertTrue(focused(selector), selector + " cannot be reached by keyboard");
    }

    boolean focused(String selector) {
        return robot.lookup(selector).query().isFocused();
    }

    void await(String what, int seconds, BooleanSupplier met) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(
                    seconds, TimeUnit.SECONDS, () -> Stages.onStage(met::getAsBoolean));
        } catch (TimeoutException e) {
            picture("room-stuck");
            var words = "waited " + seconds + " s in vain for " + what + "; " + whereKeysGo();
            throw new AssertionError(words, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String whereKeysGo() throws Exception {
        return Stages.onStage(() -> {
            var front = stage.isFocused() ? "in front" : "not in front";
            return "the window is " + front + ", keys go to " + stage.getScene().getFocusOwner();
        });
    }

    boolean exists(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
    }

    /// Whether these words stand somewhere in the window.
    boolean shows(String words) {
        return robot.lookup(".label").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.isVisible() && words.equals(label.getText()));
    }

    boolean disabled(String selector) {
        return robot.lookup(selector).query().isDisabled();
    }

    boolean enabledText(String selector, int count) {
        return robot.lookup(selector)
                .tryQueryAs(Button.class)
                .filter(button -> !button.isDisabled())
                .filter(button -> button.getText().contains(" " + count + " "))
                .isPresent();
    }

    int rows(String table) {
        return robot.lookup(table)
                .tryQueryAs(TableView.class)
                .map(found -> found.getItems().size())
                .orElse(0);
    }

    /// The words of the uppermost such label that is seen; a table keeps its cells in any order.
    String words(String selector) {
        return robot.lookup(selector).queryAllAs(Label.class).stream()
                .filter(Person::seen)
                .min(Comparator.comparingDouble(label -> label.localToScene(0, 0).getY()))
                .map(Label::getText)
                .orElse("");
    }

    private static boolean seen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    void picture(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        Stages.picture(stage.getScene(), name);
    }
}
