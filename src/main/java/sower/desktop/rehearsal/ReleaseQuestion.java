package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import sower.deploy.RehearsalRow;
import sower.deploy.Verdict;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Units;

/// What a person must answer before anything is written.
///
/// @param rows what would be overwritten, as it was shown
/// @param left how many machines that are in the room stay as they are
public record ReleaseQuestion(ShelvedImage image, List<RehearsalRow> rows, int left) {
    /// Above so many machines their number is typed, so that it was read.
    private static final int MANY = 5;

    public ReleaseQuestion {
        rows = rows.stream().filter(row -> row.verdict() instanceof Verdict.Ready).toList();
    }

    /// Machines, disks, image and version in one sentence.
    String title() {
        return text("release.title", rows.size(), image.manifest().name(), version());
    }

    /// What is lost and what is not.
    String consequence() {
        return text("release.what", rows.size(), left);
    }

    /// A machine and its disk.
    static String overwritten(RehearsalRow row) {
        return row.verdict() instanceof Verdict.Ready(var disk, _, _)
                ? row.name() + "  ·  " + PlanWords.whole(disk)
                : row.name();
    }

    /// What is on that disk now.
    static String lost(RehearsalRow row) {
        return row.verdict() instanceof Verdict.Ready(var disk, _, _)
                ? text("release.lost", PlanWords.contents(disk.contents()))
                : "";
    }

    boolean asksForTheNumber() {
        return rows.size() > MANY;
    }

    /// Whether this may be released with so much typed.
    boolean isAnsweredBy(String typed) {
        return !rows.isEmpty()
                && (!asksForTheNumber() || typed.strip().equals(String.valueOf(rows.size())));
    }

    private String version() {
        return Units.whole(image.manifest().version());
    }
}
