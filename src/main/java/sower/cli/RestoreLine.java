package sower.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import sower.restore.RestoreProgress;

/// Shows a restore's progress in a line, anew for every stage.
final class RestoreLine implements Consumer<RestoreProgress> {
    private final StatusLine line;

    RestoreLine(PrintWriter err) {
        this.line = new StatusLine(err, StatusLine.onTerminal());
    }

    @Override
    public void accept(RestoreProgress progress) {
        if (line.due(progress.stage().name())) {
            line.show(text(progress));
        }
    }

    /// Ends the line, so that what follows begins on its own.
    void end() {
        line.end();
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
