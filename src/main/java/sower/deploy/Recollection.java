package sower.deploy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A run's events as a rehearsal remembers them after its workstation had ended.
final class Recollection {
    private final Map<String, RehearsedMachine> machines;
    private final ReportingMachines reporting;
    private final Function<Hello, Verdict> judge;
    private final long nowMillis;
    private final Map<String, RunEvent.Phased> last = new HashMap<>();

    /// @param machines to be filled
    /// @param reporting hears of machines that have ended, and will not report again
    Recollection(
            Map<String, RehearsedMachine> machines,
            ReportingMachines reporting,
            Function<Hello, Verdict> judge,
            long nowMillis) {
        this.machines = machines;
        this.reporting = reporting;
        this.judge = judge;
        this.nowMillis = nowMillis;
    }

    void tell(List<RunEvent> events) {
        events.forEach(this::tell);
        for (var phased : last.values()) {
            if (phased.report().phase().ended()) {
                reporting.recall(address(phased.address()), phased.report());
            }
        }
    }

    private void tell(RunEvent event) {
        switch (event) {
            case RunEvent.Planned planned -> planned(planned);
            case RunEvent.Released(_, var grants) -> grants.forEach(this::released);
            case RunEvent.Withdrawn withdrawn -> {
                last.remove(withdrawn.id());
                var machine = machines.get(withdrawn.id());
                if (machine != null) {
                    machine.withdraw();
                }
            }
            case RunEvent.Phased phased -> {
                last.put(phased.report().id(), phased);
                var machine = machines.get(phased.report().id());
                if (machine != null) {
                    machine.begin();
                }
            }
            case RunEvent.Began nothing -> {}
            case RunEvent.Resumed nothing -> {}
            case RunEvent.Ordered ordered -> ordered(ordered);
            case RunEvent.Warned nothing -> {} // it tells again
            case RunEvent.Refused nothing -> {}
            case RunEvent.Measured nothing -> {}
            case RunEvent.Ended nothing -> {}
        }
    }

    private void ordered(RunEvent.Ordered ordered) {
        switch (ordered.order()) {
            case RunEvent.Ordered.PAUSE -> reporting.pause(ordered.id(), true);
            case RunEvent.Ordered.RESUME -> reporting.pause(ordered.id(), false);
            default -> {} // is no state
        }
    }

    private void planned(RunEvent.Planned planned) {
        var hello = planned.hello();
        var from = address(planned.address());
        var known = machines.get(hello.id());
        if (known == null) {
            var machine = RehearsedMachine.absent(from, hello, judge.apply(hello));
            machines.put(hello.id(), machine);
        } else {
            known.heard(from, hello, judge.apply(hello), RehearsedMachine.NEVER);
        }
    }

    /// It is given the time to come back.
    private void released(RunEvent.Released.Granted grant) {
        var machine = machines.get(grant.id());
        if (machine != null) {
            machine.release(grant.disk());
            machine.awaited(nowMillis);
        }
    }

    private static InetAddress address(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress(); // shown only until it comes back
        }
    }
}
