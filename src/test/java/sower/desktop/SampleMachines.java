package sower.desktop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sower.deploy.Roster;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachine.State;
import sower.enrol.MachineIdentity;

/// Made-up machines of a site.
final class SampleMachines {
    static final Instant NOW = Instant.ofEpochMilli(1_795_860_900_000L);

    private SampleMachines() {}

    static List<EnrolledMachine> site() {
        var machines = new ArrayList<EnrolledMachine>();
        machines.add(machine(9, State.WAITING, "7k3q-m0x9", 3));
        machines.add(machine(10, State.APPROVED, "p2d8-4vwz", 12));
        for (int i = 1; i < 9; i++) {
            machines.add(machine(i, State.ENROLLED, "", 2000L * i * i));
        }
        return machines;
    }

    /// The first two that are enrolled are in one.
    static List<Roster> rooms() {
        var first =
                site().stream()
                        .filter(machine -> machine.state() == State.ENROLLED)
                        .limit(2)
                        .map(machine -> machine.identity().name())
                        .toList();
        return List.of(new Roster("lab-204", first));
    }

    /// One that asks to be let in.
    static EnrolledMachine machine(int number, State state, String code, long secondsAgo) {
        var identity =
                new MachineIdentity(
                        "PC-%02d".formatted(number),
                        number % 4 == 0 ? "" : "5CG9341K%02d".formatted(number),
                        List.of("52:54:00:12:34:%02x".formatted(number)),
                        List.of("S64KNX%05d".formatted(number * 7919)));
        return new EnrolledMachine(
                identity,
                state,
                code,
                "",
                "192.168.20.%d".formatted(20 + number),
                NOW.minusSeconds(90 * 86_400L).toEpochMilli(),
                NOW.minusSeconds(secondsAgo).toEpochMilli());
    }
}
