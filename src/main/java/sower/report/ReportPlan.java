package sower.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sower.deploy.RoomPlan;
import sower.deploy.RoomPlan.Seat;
import sower.record.MachineRecord;
import sower.record.RunRecord;

/// A room seen from above, and what became of each machine in it; empty where disks of the
/// workstation itself were overwritten.
public record ReportPlan(List<Seated> machines) {
    private static final int UNARRANGED = 8;

    public ReportPlan {
        machines = List.copyOf(machines);
    }

    /// A machine where it stands.
    ///
    /// @param outcome what its pattern says
    /// @param words the same
    public record Seated(Seat seat, String machine, RunReport.Outcome outcome, String words) {}

    static ReportPlan of(RunRecord record, RoomPlan room, ReportWords words) {
        if (record.here()) {
            return new ReportPlan(List.of());
        }
        var machines =
                record.machines().stream()
                        .sorted(Comparator.comparing(MachineRecord::name))
                        .toList();
        var names = machines.stream().map(MachineRecord::name).toList();
        var seats = room.seating(names, UNARRANGED);
        var seated = new ArrayList<Seated>();
        for (int i = 0; i < seats.size(); i++) {
            var machine = machines.get(i);
            seated.add(
                    new Seated(
                            seats.get(i),
                            machine.name(),
                            RunReport.outcome(machine),
                            RunReport.outcomeWords(machine, words)));
        }
        return new ReportPlan(seated);
    }

    public boolean isEmpty() {
        return machines.isEmpty();
    }

    /// How many places stand beside each other.
    public int columns() {
        return 1 + machines.stream().mapToInt(each -> each.seat().column()).max().orElse(-1);
    }

    /// Row by row; one in which nobody stands is empty.
    public List<List<Seated>> rows() {
        int rows = 1 + machines.stream().mapToInt(each -> each.seat().row()).max().orElse(-1);
        return IntStream.range(0, rows).mapToObj(this::row).toList();
    }

    private List<Seated> row(int row) {
        return machines.stream()
                .filter(each -> each.seat().row() == row)
                .sorted(Comparator.comparingInt(each -> each.seat().column()))
                .toList();
    }
}
