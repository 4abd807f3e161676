package sower.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;

/// Shows a room live: on a terminal a table that is written over; elsewhere one line every few
/// seconds, and one for every machine that ends.
final class RoomView implements Consumer<DeploymentSnapshot> {
    private static final int PLAIN_INTERVAL = 5; // snapshots, about seconds
    private static final int BAR = 20;

    private final PrintWriter out;
    private final boolean terminal;
    private final Set<String> ended = new HashSet<>();
    private int lines;
    private int count;

    RoomView(PrintWriter out) {
        this.out = out;
        this.terminal = StatusLine.onTerminal();
    }

    @Override
    public void accept(DeploymentSnapshot room) {
        if (terminal) {
            redraw(room);
        } else {
            if (count++ % PLAIN_INTERVAL == 0) {
                out.println(summary(room));
            }
            tellEnded(room);
        }
        out.flush();
    }

    private void redraw(DeploymentSnapshot room) {
        if (lines > 0) {
            out.print("\033[" + lines + "A\033[J"); // up, and clear to the end of the screen
        }
        out.println(summary(room));
        var all = room.machines().stream().flatMap(machine -> rows(machine).stream()).toList();
        all.forEach(out::println);
        room.trouble().forEach(out::println);
        lines = 1 + all.size() + room.trouble().size();
    }

    private void tellEnded(DeploymentSnapshot room) {
        for (var machine : room.machines()) {
            if (machine.phase().ended() && ended.add(machine.name() + machine.phase())) {
                out.println(row(machine));
            }
            machine.warnings().forEach(sentence -> tell(machine.name() + ": " + sentence));
        }
        room.trouble().forEach(this::tell);
    }

    /// Prints a sentence, once.
    void tell(String sentence) {
        if (ended.add(sentence)) {
            out.println(sentence);
        }
    }

    /// The room in a line.
    static String summary(DeploymentSnapshot room) {
        return "%3.0f %% of the room, %d of %d machines done%s, seeding %s, exchanged %s, %.2f copies sent%s"
                .formatted(
                        room.fraction() * 100,
                        room.count(Phase.DONE),
                        room.machines().size(),
                        room.count(Phase.FAILED) > 0
                                ? ", " + room.count(Phase.FAILED) + " failed"
                                : "",
                        Quantity.rate(room.seedRate()),
                        Quantity.rate(room.exchangeRate()),
                        room.copiesSent(),
                        room.etaSeconds() < 0
                                ? ""
                                : ", " + Quantity.duration(room.etaSeconds()) + " left");
    }

    /// A machine in a line, and one below it for each of its warnings.
    static List<String> rows(MachineSnapshot machine) {
        return Stream.concat(
                        Stream.of(row(machine)),
                        machine.warnings().stream().map(sentence -> "    " + sentence))
                .toList();
    }

    /// A machine in a line.
    static String row(MachineSnapshot machine) {
        int filled = (int) Math.round(machine.fraction() * BAR);
        return "  %-14s %-10s %s%s %3.0f %%  down %9s  up %9s  %s"
                .formatted(
                        machine.name(),
                        phase(machine.phase()),
                        "#".repeat(filled),
                        ".".repeat(BAR - filled),
                        machine.fraction() * 100,
                        Quantity.rate(machine.downRate()),
                        Quantity.rate(machine.upRate()),
                        machine.message())
                .stripTrailing();
    }

    private static String phase(Phase phase) {
        return switch (phase) {
            case WAITING -> "waiting";
            case CHECKING -> "checking";
            case RECEIVING -> "receiving";
            case FLUSHING -> "flushing";
            case VERIFYING -> "verifying";
            case FINISHING -> "finishing";
            case DONE -> "done";
            case FAILED -> "failed";
            case LOST -> "lost";
        };
    }
}
