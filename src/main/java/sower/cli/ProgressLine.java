package sower.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import sower.capture.CaptureProgress;

/// Shows a capture's progress in a line, anew for every stage and every volume.
final class ProgressLine implements Consumer<CaptureProgress> {
    private final StatusLine line;
    private long kept;

    ProgressLine(PrintWriter err) {
        this(err, StatusLine.onTerminal());
    }

    ProgressLine(PrintWriter err, boolean terminal) {
        this.line = new StatusLine(err, terminal);
    }

    @Override
    public void accept(CaptureProgress progress) {
        kept = progress.bytesKept();
        if (line.due(progress.stage() + progress.volume())) {
            line.show(text(progress));
        }
    }

    /// Bytes that a capture that was killed had written.
    long kept() {
        return kept;
    }

    /// Ends the line, so that what follows begins on its own.
    void end() {
        line.end();
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
