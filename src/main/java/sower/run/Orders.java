package sower.run;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sower.control.RoomServer;
import sower.deploy.Directive;
import sower.deploy.Rehearsal;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachines;

/// What a technician may want of a run besides the release, a line each: `approve CODE`, and with a
/// machine's name `identify`, `pause`, `resume`, `stop`, `retry`, `reboot`, `power-off`; `pause`
/// and `resume` alone mean all that were released. Any thread may call.
public record Orders(Rehearsal rehearsal, RoomServer room, EnrolledMachines machines) {

    /// Does what a line says.
    ///
    /// @return what came of it, a line; empty when it is no order
    public Optional<String> carryOut(String line) throws IOException {
        var words = line.strip().split("\\s+", 2);
        var about = words.length < 2 ? "" : words[1];
        return switch (words[0]) {
            case "pause" -> Optional.of(pause(about, true));
            case "resume" -> Optional.of(pause(about, false));
            case String _ when about.isEmpty() -> Optional.empty();
            case "approve" -> Optional.of(approve(about));
            case "identify" -> Optional.of(identify(about));
            case "stop" -> Optional.of(stop(about));
            default -> directive(words[0]).map(kind -> direct(about, kind));
        };
    }

    private static Optional<Directive.Order> directive(String word) {
        return Arrays.stream(Directive.Order.values())
                .filter(kind -> kind.words().equals(word))
                .findFirst();
    }

    private String approve(String code) throws IOException {
        try {
            var machine = machines.approve(code, InstantSource.system().millis());
            return "approved: %s may take part".formatted(machine.identity().name());
        } catch (RefusedException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }

    private String identify(String name) {
        boolean there =
                find(name)
                        .filter(row -> room.identify(row.id(), "this is " + row.name()))
                        .isPresent();
        return there ? name + " calls" : "no machine called " + name + " is there";
    }

    private String pause(String name, boolean now) {
        var meant =
                name.isEmpty()
                        ? rehearsal.snapshot().stream()
                                .filter(row -> row.state() == State.RELEASED)
                                .toList()
                        : find(name).map(List::of).orElse(List.of());
        meant.forEach(row -> rehearsal.pause(row.id(), now));
        if (meant.isEmpty()) {
            return name.isEmpty() ? "no machine was released" : unknown(name);
        }
        var who = name.isEmpty() ? "every machine (%d)".formatted(meant.size()) : name;
        return who + (now ? " is told to pause" : " is told to go on");
    }

    private String stop(String name) {
        var machine = find(name);
        machine.ifPresent(row -> rehearsal.stop(row.id()));
        return machine.isPresent() ? name + " is told to stop" : unknown(name);
    }

    private String direct(String name, Directive.Order kind) {
        var machine = find(name);
        if (machine.isEmpty()) {
            return unknown(name);
        }
        var row = machine.get();
        var refusal = rehearsal.direct(row.id(), kind);
        if (refusal.isPresent()) {
            return "no %s of %s: %s".formatted(kind.words(), name, refusal.get());
        }
        var sentence =
                kind == Directive.Order.RETRY
                        ? "it says hello again and waits for another release"
                        : "the technician at the workstation wants it";
        return room.direct(row.id(), new Directive(kind, sentence))
                ? "%s is told to %s".formatted(name, kind.words())
                : name + " is not there; start its agent again";
    }

    private static String unknown(String name) {
        return "no machine is called " + name;
    }

    private Optional<RehearsalRow> find(String name) {
        return rehearsal.snapshot().stream().filter(row -> row.name().equals(name)).findFirst();
    }
}
