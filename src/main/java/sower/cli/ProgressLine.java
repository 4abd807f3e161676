package sower.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import sower.capture.CaptureProgress;

/// Shows a capture's progress: one line that is written over and over on a terminal; elsewhere a
/// new line for every stage, every volume and every few seconds.
final class ProgressLine implements Consumer<CaptureProgress> {
    private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private int width;
    private long told;
    private String toldAbout = "";

    ProgressLine(PrintWriter err) {
        this(err, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    }

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void accept(CaptureProgress progress) {
        var text = text(progress);
        if (terminal) {
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            err.flush();
            width = text.length();
            return;
        }
        long now = System.nanoTime();
        var about = progress.stage() + progress.volume();
        if (!about.equals(toldAbout) || now - told >= PLAIN_INTERVAL_NANOS) {
            toldAbout = about;
            told = now;
            err.println(text);
        }
    }

    /// Ends the line, so that what follows begins on its own.
    void end() {
        if (terminal && width > 0) {
            err.println();
            width = 0;
        }
    }

    private static String text(CaptureProgress progress) {
        return switch (progress.stage()) {
            case TABLE -> "reading the partition table";
            case USED_BLOCKS -> "looking for used blocks";
            case READ_AND_HASH -> reading(progress);
            case METAINFO -> "writing torrents";
            case DONE -> "done";
        };
    }

    private static String reading(CaptureProgress progress) {
        long total = progress.bytesTotal();
        double percent = total == 0 ? 100 : 100.0 * progress.bytesDone() / total;
        return String.format(
                Locale.ROOT,
                "reading and hashing %s  %s of %s (%.0f %%)  %s  %s left",
                progress.volume(),
                Quantity.bytes(progress.bytesDone()),
                Quantity.bytes(total),
                percent,
                Quantity.rate(progress.rateNow()),
                Quantity.duration(progress.etaSeconds()));
    }
}
