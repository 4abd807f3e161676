package sower.deploy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sower.disk.RefusedException;
import sower.image.Manifest;
import sower.partition.PartitionTable;

/// What a rehearsal finds about a machine: one disk that may be written, or why none is.
public sealed interface Verdict {

    /// The machine can be written as soon as the run is released.
    ///
    /// @param spare bytes of the disk that the image leaves free at its end
    record Ready(InventoryDisk disk, long spare) implements Verdict {}

    /// The machine is left as it is.
    ///
    /// @param reason one sentence
    record StandsAside(String reason) implements Verdict {}

    /// The same on every call: nothing but the arguments is looked at.
    ///
    /// @param image what would be written
    static Verdict of(List<InventoryDisk> disks, DiskRule rule, Manifest image) {
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
        var refusal = disk.unsafe().or(() -> misfit(disk, image));
        return refusal.isPresent()
                ? new StandsAside(refusal.get())
                : new Ready(disk, disk.length() - end(image));
    }

    private static String names(List<InventoryDisk> disks) {
        return disks.isEmpty()
                ? "no disk"
                : disks.stream()
                        .map(disk -> disk.removable() ? disk.path() + " (removable)" : disk.path())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<String> misfit(InventoryDisk disk, Manifest image) {
        int sectorSize = image.source().sectorSize();
        if (disk.logicalSectorSize() != sectorSize) {
            return Optional.of(
                    "%s has sectors of %,d bytes, the image was taken from a disk with %,d"
                            .formatted(disk.path(), disk.logicalSectorSize(), sectorSize));
        }
        for (var volume : image.volumes()) {
            long end = volume.offset() + volume.lastExtentEnd();
            if (end > disk.length()) {
                return Optional.of(
                        "%s is too small: volume %s needs %,d bytes there, it has %,d"
                                .formatted(disk.path(), volume.name(), end, disk.length()));
            }
        }
        return tableMisfit(disk, image);
    }

    private static Optional<String> tableMisfit(InventoryDisk disk, Manifest image) {
        var layout = image.layout();
        if (layout.kind().equals("none")) {
            return Optional.empty();
        }
        try {
            PartitionTable.of(
                            layout.kind(),
                            layout.diskId(),
                            layout.sectorSize(),
                            image.source().length(),
                            layout.partitions(),
                            layout.hybrid())
                    .movedTo(disk.length(), disk.logicalSectorSize());
            return Optional.empty();
        } catch (RefusedException misfit) {
            return Optional.of("%s: %s".formatted(disk.path(), misfit.getMessage()));
        }
    }

    private static long end(Manifest image) {
        return image.volumes().stream()
                .mapToLong(volume -> volume.offset() + volume.length())
                .max()
                .orElse(0);
    }
}
