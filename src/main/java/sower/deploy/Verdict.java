package sower.deploy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.image.Change;
import sower.image.Manifest;
import sower.image.Placement;
import sower.partition.MisfitException;

/// What a rehearsal finds about a machine: one disk that may be written, or why none is.
public sealed interface Verdict {

    /// The machine can be written as soon as the run is released.
    ///
    /// @param spare bytes of the disk that the image leaves free at its end
    /// @param changes what will not be as on the master
    record Ready(InventoryDisk disk, long spare, List<Change> changes) implements Verdict {
        public Ready {
            changes = List.copyOf(changes);
        }
    }

    /// The machine is left as it is.
    record StandsAside(Reason reason) implements Verdict {}

    /// What would become of the machine, for the run's record.
    ///
    /// @param image its title
    default String plan(String image) {
        return switch (this) {
            case StandsAside(var reason) -> "stands aside: " + reason.words();
            case Ready(var disk, _, var changes) -> {
                var more = changes.isEmpty() ? "" : " (" + words(changes) + ")";
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
            return new StandsAside(new Reason.NoMatch(rule.toString(), found(disks)));
        }
        if (matches.size() > 1) {
            return new StandsAside(new Reason.SeveralMatch(rule.toString(), found(matches)));
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
            var changes =
                    Stream.concat(placement.changes().stream(), assignment.changes().stream());
            return missing.isEmpty()
                    ? new Ready(disk, disk.length() - end(image, placement), changes.toList())
                    : new StandsAside(new Reason.Lacks(missing));
        } catch (MisfitException unfit) {
            return new StandsAside(new Reason.Unfit(disk.path(), unfit.misfit()));
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

    private static List<Reason.Found> found(List<InventoryDisk> disks) {
        return disks.stream().map(disk -> new Reason.Found(disk.path(), disk.removable())).toList();
    }

    /// The changes in one English phrase.
    static String words(List<Change> changes) {
        return changes.stream().map(Change::words).collect(Collectors.joining(", "));
    }

    private static Optional<Reason> tooSmall(InventoryDisk disk, Manifest image) {
        for (var volume : image.volumes()) {
            long end = volume.offset() + volume.lastExtentEnd();
            if (volume.contents() == Manifest.Contents.DATA && end > disk.length()) {
                return Optional.of(
                        new Reason.TooSmall(disk.path(), volume.name(), end, disk.length()));
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
