package sower.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;

/// Shows a rehearsal, and the run that follows: on a terminal the whole screen whenever something
/// is new; elsewhere each machine's words when they change, and the run as [RoomView] does it. Used
/// by one thread.
final class RehearsalView {
    private static final String CLEARED = "\033[H\033[2J";

    private final PrintWriter out;
    private final String image;
    private final boolean terminal;
    private final RoomView room;
    private final Map<String, List<String>> told = new HashMap<>();
    private final Set<String> noted = new HashSet<>();
    private List<String> notes = List.of();
    private String screen = "";

    /// @param image its title
    RehearsalView(PrintWriter out, String image, boolean terminal) {
        this.out = out;
        this.image = image;
        this.terminal = terminal;
        this.room = new RoomView(out);
    }

    /// What a person should read besides the machines: above the prompt of a terminal, elsewhere
    /// each once.
    void notes(List<String> lines) {
        notes = List.copyOf(lines);
        if (!terminal) {
            notes.stream().filter(noted::add).map(RehearsalText::plain).forEach(out::println);
        }
    }

    /// @param prompt what the person can do now, a line
    void rehearse(List<RehearsalRow> rows, String prompt) {
        if (terminal) {
            var text = new StringBuilder();
            rows.forEach(row -> RehearsalText.lines(row, image).forEach(line -> add(text, line)));
            notes.forEach(line -> add(text, line));
            add(text, prompt);
            redraw(text.toString());
        } else {
            rows.forEach(this::tell);
            tell(prompt);
        }
    }

    /// The run, and the machines that have no part in it.
    ///
    /// @param prompt may be empty
    void run(DeploymentSnapshot snapshot, List<RehearsalRow> rows, String prompt) {
        var others = rows.stream().filter(row -> row.state() != State.RELEASED).toList();
        if (!terminal) {
            others.forEach(this::tell);
            tell(prompt);
            room.accept(snapshot);
            return;
        }
        var text = new StringBuilder();
        others.forEach(row -> RehearsalText.lines(row, image).forEach(line -> add(text, line)));
        add(text, RoomView.summary(snapshot));
        snapshot.machines().forEach(machine -> add(text, RoomView.row(machine)));
        snapshot.trouble().forEach(line -> add(text, line));
        notes.forEach(line -> add(text, line));
        add(text, prompt);
        redraw(text.toString());
    }

    private void redraw(String text) {
        if (!text.equals(screen)) {
            screen = text;
            out.print(CLEARED + text);
            out.flush();
        }
    }

    private static void add(StringBuilder text, String line) {
        text.append(RehearsalText.plain(line)).append(System.lineSeparator());
    }

    private void tell(String prompt) {
        if (!prompt.equals(screen)) {
            screen = prompt;
            out.println(prompt);
        }
        out.flush();
    }

    private void tell(RehearsalRow row) {
        var lines = RehearsalText.lines(row, image);
        if (!lines.equals(told.put(row.id(), lines))) {
            lines.forEach(out::println);
        }
    }
}
