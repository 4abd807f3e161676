package sower.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;
import sower.restore.RestoreProgress;

/// Shows a restore's progress in a line that is written over, or in a line now and then.
final class RestoreLine implements Consumer<RestoreProgress> {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private String stage = ""; // guarded by this, as the rest
    private long told;
    private int width;

    RestoreLine(PrintWriter err) {
        this.err = err;
        this.terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public synchronized void accept(RestoreProgress progress) {
        long now = System.nanoTime();
        var before = stage;
        stage = progress.stage().name();
        if (stage.equals(before) && now - told < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        told = now;
        var text = text(progress);
        if (terminal) {
            err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            err.println(text);
        }
        err.flush();
    }

    /// Ends the line, so that what follows begins on its own.
    synchronized void end() {
        if (terminal && width > 0) {
            err.println();
            width = 0;
        }
    }

    private static String text(RestoreProgress progress) {
        double percent =
                progress.bytesTotal() == 0
                        ? 0
                        : 100.0 * progress.bytesDone() / progress.bytesTotal();
        return switch (progress.stage()) {
            case CHECKING -> "checking what is there already: %.0f %%".formatted(percent);
            case RECEIVING -> receiving(progress, percent);
            case FLUSHING -> "flushing the disk";
            case VERIFYING -> "reading back from the disk: %.0f %%".formatted(percent);
            case FINISHING -> "writing the partition table";
            case DONE -> "done";
        };
    }

    private static String receiving(RestoreProgress progress, double percent) {
        long left = progress.bytesTotal() - progress.bytesDone();
        return "receiving: %.0f %%, %s down, %s up, %s to disk, %s left"
                .formatted(
                        percent,
                        Quantity.rate(progress.downRate()),
                        Quantity.rate(progress.upRate()),
                        Quantity.rate(progress.diskRate()),
                        progress.downRate() == 0
                                ? "unknown"
                                : Quantity.duration(left / progress.downRate()));
    }
}
