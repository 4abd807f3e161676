package sower.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import sower.control.RoomServer;
import sower.deploy.Rehearsal;
import sower.deploy.RehearsalRow;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachines;

/// What a person types besides the release: `approve CODE`, `identify NAME`, `pause NAME`, `resume
/// NAME`, `stop NAME`.
///
/// @param say told a line for each
record TypedOrders(
        Rehearsal rehearsal, RoomServer room, EnrolledMachines machines, Consumer<String> say) {

    /// @return whether the line was one of them, possible or not
    boolean carriesOut(String line) throws IOException {
        var words = line.strip().split("\\s+", 2);
        if (words.length < 2) {
            return false;
        }
        switch (words[0]) {
            case "approve" -> approve(words[1]);
            case "identify" -> identify(words[1]);
            case "pause" -> pause(words[1], true);
            case "resume" -> pause(words[1], false);
            case "stop" -> stop(words[1]);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void approve(String code) throws IOException {
        try {
            var machine = machines.approve(code, InstantSource.system().millis());
            say.accept("approved: %s may take part".formatted(machine.identity().name()));
        } catch (RefusedException unknown) {
            say.accept(String.valueOf(unknown.getMessage()));
        }
    }

    private void identify(String name) {
        var machine = find(name);
        boolean there =
                machine.isPresent()
                        && room.identify(
                                machine.get().id(), "this is %s".formatted(machine.get().name()));
        say.accept(there ? name + " calls" : "no machine called " + name + " is there");
    }

    private void pause(String name, boolean now) {
        var machine = find(name);
        machine.ifPresent(row -> rehearsal.pause(row.id(), now));
        say.accept(
                machine.isEmpty()
                        ? "no machine is called " + name
                        : name + (now ? " is told to pause" : " is told to go on"));
    }

    private void stop(String name) {
        var machine = find(name);
        machine.ifPresent(row -> rehearsal.stop(row.id()));
        say.accept(
                machine.isPresent() ? name + " is told to stop" : "no machine is called " + name);
    }

    private Optional<RehearsalRow> find(String name) {
        return rehearsal.snapshot().stream().filter(row -> row.name().equals(name)).findFirst();
    }
}
