package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.deploy.DiskRule;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.RehearsalRow;
import sower.deploy.Verdict;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Units;
import sower.image.Change;

/// A machine's plan in words. What machines tell comes from the network: nothing of it is obeyed.
public final class PlanWords {
    private static final String BETWEEN = "  ·  ";

    private PlanWords() {}

    /// The disk that is meant, where there is exactly one.
    static Optional<InventoryDisk> meant(RehearsalRow row, DiskRule rule) {
        if (row.verdict() instanceof Verdict.Ready(var disk, _, _)) {
            return Optional.of(disk);
        }
        var matches = rule.matches(row.inventory().disks());
        return matches.size() == 1 ? Optional.of(matches.getFirst()) : Optional.empty();
    }

    /// Size and path; the size first, because a path may be long.
    public static String disk(InventoryDisk disk) {
        return joined(Units.bytes(disk.length()), disk.path());
    }

    /// Path, size, model and serial number.
    public static String whole(InventoryDisk disk) {
        return joined(disk(disk), disk.model(), serial(disk));
    }

    public static String serial(InventoryDisk disk) {
        return disk.serial().isEmpty()
                ? text("plan.serial.none")
                : text("disks.serial", disk.serial());
    }

    /// The disks among which the rule could not choose.
    static String candidates(RehearsalRow row) {
        var disks = row.inventory().disks();
        return disks.isEmpty()
                ? text("plan.disk.noneThere")
                : disks.stream()
                        .map(disk -> disk.path() + " " + Units.bytes(disk.length()))
                        .collect(Collectors.joining(", "));
    }

    /// What is on a disk now.
    public static String contents(Contents contents) {
        if (!contents.trouble().isEmpty()) {
            return text("plan.now.trouble", contents.trouble());
        }
        var volumes =
                contents.volumes().stream()
                        .map(PlanWords::volume)
                        .collect(Collectors.joining(", "));
        if (contents.table().equals("none")) {
            boolean zeros =
                    contents.volumes().stream().allMatch(each -> each.filesystem().equals("zeros"));
            return zeros ? text("plan.now.zeros") : text("plan.now.whole", volumes);
        }
        var table = contents.table().toUpperCase(Locale.ROOT);
        return text("plan.now.table", table, contents.volumes().size(), volumes);
    }

    private static String volume(Contents.Volume volume) {
        var kind =
                switch (volume.filesystem()) {
                    case "unknown" -> text("plan.now.unknown");
                    case "zeros" -> text("plan.now.empty");
                    default -> volume.filesystem();
                };
        var label = volume.label().isEmpty() ? "" : " " + text("plan.now.label", volume.label());
        return kind + label + " " + Units.bytes(volume.length());
    }

    /// What would become of the machine, or why nothing does.
    static String plan(RehearsalRow row, String image) {
        return switch (row.verdict()) {
            case Verdict.StandsAside(var reason) -> ReasonWords.sentence(reason);
            case Verdict.Ready(var disk, var spare, var changes) ->
                    switch (row.state()) {
                        case RELEASED -> text("plan.released", image);
                        case SILENT -> text("plan.silent");
                        case ASIDE, LATE, READY ->
                                text("plan.overwritten", image, Units.bytes(spare))
                                        + (changes.isEmpty()
                                                ? ""
                                                : " " + text("plan.changes", changes(changes)));
                    };
        };
    }

    /// What a person can do about it; empty where nothing need be done.
    static String remedy(RehearsalRow row, int sectorSize) {
        return switch (row.state()) {
            case SILENT -> text("remedy.silent");
            case LATE -> text("remedy.late");
            case READY, RELEASED -> "";
            case ASIDE ->
                    row.verdict() instanceof Verdict.StandsAside(var reason)
                            ? ReasonWords.remedy(reason, sectorSize)
                            : "";
        };
    }

    private static String changes(List<Change> changes) {
        return changes.stream()
                .map(ReasonWords::change)
                .collect(Collectors.joining(text("reason.between")));
    }

    /// The page of the help about it.
    static HelpTopic help(RehearsalRow row) {
        return row.verdict() instanceof Verdict.StandsAside(var reason)
                ? ReasonWords.help(reason)
                : HelpTopic.FIRST_ROOM;
    }

    /// All of a row in one breath, for who listens to it.
    static String spoken(RehearsalRow row, DiskRule rule, String image, int sectorSize) {
        var disk = meant(row, rule);
        return Stream.of(
                        row.name(),
                        word(row.state()),
                        disk.map(PlanWords::disk).orElse(""),
                        disk.map(each -> contents(each.contents())).orElse(""),
                        plan(row, image),
                        remedy(row, sectorSize))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(". "));
    }

    private static String joined(String... words) {
        return List.of(words).stream()
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(BETWEEN));
    }
}
