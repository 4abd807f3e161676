package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
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
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.ThemeChoice;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.ImageLibrary;

/// A real room as a person goes through it by keyboard: image, rehearsal of eight agents of which
/// one has too small a disk, release of seven with their number, seven proofs.
@Tag("gui")
final class RoomWayTest {
    private static final long LARGE = 16L << 20;
    private static final long SMALL = 4L << 20;

    private final FxRobot robot = new FxRobot();
    @TempDir Path folder;
    private Stage stage;

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @BeforeEach
    void captureAndOpenTheWindow() throws Exception {
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
        stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupApplication(() ->
                new Workstation(
                        preferences, (window, title, name) -> Optional.of(folder.resolve(name))));
        robot.interact(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.requestFocus();
        });
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aRoomOfEightIsRehearsedAndSevenAreReleasedByKeyboard() throws Exception {
        openTheRoom();
        picture("room-1-nobody");
        try (var room = new RoomOfAgents(workstation())) {
            for (int i = 1; i <= 8; i++) {
                room.start(folder, "PC-%02d".formatted(i), i == 3 ? SMALL : LARGE);
            }
            await("eight machines, seven ready", 60, () -> enabledText("#release-all", 7));
            assertEquals(8, rows("#rehearsal-table"));
            assertTrue(words(".plan-state").startsWith(text("State.ASIDE")));
            assertTrue(disabled("#release-chosen"), "something is chosen beforehand");
            picture("room-2-rehearsal");

            type(KeyCode.ENTER, "#release-all");
            await("the question", 10, () -> exists("#release-sheet"));
            assertTrue(focused("#release-cancel"), "Cancel has no focus");
            assertTrue(disabled("#release-do"), "released without the number");
            type(KeyCode.ESCAPE, "#release-cancel");
            await("the rehearsal again", 10, () -> !exists("#release-sheet"));
            type(KeyCode.ENTER, "#release-all");
            await("the question again", 10, () -> exists("#release-number"));
            focus("#release-number");
            robot.write("6");
            assertTrue(disabled("#release-do"), "released with a wrong number");
            robot.type(KeyCode.BACK_SPACE);
            robot.write("7");
            picture("room-3-release");
            type(KeyCode.ENTER, "#release-do");

            await("the run", 30, () -> exists("#peer-table"));
            picture("room-4-run");
            await("seven proofs", 120, () -> rows("#peer-table") == 7 && exists("#deploy-again"));
            picture("room-5-proofs");
            assertEquals(text("room.verdict.all", "7"), words("#verdict"));
            assertTrue(words("#waiting-strip .plan-words").contains("too small"));

            type(KeyCode.ENTER, "#deploy-again");
            await("farewell", 30, () -> room.outcomes().size() == 8);
            var expected = new TreeMap<String, String>();
            for (int i = 1; i <= 8; i++) {
                expected.put("PC-%02d".formatted(i), i == 3 ? "left out" : "SHA-256");
            }
            assertEquals(expected, new TreeMap<>(room.outcomes()));
            assertTrue(room.untouched("PC-03"), "the machine that stood aside was written");
            assertFalse(room.untouched("PC-01"), "a machine with proof is empty");
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void oneChosenMachineIsReleasedAndALateOneIsOfferedAgain() throws Exception {
        openTheRoom();
        try (var room = new RoomOfAgents(workstation())) {
            room.start(folder, "PC-01", LARGE);
            room.start(folder, "PC-02", LARGE);
            await("two ready", 60, () -> enabledText("#release-all", 2));

            focus("#rehearsal-table");
            robot.type(KeyCode.HOME, KeyCode.SPACE);
            await("one chosen", 10, () -> enabledText("#release-chosen", 1));
            type(KeyCode.ENTER, "#release-chosen");
            await("the question", 10, () -> exists("#release-sheet"));
            type(KeyCode.ENTER, "#release-do");
            await("one proof", 90, () -> rows("#peer-table") == 1 && exists("#deploy-again"));
            assertTrue(room.untouched("PC-02"), "a machine that was not chosen was written");

            type(KeyCode.ENTER, "#waiting-look");
            await("the other one", 20, () -> enabledText("#release-all", 1));
            picture("room-6-late");
            type(KeyCode.ENTER, "#release-all");
            await("the question", 10, () -> exists("#release-sheet"));
            type(KeyCode.ENTER, "#release-do");
            await("two proofs", 90, () -> rows("#peer-table") == 2 && exists("#deploy-again"));

            assertTrue(closes(), "asked although nothing is being written");
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void closingTheWindowDuringARunAsksAndSaysInWhatStateDisksAreLeft() throws Exception {
        openTheRoom();
        try (var room = new RoomOfAgents(workstation())) {
            room.start(folder, "PC-01", LARGE);
            await("one ready", 60, () -> enabledText("#release-all", 1));
            assertTrue(closes(), "asked although nothing is being written");
        } // the machine is switched off: once released, its run does not end
        type(KeyCode.ENTER, "#release-all");
        await("the question", 10, () -> exists("#release-sheet"));
        type(KeyCode.ENTER, "#release-do");
        await("the run", 20, () -> exists("#peer-table"));

        var closed = new AtomicReference<Optional<Boolean>>(Optional.empty());
        Platform.runLater(() -> closed.set(Optional.of(closesNow())));
        await("the question", 10, () -> exists("#question-no"));
        assertTrue(focused("#question-no"), "to go on has no focus");
        assertTrue(words("#question .content").contains(text("exit.what", 0, 0, 1)));
        robot.interact(() -> robot.lookup("#question-no").queryButton().fire());
        await("the answer", 10, () -> closed.get().isPresent());
        assertFalse(closed.get().orElseThrow(), "closed against the answer");

        closed.set(Optional.empty());
        Platform.runLater(() -> closed.set(Optional.of(closesNow())));
        await("the question", 10, () -> exists("#question-yes"));
        robot.interact(() -> robot.lookup("#question-yes").queryButton().fire());
        await("the answer", 10, () -> closed.get().isPresent());
        assertTrue(closed.get().orElseThrow(), "stays against the answer");
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aMachineWithoutTicketIsLetInByItsCodeAndTheRunIsReportedInTwoLanguages() throws Exception {
        openTheRoom();
        try (var room = new RoomOfAgents(workstation())) {
            room.startWithoutTicket(folder, "PC-01", LARGE);
            await("somebody who asks", 30, () -> exists("#newcomer-PC-01"));
            type(KeyCode.ENTER, "#newcomer-PC-01");
            await("the code", 10, () -> exists("#let-in"));
            assertTrue(focused("#let-in-cancel"), "Not now has no focus");
            assertEquals(room.codes().get("PC-01"), words("#let-in-code"));
            type(KeyCode.ESCAPE, "#let-in-cancel");
            await("the rehearsal again", 10, () -> !exists("#let-in"));
            assertEquals(0, rows("#rehearsal-table"), "let in without an answer");
            type(KeyCode.ENTER, "#newcomer-PC-01");
            await("the code again", 10, () -> exists("#let-in-do"));
            type(KeyCode.ENTER, "#let-in-do");
            await("one ready", 60, () -> enabledText("#release-all", 1));
            type(KeyCode.ENTER, "#release-all");
            await("the question", 10, () -> exists("#release-sheet"));
            type(KeyCode.ENTER, "#release-do");
            await("its proof", 90, () -> rows("#peer-table") == 1 && exists("#deploy-again"));

            type(KeyCode.ENTER, "#run-report");
            await("the report", 20, () -> exists("#report-verdict"));
            assertTrue(words("#report-verdict").contains("was read back"));
            go(KeyCode.DIGIT6);
            type(KeyCode.SPACE, "#language-TRADITIONAL_CHINESE");
            assertTrue(focused("#language-TRADITIONAL_CHINESE"), "lost its place");
            go(KeyCode.DIGIT3);
            await("the report in Chinese", 20, () -> exists("#report-verdict"));
            picture("room-7-report");
            assertTrue(words("#report-verdict").contains("已讀回比對"));
            for (String form : List.of("PDF", "CSV", "JSON")) {
                type(KeyCode.ENTER, "#report-" + form);
                await(
                        "a saved " + form,
                        20,
                        () -> words("#report-done").contains(form.toLowerCase(Locale.ROOT)));
            }
            assertEquals(3, saved().size(), saved().toString());
            type(KeyCode.ENTER, "#report-back");
            await("the run in Chinese", 20, () -> exists("#deploy-again"));
            assertEquals(text("room.verdict.all", "1"), words("#verdict"));
            go(KeyCode.DIGIT4);
            await("an enrolled machine", 20, () -> rows("#machine-table") == 1);
            picture("room-8-machines");
            go(KeyCode.DIGIT6);
            type(KeyCode.SPACE, "#language-ENGLISH");
        }
    }

    private void go(KeyCode place) {
        robot.press(KeyCode.CONTROL).type(place).release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> saved() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("sower-"))
                    .sorted()
                    .toList();
        }
    }

    /// From the first page to a room at a free port of loopback, by keyboard.
    private void openTheRoom() throws Exception {
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
        rewrite("#room-port", String.valueOf(freePort()));
        robot.type(KeyCode.ENTER);
        await("the room", 30, () -> exists("#rehearsal-table"));
    }

    private void rewrite(String selector, String words) throws Exception {
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
    private String workstation() {
        String line = robot.lookup("#technician-line").queryAs(TextInputControl.class).getText();
        assertTrue(line.startsWith("sudo sower target --workstation "), line);
        return line;
    }

    /// Whether the window lets itself be closed without a question.
    private boolean closes() throws Exception {
        return Stages.onStage(this::closesNow);
    }

    private boolean closesNow() {
        var request = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        stage.getOnCloseRequest().handle(request);
        return !request.isConsumed();
    }

    private void type(KeyCode key, String selector) throws Exception {
        focus(selector);
        robot.type(key);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void focus(String selector) throws Exception {
        Node node = robot.lookup(selector).query();
        robot.interact(node::requestFocus);
        assertTrue(focused(selector), selector + " cannot be reached by keyboard");
    }

    private boolean focused(String selector) {
        return robot.lookup(selector).query().isFocused();
    }

    private void await(String what, int seconds, BooleanSupplier met) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(
                    seconds, TimeUnit.SECONDS, () -> Stages.onStage(met::getAsBoolean));
        } catch (TimeoutException e) {
            picture("room-stuck");
            throw new AssertionError("waited " + seconds + " s in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private boolean exists(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
    }

    private boolean disabled(String selector) {
        return robot.lookup(selector).query().isDisabled();
    }

    private boolean enabledText(String selector, int count) {
        return robot.lookup(selector)
                .tryQueryAs(Button.class)
                .filter(button -> !button.isDisabled())
                .filter(button -> button.getText().contains(" " + count + " "))
                .isPresent();
    }

    private int rows(String table) {
        return robot.lookup(table)
                .tryQueryAs(TableView.class)
                .map(found -> found.getItems().size())
                .orElse(0);
    }

    private String words(String selector) {
        return robot.lookup(selector).queryAllAs(Label.class).stream()
                .map(Label::getText)
                .findFirst()
                .orElse("");
    }

    private void picture(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents();
        Stages.picture(stage.getScene(), name);
    }
}
