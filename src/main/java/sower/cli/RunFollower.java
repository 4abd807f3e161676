package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.enrol.EnrolledMachine;
import sower.run.Run;

/// A run on the command line, from the rehearsal to what became of the room. Used by one thread.
final class RunFollower {
    private static final long POLL_MILLIS = 100;
    private static final int POLLS_PER_LOOK = 10;
    private static final int FAREWELL_POLLS = 100;

    /// Of who was turned away or waits, on the screen.
    static final int MOST_NOTES = 20;

    private final PrintWriter out;
    private final Run run;
    private final Rehearsal rehearsal;
    private final String image; // its title
    private final Queue<String> turnedAway;
    private final TypedLines typed;
    private final Supplier<List<String>> starts;
    private final boolean terminal = StatusLine.onTerminal();

    /// What was said at the start.
    ///
    /// @param machines that will come; 0 for not known
    /// @param releaseWhen so many are ready; 0 for never without a person
    /// @param yes whether to release when all that will come have shown their plan
    record Expected(int machines, int releaseWhen, boolean yes, Late late) {}

    /// @param turnedAway a sentence about everybody who was, so far; any thread may add to it
    /// @param starts who starts from the network, a line each
    RunFollower(
            PrintWriter out,
            Run run,
            Queue<String> turnedAway,
            TypedLines typed,
            Supplier<List<String>> starts) {
        this.out = out;
        this.run = run;
        this.rehearsal = run.rehearsal();
        this.image = run.image().title();
        this.turnedAway = turnedAway;
        this.typed = typed;
        this.starts = starts;
    }

    /// @return the exit code
    int follow(Expected expected, Interruption interruption) throws IOException {
        say("run %s: rehearsing %s at %s".formatted(run.id(), image, run.room().address()));
        say("on each machine: " + run.invitation());
        run.deployment().machines().keepFailed(terminal);
        boolean ended = false;
        var view = new RehearsalView(out, image, terminal);
        var shown = rehearsal.snapshot();
        for (int i = 0; !interruption.getAsBoolean() && !ended && !isOver(expected, shown); i++) {
            if (i % POLLS_PER_LOOK == 0) {
                shown = rehearsal.snapshot();
                view.notes(notes());
                show(view, expected, shown);
            }
            var line = typed.next();
            var answer =
                    line.isPresent() ? run.orders().carryOut(line.get()) : Optional.<String>empty();
            answer.ifPresent(this::say);
            ended = rehearsal.outcome().finished() && line.filter("end"::equals).isPresent();
            if (answer.isEmpty() && isReleased(line, expected, shown)) {
                release(shown);
            }
            Waiting.millis(POLL_MILLIS);
        }
        if (interruption.getAsBoolean()) {
            say("stopped; machines that wait go on waiting, nothing was written to them");
            return CommandLineProgram.CANCELLED;
        }
        end();
        return rehearsal.outcome().allProved() ? 0 : CommandLineProgram.FAILED;
    }

    /// Who was turned away, who waits to be let in, and what is wrong with the image; once it is
    /// sent, the run's own view tells the last.
    private List<String> notes() throws IOException {
        var notes = new ArrayList<>(turnedAway);
        if (!rehearsal.released()) {
            notes.addAll(run.deployment().snapshot().trouble());
        }
        var missing = rehearsal.missing();
        if (!missing.isEmpty()) {
            notes.add("of the room these are not here: " + String.join(", ", missing));
        }
        for (var machine : run.machines().list()) {
            if (machine.state() == EnrolledMachine.State.WAITING && notes.size() < MOST_NOTES) {
                notes.add(RehearsalText.notEnrolled(machine) + "type: approve " + machine.code());
            }
        }
        starts.get().stream().limit(terminal ? MOST_NOTES : Long.MAX_VALUE).forEach(notes::add);
        return notes;
    }

    /// A person may still release a machine that came late, or let one that failed try again; a
    /// machine that may join is awaited.
    private boolean isOver(Expected expected, List<RehearsalRow> shown) {
        boolean awaited = expected.late == Late.JOIN && shown.size() < expected.machines;
        boolean finished = rehearsal.outcome().finished();
        return finished && !awaited && !(terminal && ready(shown) + failed() > 0);
    }

    /// Machines that have failed and are there.
    private long failed() {
        return run.deployment().machines().failedHere();
    }

    private void show(RehearsalView view, Expected expected, List<RehearsalRow> rows) {
        if (rehearsal.released()) {
            int waiting = ready(rows);
            var more = waiting == 0 ? again() : ReleaseKey.prompt(waiting, image, terminal);
            view.run(run.deployment().snapshot(), rows, more);
            return;
        }
        var total = expected.machines == 0 ? "" : " of " + expected.machines;
        var prompt = ReleaseKey.prompt(ready(rows), image, terminal);
        view.rehearse(
                rows,
                "%d%s machines have shown their plan, %d ready: %s"
                        .formatted(rows.size(), total, ready(rows), prompt));
    }

    private String again() {
        return terminal && rehearsal.outcome().finished() && failed() > 0
                ? "to let a machine that failed try again, type: retry NAME; to end the run: end"
                : "";
    }

    /// Whether a person, or what was said at the start, releases what is shown.
    private boolean isReleased(Optional<String> line, Expected expected, List<RehearsalRow> shown) {
        int ready = ready(shown);
        if (line.isPresent() && ReleaseKey.turns(line.get(), ready, terminal)) {
            return true;
        }
        if (rehearsal.released() || ready == 0) {
            return false; // a second release is a person's
        }
        return expected.releaseWhen > 0 && ready >= expected.releaseWhen
                || expected.yes && present(shown) >= expected.machines;
    }

    private static int ready(List<RehearsalRow> rows) {
        return (int)
                rows.stream()
                        .filter(row -> row.state() == State.READY || row.state() == State.LATE)
                        .count();
    }

    private static long present(List<RehearsalRow> rows) {
        return rows.stream().filter(row -> row.state() != State.SILENT).count();
    }

    private void release(List<RehearsalRow> shown) {
        for (var row : rehearsal.release(shown)) {
            say("released: %s is written with %s".formatted(row.name(), image));
        }
    }

    /// Tells everybody who can be reached that they may leave, then what became of the room.
    private void end() throws IOException {
        var rows = rehearsal.snapshot();
        run.deployment().machines().keepFailed(false);
        rehearsal.end("the run is over without this machine; nothing was written to it");
        for (int i = 0; i < FAREWELL_POLLS && !rehearsal.outcome().dismissed(); i++) {
            Waiting.millis(POLL_MILLIS);
        }
        var room = run.deployment().snapshot();
        room.machines().forEach(row -> RoomView.rows(row).forEach(this::say));
        rows.stream()
                .filter(row -> row.state() != State.RELEASED)
                .forEach(row -> say(RehearsalText.line(row, room.image())));
        say(RoomView.summary(room));
        var files = run.end();
        say("the run's record: %s, %s".formatted(files.getFirst(), files.getLast()));
    }

    /// A line for the person.
    void say(String line) {
        out.println(RehearsalText.plain(line));
        out.flush();
    }
}
