package sower.deploy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.disk.RefusedException;
import sower.image.Manifest;
import sower.image.Placement;

/// What a rehearsal finds about a machine: one disk that may be written, or why none is.
public sealed interface Verdict {

    /// The machine can be written as soon as the run is released.
    ///
    /// @param spare bytes of the disk that the image leaves free at its end
    /// @param changes what will not be as on the master, a phrase each
    record Ready(InventoryDisk disk, long spare, List<String> changes) implements Verdict {
        public Ready {
            changes = List.copyOf(changes);
        }
    }

    /// The machine is left as it is.
    ///
    /// @param reason one sentence
    record StandsAside(String reason) implements Verdict {}

    /// What would become of the machine, for the run's record.
    ///
    /// @param image its title
    default String plan(String image) {
        return switch (this) {
            case StandsAside(var reason) -> "stands aside: " + reason;
            case Ready(var disk, _, var changes) -> {
                var more = changes.isEmpty() ? "" : " (" + String.join(", ", changes) + ")";
                yield "%s is overwritten with %s%s".formatted(disk.path(), image, more);
            }
        };
    }

    /// The same on every call: nothing but the arguments is looked at.
    ///
    /// @param image what would be written
    /// @param assignment for this machine
    static Verdict of(Inventory machine, DiskRule rule, Manifest image, Assignment assignment) {
        var disks = machine.disks();
        var matches = rule.matches(disks);
        if (matches.isEmpty()) {
            return new StandsAside(
                    "no disk matches the rule '%s'; it has %s".formatted(rule, names(disks)));
        }
        if (matches.size() > 1) {
            return new StandsAside(
                    "%d disks match the rule '%s': %s"
                            .formatted(matches.size(), rule, names(matches)));
        }
        var disk = matches.getFirst();
        var refusal = disk.unsafe().or(() -> tooSmall(disk, image));
        if (refusal.isPresent()) {
            return new StandsAside(refusal.get());
        }
        try {
            var placement =
                    Placement.of(
                            image, assignment.geometry(), disk.length(), disk.logicalSectorSize());
            var missing = missing(machine, placement, assignment);
            var changes = Stream.concat(placement.changes().stream(), assignment.words().stream());
            return missing.isEmpty()
                    ? new Ready(disk, disk.length() - end(image, placement), changes.toList())
                    : new StandsAside(
                            "the machine lacks what the run asks for: "
                                    + String.join(", ", missing));
        } catch (RefusedException misfit) {
            return new StandsAside("%s: %s".formatted(disk.path(), misfit.getMessage()));
        }
    }

    private static List<String> missing(
            Inventory machine, Placement placement, Assignment assignment) {
        return Stream.concat(
                        placement.growth().stream().flatMap(growth -> growth.tools().stream()),
                        assignment.steps().stream()
                                .flatMap(step -> step.kind().tools(machine.boot()).stream()))
                .distinct()
                .filter(tool -> !machine.tools().contains(tool))
                .toList();
    }

    private static String names(List<InventoryDisk> disks) {
        return disks.isEmpty()
                ? "no disk"
                : disks.stream()
                        .map(disk -> disk.removable() ? disk.path() + " (removable)" : disk.path())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<String> tooSmall(InventoryDisk disk, Manifest image) {
        for (var volume : image.volumes()) {
            long end = volume.offset() + volume.lastExtentEnd();
            if (volume.contents() == Manifest.Contents.DATA && end > disk.length()) {
                return Optional.of(
                        "%s is too small: volume %s needs %,d bytes there, it has %,d"
                                .formatted(disk.path(), volume.name(), end, disk.length()));
            }
        }
        return Optional.empty();
    }

    /// The byte after the last partition.
    private static long end(Manifest image, Placement placement) {
        var table = placement.table();
        return table.isPresent()
                ? table.get().partitions().stream()
                        .mapToLong(partition -> partition.extent().end())
                        .max()
                        .orElse(0)
                : image.volumes().stream()
                        .mapToLong(volume -> volume.offset() + volume.length())
                        .max()
                        .orElse(0);
    }
}
