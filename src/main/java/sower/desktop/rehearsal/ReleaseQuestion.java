package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import sower.deploy.InventoryDisk;
import sower.deploy.RehearsalRow;
import sower.deploy.Verdict;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Units;

/// What a person must answer before anything is written.
///
/// @param title disks, image and version in one sentence
/// @param from the image and its version
/// @param to what is overwritten
/// @param consequence what is lost and what is not
/// @param lines one for every disk that would be overwritten, as it was shown
public record ReleaseQuestion(
        String title, String from, String to, String consequence, List<Line> lines) {
    /// Above so many disks their number is typed, so that it was read.
    private static final int MANY = 5;

    public ReleaseQuestion {
        lines = List.copyOf(lines);
    }

    /// A disk that would be overwritten.
    ///
    /// @param overwritten which one
    /// @param lost what is on it now
    record Line(String overwritten, String lost) {}

    /// Of a room.
    ///
    /// @param left how many machines that are in the room stay as they are
    public static ReleaseQuestion ofRoom(ShelvedImage image, List<RehearsalRow> rows, int left) {
        var lines = rows.stream().flatMap(row -> line(row).stream()).toList();
        return new ReleaseQuestion(
                text("release.title", lines.size(), image.manifest().name(), version(image)),
                from(image),
                text("release.to", lines.size()),
                text("release.what", lines.size(), left),
                lines);
    }

    /// Of disks of this computer.
    ///
    /// @param left how many of its disks stay as they are
    public static ReleaseQuestion ofDisks(ShelvedImage image, List<InventoryDisk> disks, int left) {
        return new ReleaseQuestion(
                text("here.release.title", disks.size(), image.manifest().name(), version(image)),
                from(image),
                text("here.release.to", disks.size()),
                text("here.release.what", disks.size(), left),
                disks.stream().map(disk -> line(PlanWords.whole(disk), disk)).toList());
    }

    private static Optional<Line> line(RehearsalRow row) {
        return row.verdict() instanceof Verdict.Ready(var disk, _, _)
                ? Optional.of(line(row.name() + "  ·  " + PlanWords.whole(disk), disk))
                : Optional.empty();
    }

    private static Line line(String overwritten, InventoryDisk disk) {
        return new Line(overwritten, text("release.lost", PlanWords.contents(disk.contents())));
    }

    boolean asksForTheNumber() {
        return lines.size() > MANY;
    }

    /// Whether this may be released with so much typed.
    boolean isAnsweredBy(String typed) {
        return !lines.isEmpty()
                && (!asksForTheNumber() || typed.strip().equals(String.valueOf(lines.size())));
    }

    private static String from(ShelvedImage image) {
        return text("release.from", image.manifest().name(), version(image));
    }

    private static String version(ShelvedImage image) {
        return Units.whole(image.manifest().version());
    }
}
