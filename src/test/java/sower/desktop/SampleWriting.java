package sower.desktop;

import java.util.BitSet;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.InventoryDisk.Contents.Volume;
import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.deploy.Phase;
import sower.deploy.Reason;
import sower.deploy.Told;
import sower.deploy.Verdict;
import sower.desktop.writing.TargetChoice;
import sower.desktop.writing.TargetsPage;
import sower.desktop.writing.WritingPage;
import sower.disk.WriteAccess;
import sower.local.LocalRun;
import sower.local.LocalTarget;
import sower.swarm.HoldUp;

/// Made-up disks of this computer that an image is written to. On the FX thread.
final class SampleWriting {
    private static final long GB = 1_000_000_000;
    private static final long BYTES = 185 * GB;

    private SampleWriting() {}

    private static List<LocalTarget> targets() {
        return List.of(
                ready("/dev/sdb", "Samsung SSD 870 EVO 500GB", "S6PYNX0T118942", 500 * GB),
                ready("/dev/sdc", "Samsung SSD 870 EVO 500GB", "S6PYNX0T118977", 500 * GB),
                aside(
                        "/dev/nvme0n1",
                        "WDC PC SN730 SDBPNTY-512G",
                        512 * GB,
                        new Reason.RunsFrom("/dev/nvme0n1")),
                aside(
                        "/dev/sda",
                        "TOSHIBA MQ04ABF100",
                        1000 * GB,
                        new Reason.InUse(
                                "/dev/sda",
                                List.of("/dev/sda1 is mounted on /media/student/Backup 2025"))),
                aside(
                        "/dev/sdd",
                        "KINGSTON SA400S37",
                        120 * GB,
                        new Reason.TooSmall("/dev/sdd", "nvme0n1p4", 391 * GB, 120 * GB)));
    }

    private static LocalTarget ready(String path, String model, String serial, long length) {
        var disk = disk(path, model, serial, length);
        return new LocalTarget(disk, new Verdict.Ready(disk, 93 * GB, List.of()));
    }

    private static LocalTarget aside(String path, String model, long length, Reason reason) {
        return new LocalTarget(
                disk(path, model, "20481Q8" + length / GB, length),
                new Verdict.StandsAside(reason));
    }

    private static InventoryDisk disk(String path, String model, String serial, long length) {
        return new InventoryDisk(
                path,
                model,
                serial,
                "",
                length,
                512,
                4096,
                false,
                false,
                false,
                List.of(),
                new Contents(
                        "gpt",
                        List.of(
                                new Volume(1, "vfat", "EFI", GB / 2),
                                new Volume(2, "ntfs", "Windows", length - GB)),
                        ""));
    }

    /// @param way how the disks would be written
    static Node choosing(WriteAccess.Way way) {
        var choice = new TargetChoice();
        var page =
                new TargetsPage(
                        SampleDisks.image("lab-windows-2026", 2, false),
                        choice,
                        false,
                        new TargetsPage.Wishes() {
                            @Override
                            public void look(boolean withLoops) {}

                            @Override
                            public void askToRead() {}

                            @Override
                            public WriteAccess.Way way(List<LocalTarget> chosen) {
                                return way;
                            }

                            @Override
                            public void write(List<LocalTarget> released) {}

                            @Override
                            public void leave() {}
                        });
        choice.accept(targets());
        page.show(way == WriteAccess.Way.PASSWORD);
        return page;
    }

    /// The person has chosen both disks that may be.
    static void choose(Scene scene) {
        for (var name : List.of("#target-sdb", "#target-sdc")) {
            ((CheckBox) scene.lookup(name)).fire();
        }
    }

    static Node writing(boolean over) {
        var targets = targets().subList(0, 2);
        var page =
                new WritingPage(
                        SampleDisks.image("lab-windows-2026", 2, false),
                        targets,
                        new WritingPage.Wishes() {
                            @Override
                            public void report() {}

                            @Override
                            public void stop(List<LocalTarget> disks) {}

                            @Override
                            public void leave() {}
                        });
        var pace = new Pace(380, 460, 0);
        var lost = "/dev/sdc does not hold what was written to it";
        var disks =
                over
                        ? List.of(
                                disk(
                                        targets.get(0),
                                        Phase.DONE,
                                        BYTES,
                                        Told.PROVED.words(BYTES, 44107, "SHA-256")),
                                disk(targets.get(1), Phase.FAILED, BYTES / 3, lost))
                        : List.of(
                                disk(targets.get(0), Phase.RECEIVING, BYTES / 5, "", pace),
                                disk(targets.get(1), Phase.VERIFYING, BYTES / 2, "", pace));
        if (over) {
            page.recorded();
        }
        page.show(
                new DeploymentSnapshot(
                        "lab-windows-2026@2", 90_000, BYTES, 0, 0, 0, 460, "", disks, List.of()),
                over);
        return page;
    }

    private static MachineSnapshot disk(
            LocalTarget target, Phase phase, long done, String message) {
        return disk(target, phase, done, message, Pace.UNKNOWN);
    }

    private static MachineSnapshot disk(
            LocalTarget target, Phase phase, long done, String message, Pace pace) {
        return new MachineSnapshot(
                LocalRun.id(target),
                target.disk().path(),
                "127.0.0.1:40001",
                "Sower target 0.1",
                true,
                true,
                phase,
                done,
                BYTES,
                412_000_000,
                0,
                398_000_000,
                pace,
                new BitSet(),
                44107,
                message,
                List.of(),
                List.of(),
                phase == Phase.RECEIVING ? HoldUp.DISK : null);
    }
}
