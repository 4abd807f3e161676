package sower.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// The one line that tells how far something is: on a terminal it is written over and over,
/// elsewhere it is a new line now and then, and for everything new. Any thread may show.
final class StatusLine {
    private static final long TERMINAL_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private String about = "";
    private long told = System.nanoTime();
    private int width;

    StatusLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Whether a person is looking at what this program prints as it comes.
    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /// Whether it is time to show something.
    ///
    /// @param topic a new one is shown at once
    synchronized boolean due(String topic) {
        long now = System.nanoTime();
        boolean due =
                !topic.equals(about) || now - told >= (terminal ? TERMINAL_NANOS : PLAIN_NANOS);
        if (due) {
            about = topic;
            told = now;
        }
        return due;
    }

    synchronized void show(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    /// Ends the line, so that what follows begins on its own.
    synchronized void end() {
        if (terminal && width > 0) {
            out.println();
            width = 0;
        }
    }
}
