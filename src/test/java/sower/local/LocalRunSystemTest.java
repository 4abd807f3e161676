package sower.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.Reason;
import sower.deploy.Told;
import sower.deploy.Verdict;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.filesystem.FileVolume;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.practice.PracticeRoom;
import sower.record.MachineRecord;
import sower.record.RunLog;
import sower.record.RunRecord;

/// An image onto disks of this computer, which are loop devices here.
@Tag("system")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LocalRunSystemTest {
    private static final long LENGTH = 64L << 20;

    @TempDir private Path folder;
    private Path master = Path.of("");
    private Image image;

    @BeforeAll
    static void needs() {
        Needs.root();
        Needs.tool("losetup", "mkfs.ext4", "mount", "umount");
    }

    @BeforeEach
    void capture() throws IOException {
        var room = PracticeRoom.open(folder.resolve("room"), 0, LENGTH);
        master = room.master().path();
        try (var source = BlockDevice.openSource(master)) {
            var plan = CapturePlan.of(LocalDisks.of().at(master), source);
            image =
                    new Capture(
                                    plan,
                                    new ImageLibrary(library()),
                                    "lab",
                                    "",
                                    Capture.Options.of(false))
                            .run(progress -> {}, () -> false);
        }
    }

    @Test
    void twoDisksHoldTheImageAndProveIt() throws Exception {
        var one = FileVolume.sparse(folder.resolve("one.img"), LENGTH);
        var other = FileVolume.sparse(folder.resolve("other.img"), LENGTH + (8 << 20));
        try (var loop = LoopDevice.of(one);
                var loop2 = LoopDevice.of(other)) {
            var targets = List.of(target(loop), target(loop2));

            var ends = run(targets);

            assertEquals(List.of(Phase.DONE, Phase.DONE), phases(ends));
            assertTrue(ends.stream().allMatch(end -> end.message().contains("read back")));
            assertRecorded(targets);
        }
        WrittenDisk.assertHolds(master, one);
        WrittenDisk.assertHolds(master, other);
    }

    @Test
    void aDiskThatIsStoppedAtOnceIsAsItWas() throws Exception {
        var file = used("one.img");
        try (var loop = LoopDevice.of(file)) {
            var target = target(loop);
            try (var run = LocalRun.start(library(), image, List.of(target))) {
                run.stop(LocalRun.id(target));

                assertEquals(
                        List.of(Told.STOPPED_BEFORE.words()),
                        end(run).stream().map(MachineSnapshot::message).toList());
            }
        }
        assertArrayEquals(Files.readAllBytes(used("same.img")), Files.readAllBytes(file));
    }

    @Test
    void aDiskThatIsStoppedLaterHasNoPartitionTable() throws Exception {
        var file = used("one.img");
        try (var loop = LoopDevice.of(file);
                var disk = BlockDevice.openSource(loop.path())) {
            var target = target(loop);
            try (var run = LocalRun.start(library(), image, List.of(target))) {
                while (!disk.isZero(0, 512)) {
                    Thread.sleep(1);
                }
                run.stop(LocalRun.id(target));

                assertEquals(
                        List.of(Told.STOPPED.words()),
                        end(run).stream().map(MachineSnapshot::message).toList());
            }
            assertEquals("none", target(loop).disk().contents().table());
        }
    }

    @Test
    void aDiskThatHasChangedSinceItWasShownIsLeftAlone() throws Exception {
        var file = FileVolume.sparse(folder.resolve("one.img"), LENGTH);
        try (var loop = LoopDevice.of(file)) {
            var shown = target(loop);
            Programs.run("mkfs.ext4", "-q", loop.path().toString());

            var ends = run(List.of(shown));

            assertEquals(List.of(Phase.FAILED), phases(ends));
            assertTrue(ends.getFirst().message().contains("has changed"), ends.toString());
            assertEquals("ext4", target(loop).disk().contents().volumes().getFirst().filesystem());
        }
    }

    @Test
    void aMountedDiskAndOneTooSmallAreLocked() throws Exception {
        var mount = Files.createDirectory(folder.resolve("mount"));
        var file = FileVolume.sparse(folder.resolve("one.img"), LENGTH);
        Programs.run("mkfs.ext4", "-q", file.toString());
        try (var loop = LoopDevice.of(file);
                var small =
                        LoopDevice.of(FileVolume.sparse(folder.resolve("small.img"), 4 << 20))) {
            Programs.run("mount", loop.path().toString(), mount.toString());
            try {
                var aside = assertInstanceOf(Verdict.StandsAside.class, target(loop).verdict());
                assertInstanceOf(Reason.InUse.class, aside.reason());
                var short_ = assertInstanceOf(Verdict.StandsAside.class, target(small).verdict());
                assertInstanceOf(Reason.TooSmall.class, short_.reason());
            } finally {
                Programs.run("umount", mount.toString());
            }
        }
    }

    private List<MachineSnapshot> run(List<LocalTarget> targets) throws Exception {
        try (var run = LocalRun.start(library(), image, targets)) {
            return end(run);
        }
    }

    private static List<MachineSnapshot> end(LocalRun run) throws InterruptedException {
        while (!run.over()) {
            Thread.sleep(20);
        }
        return run.snapshot().machines();
    }

    private static List<Phase> phases(List<MachineSnapshot> ends) {
        return ends.stream().map(MachineSnapshot::phase).toList();
    }

    /// What became of the disks is kept like any run's, and does not go on as a room would.
    private void assertRecorded(List<LocalTarget> targets) throws IOException {
        var run = RunLog.runs(library()).getFirst();
        var record = RunRecord.of(library(), run);

        assertTrue(record.proved() && record.endedMillis() > 0, record.toString());
        assertEquals(
                targets.stream().map(target -> target.disk().path()).toList(),
                record.machines().stream().map(MachineRecord::disk).toList());
        assertTrue(record.machines().stream().allMatch(disk -> disk.pieces() > 0));
        assertTrue(RunLog.began(RunLog.events(library(), run)).here());
        assertTrue(Files.exists(library().resolve("runs").resolve(run + ".csv")));
    }

    private Path library() {
        return folder.resolve("library");
    }

    private LocalTarget target(LoopDevice loop) throws IOException {
        return LocalTarget.look(image.manifest(), true).stream()
                .filter(target -> target.disk().path().equals(loop.path().toString()))
                .findFirst()
                .orElseThrow();
    }

    /// A disk with a partition table.
    private Path used(String name) throws IOException {
        var file = FileVolume.sparse(folder.resolve(name), LENGTH);
        try (var old = BlockDevice.openSource(master);
                var target = BlockDevice.claimTarget(file)) {
            target.write(0, ByteBuffer.wrap(old.bytes(0, 1 << 20)));
        }
        return file;
    }
}
