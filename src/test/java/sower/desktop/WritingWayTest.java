package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.disk.BlockDevice;
import sower.filesystem.FileVolume;
import sower.image.ImageLibrary;
import sower.local.WrittenDisk;
import sower.partition.PartitionTable;
import sower.practice.PracticeRoom;

/// From an image's card to disks of this computer, which are loop devices here.
@Tag("gui")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class WritingWayTest {
    private static final long LARGE = 768L << 20; // not written while a question is answered

    @TempDir Path folder;
    private Person person;

    @BeforeAll
    static void needs() {
        Needs.display();
        Needs.root();
        Needs.tool("losetup", "mkfs.ext4", "mount", "umount");
    }

    @BeforeEach
    void openTheWindow() throws Exception {
        person = Person.atTheWindow(folder);
        person.await("the map", 20, () -> person.exists("#disk-loops"));
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        FxToolkit.cleanupStages();
    }

    @Test
    void twoDisksByKeyboard() throws Exception {
        long length = Files.size(folder.resolve("master.img"));
        var one = FileVolume.sparse(folder.resolve("one.img"), length);
        var other = FileVolume.sparse(folder.resolve("other.img"), length + (4 << 20));
        try (var loop = LoopDevice.of(one);
                var loop2 = LoopDevice.of(other)) {
            openTheDisks("lab");
            assertTrue(person.disabled("#targets-write"), "something is chosen already");
            person.type(KeyCode.SPACE, box(loop));
            person.type(KeyCode.SPACE, box(loop2));
            person.picture("writing-1-chosen");
            person.type(KeyCode.ENTER, "#targets-write");
            assertTrue(person.focused("#release-cancel"), "Cancel has no focus");
            person.picture("writing-2-release");
            person.release();
            person.await("the end", 60, () -> person.exists("#writing-done"));
            person.picture("writing-3-done");
            assertEquals(text("here.done.all", 2), words("#writing-verdict"));
            person.type(KeyCode.ENTER, "#writing-done");
            person.await("the images", 10, () -> person.exists("#write-here-lab"));
        }
        WrittenDisk.assertHolds(folder.resolve("master.img"), one, "swap");
        WrittenDisk.assertHolds(folder.resolve("master.img"), other, "swap");
    }

    @Test
    void oneDiskByMouseAndAnotherIsLockedWithItsReason() throws Exception {
        var mount = Files.createDirectory(folder.resolve("mount"));
        long length = Files.size(folder.resolve("master.img"));
        var file = FileVolume.sparse(folder.resolve("one.img"), length);
        var used = FileVolume.sparse(folder.resolve("used.img"), length);
        Programs.run("mkfs.ext4", "-q", used.toString());
        try (var loop = LoopDevice.of(file);
                var loop2 = LoopDevice.of(used)) {
            Programs.run("mount", loop2.path().toString(), mount.toString());
            try {
                person.robot().clickOn("#rail-IMAGES");
                person.await("the card", 20, () -> person.exists("#write-here-lab"));
                person.robot().clickOn("#write-here-lab").clickOn("#target-loops");
                person.await("the loop devices", 20, () -> person.exists(box(loop)));
                assertFalse(person.exists(box(loop2)), "a mounted disk can be chosen");
                var why = text("reason.use.mounted", loop2.path(), mount);
                assertTrue(says(text("reason.used", loop2.path(), why)), why);
                person.robot().clickOn(box(loop)).clickOn("#targets-write");
                person.await("the button", 10, () -> !person.disabled("#release-do"));
                person.robot().clickOn("#release-do");
                person.await("the end", 60, () -> person.exists("#writing-done"));
                assertEquals(text("here.done.all", 1), words("#writing-verdict"));
                person.await("the record", 20, () -> person.exists("#writing-report"));
                person.robot().clickOn("#writing-report");
                person.await("the report", 20, () -> person.exists("#report"));
                person.picture("writing-5-report");
                assertTrue(says(loop.path().toString()), "the disk is not in the report");
            } finally {
                Programs.run("umount", mount.toString());
            }
        }
        WrittenDisk.assertHolds(folder.resolve("master.img"), file, "swap");
    }

    @Test
    void aDiskThatIsStoppedHasNoTable() throws Exception {
        captureALargeOne();
        var file = FileVolume.sparse(folder.resolve("one.img"), LARGE);
        try (var loop = LoopDevice.of(file)) {
            openTheDisks("large");
            person.type(KeyCode.SPACE, box(loop));
            person.type(KeyCode.ENTER, "#targets-write");
            person.release();
            person.await("the run", 20, () -> person.exists("#writing-stop"));
            person.type(KeyCode.ENTER, "#writing-stop");
            person.await("the question", 10, () -> person.exists("#question-yes"));
            var yes = person.robot().lookup("#question-yes").queryButton();
            person.robot().interact(yes::fire);
            person.await("the end", 60, () -> person.exists("#writing-done"));
            person.picture("writing-4-stopped");
            assertEquals(text("here.done.some", 0, 1, 1), words("#writing-verdict"));
            try (var disk = BlockDevice.openSource(loop.path())) {
                assertTrue(PartitionTable.read(disk, 512).isEmpty(), "it has a partition table");
            }
        }
    }

    private void openTheDisks(String image) throws Exception {
        person.go(KeyCode.DIGIT2);
        person.await("the card", 20, () -> person.exists("#write-here-" + image));
        person.type(KeyCode.ENTER, "#write-here-" + image);
        person.await("the disks", 20, () -> person.exists("#target-loops"));
        person.type(KeyCode.SPACE, "#target-loops");
        person.await("the loop devices", 20, () -> person.exists(".target-row .check-box"));
    }

    private static String box(LoopDevice loop) {
        return "#target-" + loop.path().getFileName();
    }

    private String words(String selector) {
        return person.robot().lookup(selector).queryAs(Label.class).getText();
    }

    private boolean says(String sentence) {
        return person.robot().lookup(".label").queryAllAs(Label.class).stream()
                .anyMatch(label -> sentence.equals(label.getText()));
    }

    private void captureALargeOne() throws IOException {
        var master = PracticeRoom.open(folder.resolve("room"), 0, LARGE).master();
        var library = new ImageLibrary(folder.resolve("library"));
        try (var source = BlockDevice.openSource(master.path())) {
            new Capture(
                            CapturePlan.of(master, source),
                            library,
                            "large",
                            "",
                            Capture.Options.of(false))
                    .run(progress -> {}, () -> false);
        }
    }
}
