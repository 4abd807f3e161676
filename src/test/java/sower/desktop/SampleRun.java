package sower.desktop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import sower.deploy.Phase;
import sower.deploy.RoomPlan;
import sower.deploy.Told;
import sower.record.MachineRecord;
import sower.record.MachineRecord.Step;
import sower.record.RunRecord;

/// The made-up record of a run: most machines proved, one failed, one not released.
public final class SampleRun {
    private static final long BEGAN = 1_795_860_900_000L; // 2026-11-28 10:15 UTC
    private static final long BYTES = 12_400_000_000L;

    private SampleRun() {}

    /// @param machines how many were released
    public static RunRecord of(int machines) {
        var records = new ArrayList<MachineRecord>();
        for (int i = 1; i <= machines; i++) {
            records.add(i == 5 ? failed(i) : proved(i));
        }
        records.add(left(machines + 1));
        return new RunRecord(
                "20261128-101500-4f2a",
                "lab-windows-2026@2",
                "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a",
                "signed by this library's own key a779-0b45-3fb1-609a-2d48-0c72-045f-a74d",
                "only",
                "lab-204",
                "192.168.20.5:6969",
                BEGAN,
                BEGAN + 900_000,
                false,
                1,
                records,
                List.of(),
                List.of("192.168.20.99 was turned away: it shows no certificate"),
                List.of());
    }

    /// Six machines in two rows with an aisle between; the others have no place yet.
    public static RoomPlan room() {
        var seats = new HashMap<String, RoomPlan.Seat>();
        for (int i = 0; i < 6; i++) {
            int column = i % 3 < 2 ? i % 3 : 3;
            seats.put("PC-%02d".formatted(i + 1), new RoomPlan.Seat(i / 3, column));
        }
        return new RoomPlan("lab-204", seats);
    }

    private static MachineRecord proved(int number) {
        long from = BEGAN + 60_000;
        long took = 300_000 + number * 7_000L;
        return machine(
                number,
                Phase.DONE,
                BYTES,
                480,
                Told.PROVED.words(BYTES, 480, "SHA-256"),
                from,
                from + took,
                List.of(
                        new Step(Phase.CHECKING, from + 1_000),
                        new Step(Phase.RECEIVING, from + 9_000),
                        new Step(Phase.VERIFYING, from + took - 60_000),
                        new Step(Phase.DONE, from + took)),
                List.of());
    }

    private static MachineRecord failed(int number) {
        long from = BEGAN + 60_000;
        return machine(
                number,
                Phase.FAILED,
                BYTES,
                0,
                "/dev/nvme0n1 cannot be written from byte 5368709120 to 5369757696 (Input/output"
                        + " error)",
                from,
                from + 145_000,
                List.of(
                        new Step(Phase.RECEIVING, from + 2_000),
                        new Step(Phase.FAILED, from + 145_000)),
                List.of("began anew after receiving"));
    }

    private static MachineRecord left(int number) {
        return new MachineRecord(
                "id-" + number,
                "講桌-%02d".formatted(number),
                "192.168.20.%d".formatted(20 + number),
                "ABC" + number,
                List.of("52:54:00:12:34:%02x".formatted(number)),
                "stands aside: /dev/sda is in use: /dev/sda2 is mounted on /media/student/Backup",
                "",
                "",
                "",
                0,
                Phase.WAITING,
                0,
                0,
                "",
                0,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static MachineRecord machine(
            int number,
            Phase phase,
            long bytes,
            int pieces,
            String message,
            long released,
            long ended,
            List<Step> steps,
            List<String> warnings) {
        return new MachineRecord(
                "id-" + number,
                "PC-%02d".formatted(number),
                "192.168.20.%d".formatted(20 + number),
                "ABC" + number,
                List.of("52:54:00:12:34:%02x".formatted(number)),
                "/dev/nvme0n1 is overwritten with lab-windows-2026@2",
                "/dev/nvme0n1",
                "SAMSUNG MZVL2512",
                "S64KNX%05d".formatted(number * 7919),
                512_110_190_592L,
                phase,
                bytes,
                pieces,
                message,
                released,
                ended,
                steps,
                List.of(),
                warnings);
    }
}
