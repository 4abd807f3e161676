package sower.capture;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sower.disk.ByteSource;
import sower.disk.Disk;
import sower.disk.KernelLog;
import sower.disk.RefusedException;
import sower.image.Manifest;
import sower.partition.FoundTable;
import sower.partition.PartitionTable;

/// What a capture of a disk would take, and what speaks against it. Making one reads the table and
/// the allocation maps, so never on the window's thread.
///
/// @param volumes in the order of their slots
/// @param findings most serious first
public record CapturePlan(
        Disk disk, Manifest.Layout layout, List<PlannedVolume> volumes, List<Finding> findings) {

    public CapturePlan {
        volumes = List.copyOf(volumes);
        findings = List.copyOf(findings);
    }

    /// A plan for everything on the disk.
    ///
    /// @param source the disk's bytes
    public static CapturePlan of(Disk disk, ByteSource source) throws IOException {
        var found = look(disk, source);
        var readiness = new Readiness(disk);
        if (disk.transport() != Disk.Transport.FILE) {
            readiness.kernelErrors(KernelLog.now().errors(disk.name()));
        }
        var table = readiness.usable(found);
        var layout = layout(disk, source, table);
        var volumes = new ArrayList<PlannedVolume>();
        if (table.isEmpty()) {
            volumes.add(new VolumeProbe(disk, source, readiness).whole());
        } else {
            volumes.addAll(new VolumeProbe(disk, source, readiness).partitions(table.get()));
        }
        return new CapturePlan(disk, layout, volumes, readiness.of(volumes));
    }

    private static FoundTable look(Disk disk, ByteSource source) throws IOException {
        try {
            return PartitionTable.look(source, disk.logicalSectorSize());
        } catch (EOFException changed) {
            throw changed;
        } catch (IOException worn) {
            throw new IOException(
                    "the partition table of %s cannot be read (%s); its disk may be failing, so take the master from a sound one"
                            .formatted(disk.path(), worn.getMessage()),
                    worn);
        }
    }

    /// The same plan for some of the partitions.
    ///
    /// @throws RefusedException if one of them does not exist
    public CapturePlan only(Set<Integer> slots) throws RefusedException {
        var missing = new TreeSet<>(slots);
        volumes.forEach(volume -> missing.remove(volume.slot()));
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    "%s has no partition %s to capture; it has %s"
                            .formatted(
                                    disk.path(),
                                    missing.first(),
                                    slots().isEmpty() ? "none" : slots()));
        }
        return new CapturePlan(
                disk,
                layout,
                volumes.stream().filter(volume -> slots.contains(volume.slot())).toList(),
                findings.stream()
                        .filter(found -> found.slot() == 0 || slots.contains(found.slot()))
                        .toList());
    }

    /// Numbers of the planned partitions; 0 stands for the whole disk.
    public Set<Integer> slots() {
        return volumes.stream()
                .map(PlannedVolume::slot)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Bytes that will be read, and at most stored.
    public long usedBytes() {
        return volumes.stream().mapToLong(volume -> volume.used().bytes()).sum();
    }

    /// The first reason why nothing may be captured now.
    public Optional<Finding> blocker() {
        return findings.stream()
                .filter(found -> found.severity() == Finding.Severity.BLOCKING)
                .findFirst();
    }

    /// Whether a library with so much room cannot take the image.
    public Optional<Finding> spaceFinding(long freeBytes) {
        if (usedBytes() <= freeBytes) {
            return Optional.empty();
        }
        var args = List.of(disk.name(), size(freeBytes), size(usedBytes()));
        return Optional.of(new Finding(Finding.Severity.BLOCKING, 0, "no-space", args));
    }

    private static Manifest.Layout layout(
            Disk disk, ByteSource source, Optional<PartitionTable> table) throws IOException {
        return table.isEmpty()
                ? Incoming.noTable(disk.logicalSectorSize())
                : Incoming.layout(source, table.get());
    }

    static String size(long bytes) {
        return bytes >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
