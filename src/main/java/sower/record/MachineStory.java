package sower.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sower.deploy.Hello;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.deploy.RunEvent;

/// A machine's events, being told in their order.
final class MachineStory {
    private final List<MachineRecord.Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Hello hello;
    private String address;
    private String plan;
    private @Nullable InventoryDisk disk;
    private @Nullable MachineReport report;
    private long releasedMillis;
    private long endedMillis;
    private boolean workstationAnew;

    MachineStory(RunEvent.Planned first) {
        hello = first.hello();
        address = first.address();
        plan = first.plan();
    }

    void planned(RunEvent.Planned event) {
        hello = event.hello();
        address = event.address();
        if (disk == null) {
            plan = event.plan(); // later its disk holds what was written to it
        }
    }

    void released(long at, InventoryDisk granted) {
        if (disk != null) {
            warnings.add("released again");
        }
        disk = granted;
        releasedMillis = at;
        endedMillis = 0;
    }

    void phased(RunEvent.Phased event) {
        var now = event.report();
        address = event.address();
        boolean first = workstationAnew;
        workstationAnew = false;
        if (report != null && beginsAnew(report.phase(), now.phase(), first)) {
            warnings.add("began anew after " + report.phase().name().toLowerCase(Locale.ROOT));
        }
        steps.add(new MachineRecord.Step(now.phase(), event.at()));
        for (var outcome : now.steps()) {
            if (!outcome.done()) {
                warnings.add("step %s failed: %s".formatted(outcome.step(), outcome.failure()));
            }
        }
        report = now;
        endedMillis = now.phase().ended() ? event.at() : 0;
    }

    /// One that is quick to start may be where it was before anything is heard of its checking; but
    /// what it says first to a workstation that has begun anew is no news of the machine.
    private static boolean beginsAnew(Phase before, Phase now, boolean first) {
        return !before.ended() && (now == Phase.CHECKING || now == before && !first);
    }

    /// The workstation had ended and goes on.
    void resumed() {
        workstationAnew = true;
    }

    void warn(String sentence) {
        warnings.add(sentence);
    }

    /// A workstation that has begun anew is told again.
    void warnOnce(String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
        }
    }

    MachineRecord record() {
        var last = report;
        var written = disk;
        var phase = last == null ? Phase.WAITING : last.phase();
        return new MachineRecord(
                hello.id(),
                hello.name(),
                address,
                hello.inventory().serial(),
                hello.inventory().links().stream().map(Inventory.Link::mac).toList(),
                plan,
                written == null ? "" : written.path(),
                written == null ? "" : written.model(),
                written == null ? "" : written.serial(),
                written == null ? 0 : written.length(),
                phase,
                last == null ? 0 : last.bytesTotal(),
                last != null && phase == Phase.DONE ? last.pieceCount() : 0,
                last == null ? "" : last.message(),
                releasedMillis,
                endedMillis,
                steps,
                last == null ? List.of() : last.steps(),
                warnings);
    }
}
