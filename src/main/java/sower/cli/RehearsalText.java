package sower.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.RehearsalRow;
import sower.deploy.Verdict;
import sower.enrol.EnrolledMachine;

/// A rehearsal in words.
final class RehearsalText {
    private RehearsalText() {}

    /// A machine in a few lines: what it is, its disk, what is on it now, what would become of it.
    static List<String> lines(RehearsalRow row, String image) {
        var lines = new ArrayList<String>();
        lines.add("  %-14s %s".formatted(row.name(), machine(row)));
        for (var disk : shown(row)) {
            lines.add("      disk  " + disk(disk));
            lines.add("      now   " + contents(disk.contents()));
        }
        lines.add("      plan  " + plan(row, image));
        return lines.stream().map(RehearsalText::plain).toList();
    }

    /// What becomes of a machine, in a line.
    static String line(RehearsalRow row, String image) {
        return plain("  %-14s %s".formatted(row.name(), plan(row, image)));
    }

    /// The beginning of what a person is told of a machine that waits to be let in.
    static String notEnrolled(EnrolledMachine machine) {
        return "%s at %s is not enrolled; if its screen shows %s, "
                .formatted(machine.identity().name(), machine.address(), machine.code());
    }

    /// Without anything that moves a terminal's cursor: names and labels come from the network.
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static List<InventoryDisk> shown(RehearsalRow row) {
        return switch (row.verdict()) {
            case Verdict.Ready(var disk, _, _) -> List.of(disk);
            case Verdict.StandsAside aside -> row.inventory().disks();
        };
    }

    private static String machine(RehearsalRow row) {
        var inventory = row.inventory();
        var words = new ArrayList<String>();
        words.add(row.address());
        words.add(inventory.product());
        words.add(inventory.serial().isEmpty() ? "" : "serial " + inventory.serial());
        words.add(inventory.memory() == 0 ? "" : Quantity.bytes(inventory.memory()) + " memory");
        words.add(
                switch (inventory.boot()) {
                    case UEFI -> "started by UEFI";
                    case BIOS -> "started by BIOS";
                    case UNKNOWN -> "";
                });
        for (var link : inventory.links()) {
            var speed = link.megabits() == 0 ? "" : " " + link.megabits() + " Mbit/s";
            words.add(link.name() + " " + link.mac() + speed);
        }
        return joined(words);
    }

    private static String disk(InventoryDisk disk) {
        var words = new ArrayList<String>();
        words.add(disk.path() + " " + Quantity.bytes(disk.length()));
        words.add(disk.model());
        words.add(disk.serial().isEmpty() ? "no serial" : "serial " + disk.serial());
        words.add("sectors of " + disk.logicalSectorSize() + " bytes");
        words.add(disk.removable() ? "removable" : "");
        words.add(disk.readOnly() ? "read-only" : "");
        words.add(disk.system() ? "runs the machine" : "");
        words.addAll(disk.uses());
        return joined(words);
    }

    static String contents(Contents contents) {
        if (!contents.trouble().isEmpty()) {
            return "cannot be read: " + contents.trouble();
        }
        var volumes = contents.volumes().stream().map(RehearsalText::volume).toList();
        if (contents.table().equals("none")) {
            return "no partition table; the whole disk: " + String.join(", ", volumes);
        }
        int count = volumes.size();
        return contents.table().toUpperCase(Locale.ROOT)
                + (count == 0
                        ? " without partitions"
                        : " with %d partition%s: %s"
                                .formatted(
                                        count, count == 1 ? "" : "s", String.join(", ", volumes)));
    }

    private static String volume(Contents.Volume volume) {
        var slot = volume.slot() == 0 ? "" : volume.slot() + " ";
        var kind =
                switch (volume.filesystem()) {
                    case "unknown" -> "unknown data";
                    case "zeros" -> "nothing recognised (begins with zeros)";
                    default -> volume.filesystem();
                };
        var label = volume.label().isEmpty() ? "" : " \"" + volume.label() + "\"";
        return slot + kind + label + " " + Quantity.bytes(volume.length());
    }

    private static String plan(RehearsalRow row, String image) {
        var plan =
                switch (row.verdict()) {
                    case Verdict.StandsAside(var reason) -> "stands aside: " + reason.words();
                    case Verdict.Ready(_, var spare, var changes) ->
                            "is overwritten with %s, %s stay free at the end%s"
                                    .formatted(
                                            image,
                                            Quantity.bytes(spare),
                                            changes.isEmpty() ? "" : "; " + Verdict.words(changes));
                };
        return switch (row.state()) {
            case ASIDE -> plan;
            case SILENT -> "silent for a while; it was: " + plan;
            case LATE -> "came after the release, waits for another one; then it " + plan;
            case READY -> "ready: " + plan;
            case RELEASED -> "released: " + plan;
        };
    }

    private static String joined(List<String> words) {
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }
}
