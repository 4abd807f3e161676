package sower.desktop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sower.deploy.DiskRule;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.InventoryDisk.Contents.Volume;
import sower.deploy.Reason;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.deploy.Roster;
import sower.deploy.Verdict;
import sower.desktop.rehearsal.RoomOrder;

/// Made-up machines of a rehearsal.
public final class SampleRehearsal {
    private static final long GB = 1_000_000_000;
    private static final String USE = "/dev/sda2 is mounted on /media/student/Backup 2025";

    private SampleRehearsal() {}

    public static RoomOrder order() {
        return new RoomOrder(
                SampleDisks.image("lab-windows-2026", 2, false),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969),
                new DiskRule.Only(),
                Late.WAIT,
                Roster.EVERYBODY);
    }

    /// A machine with one disk, which a first look finds to be `state`.
    public static RehearsalRow machine(int number, State state) {
        return row(number, state, Optional.empty(), disk("/dev/nvme0n1", 512 * GB, number));
    }

    /// A machine that is left as it is.
    public static RehearsalRow aside(int number, Reason reason, InventoryDisk... disks) {
        return row(number, State.ASIDE, Optional.of(reason), disks);
    }

    /// A room as one meets it: three stand aside for different reasons, one is silent, the others
    /// are ready or late.
    ///
    /// @param runReleased whether the first ready ones are being written
    public static List<RehearsalRow> room(boolean runReleased) {
        var rows = new ArrayList<RehearsalRow>();
        rows.add(
                aside(
                        8,
                        new Reason.TooSmall("/dev/sda", "nvme0n1p4", 391 * GB, 128 * GB),
                        disk("/dev/sda", 128 * GB, 8)));
        rows.add(
                aside(
                        9,
                        new Reason.SeveralMatch(
                                "only",
                                List.of(
                                        new Reason.Found("/dev/nvme0n1", false),
                                        new Reason.Found("/dev/sda", false))),
                        disk("/dev/nvme0n1", 512 * GB, 9),
                        disk("/dev/sda", 2000 * GB, 19)));
        rows.add(
                aside(
                        11,
                        new Reason.InUse("/dev/sda", List.of(USE)),
                        used(disk("/dev/sda", 512 * GB, 11))));
        rows.add(machine(7, State.SILENT));
        for (int i = 1; i < 7; i++) {
            rows.add(machine(i, runReleased ? State.RELEASED : State.READY));
        }
        return rows;
    }

    private static RehearsalRow row(
            int number, State state, Optional<Reason> reason, InventoryDisk... disks) {
        Verdict verdict =
                reason.<Verdict>map(Verdict.StandsAside::new)
                        .orElseGet(() -> new Verdict.Ready(disks[0], 12 * GB, List.of()));
        return new RehearsalRow(
                "id-" + number,
                "PC-%02d".formatted(number),
                "192.168.20.%d".formatted(20 + number),
                new Inventory(
                        "OptiPlex 7010",
                        "ABC" + number,
                        16 * GB,
                        Inventory.BootMode.UEFI,
                        List.of(),
                        Arrays.asList(disks)),
                verdict,
                state,
                state == State.LATE);
    }

    public static InventoryDisk disk(String path, long length, int number) {
        var contents =
                number % 3 == 0
                        ? new Contents("none", List.of(new Volume(0, "zeros", "", length)), "")
                        : new Contents(
                                "gpt",
                                List.of(
                                        new Volume(1, "vfat", "EFI", GB / 2),
                                        new Volume(2, "ntfs", "Windows", 300 * GB),
                                        new Volume(3, "ext4", "home", 200 * GB)),
                                "");
        return new InventoryDisk(
                path,
                "SAMSUNG MZVL2512",
                "S64KNX%05d".formatted(number * 7919),
                "",
                length,
                512,
                4096,
                false,
                false,
                false,
                List.of(),
                contents);
    }

    private static InventoryDisk used(InventoryDisk disk) {
        return new InventoryDisk(
                disk.path(),
                disk.model(),
                disk.serial(),
                disk.wwn(),
                disk.length(),
                disk.logicalSectorSize(),
                disk.physicalSectorSize(),
                false,
                false,
                false,
                List.of(USE),
                disk.contents());
    }
}
