package sower.run;

import java.io.IOException;
import java.time.InstantSource;
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
    private static final Directive RETRY =
            new Directive(
                    Directive.Order.RETRY, "it says hello again and waits for another release");

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
            default -> Directive.Order.of(words[0]).map(kind -> direct(about, kind));
        };
    }

    /// Has a machine show itself to whoever stands in the room.
    ///
    /// @return whether it is there
    public boolean call(RehearsalRow machine) {
        return room.identify(machine.id(), "this is " + machine.name());
    }

    /// Has all that were released receive and send nothing for now, or go on.
    ///
    /// @return how many
    public int pauseAll(boolean now) {
        var released =
                rehearsal.snapshot().stream().filter(row -> row.state() == State.RELEASED).toList();
        released.forEach(row -> rehearsal.directives().pause(row.id(), now));
        return released.size();
    }

    /// Has machines that have failed say hello again: they are shown as they are then, and write
    /// nothing before another release.
    ///
    /// @return those that were told; others are not there, or have not failed
    public List<RehearsalRow> retry(List<RehearsalRow> failed) {
        return failed.stream()
                .filter(row -> rehearsal.directives().direct(row.id(), RETRY.order()).isEmpty())
                .filter(row -> room.direct(row.id(), RETRY))
                .toList();
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
        return find(name).filter(this::call).isPresent()
                ? name + " calls"
                : "no machine called " + name + " is there";
    }

    private String pause(String name, boolean now) {
        var told = now ? " is told to pause" : " is told to go on";
        if (name.isEmpty()) {
            int meant = pauseAll(now);
            return meant == 0
                    ? "no machine was released"
                    : "every machine (%d)".formatted(meant) + told;
        }
        var machine = find(name);
        machine.ifPresent(row -> rehearsal.directives().pause(row.id(), now));
        return machine.isPresent() ? name + told : unknown(name);
    }

    private String stop(String name) {
        var machine = find(name);
        machine.ifPresent(row -> rehearsal.directives().stop(row.id()));
        return machine.isPresent() ? name + " is told to stop" : unknown(name);
    }

    private String direct(String name, Directive.Order kind) {
        var machine = find(name);
        if (machine.isEmpty()) {
            return unknown(name);
        }
        var row = machine.get();
        var refusal = rehearsal.directives().direct(row.id(), kind);
        if (refusal.isPresent()) {
            return "no %s of %s: %s".formatted(kind.words(), name, refusal.get());
        }
        var directive =
                kind == Directive.Order.RETRY
                        ? RETRY
                        : new Directive(kind, "the technician at the workstation wants it");
        return room.direct(row.id(), directive)
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
