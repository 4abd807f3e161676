package sower.exchange.clonezilla;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sower.capture.Incoming;
import sower.disk.Extent;
import sower.image.Manifest;
import sower.partition.Mbr;
import sower.partition.Partition;

/// An image of Clonezilla: a folder with a disk's tables and a packed image for each partition.
public final class ClonezillaFolder {
    private static final String TABLE = "-pt.sf";
    private static final Pattern SWAP = Pattern.compile("(?m)^(UUID|LABEL)=\"?([^\"\n]*)\"?\\s*$");

    private final Path folder;
    private final String disk;
    private final Set<String> parts;

    private ClonezillaFolder(Path folder, String disk, Set<String> parts) {
        this.folder = folder;
        this.disk = disk;
        this.parts = parts;
    }

    /// Looks into a folder; empty where it holds nothing of this kind.
    public static Optional<Incoming> read(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("parts"))) {
            return Optional.empty();
        }
        var disks = words(folder.resolve("disk"));
        if (disks.isEmpty()) { // only partitions were saved
            try (var files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(TABLE))
                        .forEach(name -> disks.add(name.substring(0, name.length() - 6)));
            }
        }
        if (disks.size() != 1) {
            throw new IOException(
                    "%s holds %s, and an image here is one disk; save each disk by itself"
                            .formatted(
                                    folder,
                                    disks.isEmpty()
                                            ? "no partition table"
                                            : "the disks " + String.join(", ", disks)));
        }
        var found =
                new ClonezillaFolder(
                        folder, disks.iterator().next(), words(folder.resolve("parts")));
        return Optional.of(found.incoming());
    }

    private static Set<String> words(Path file) throws IOException {
        var words = new TreeSet<String>();
        if (Files.exists(file)) {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            words.addAll(text.isEmpty() ? List.of() : List.of(text.split("\\s+")));
        }
        return words;
    }

    private Incoming incoming() throws IOException {
        var saved = SavedTable.read(folder, disk);
        var table = saved.table();
        long length = saved.outside().length();
        var volumes = new ArrayList<Incoming.Volume>();
        if (table.isEmpty()) {
            if (length == 0 || !parts.equals(Set.of(disk))) {
                throw new IOException(folder + " does not say how " + disk + " was partitioned");
            }
            volumes.add(volume(disk, 0, new Extent(0, length)));
        } else {
            for (var partition : table.get().partitions()) {
                checkInside(partition, length);
                if (saved.isGpt() || !Mbr.isExtended(partition)) {
                    volumes.add(volume(name(partition), partition.slot(), partition.extent()));
                }
            }
            checkAllAreThere(volumes);
        }
        return new Incoming(
                new Manifest.Source(
                        "Clonezilla's image of " + disk, "", length, saved.sectorSize()),
                table.isEmpty()
                        ? Incoming.noTable(saved.sectorSize())
                        : Incoming.layout(saved.outside(), table.get()),
                volumes);
    }

    private void checkInside(Partition partition, long length) throws IOException {
        if (partition.extent().end() > length) {
            throw new IOException(
                    "partition %d in %s ends at byte %d, but its disk has only %d"
                            .formatted(partition.slot(), folder, partition.extent().end(), length));
        }
    }

    private void checkAllAreThere(List<Incoming.Volume> volumes) throws IOException {
        var missing = new TreeSet<>(parts);
        volumes.forEach(volume -> missing.remove(volume.name()));
        if (!missing.isEmpty()) {
            throw new IOException(
                    "%s holds %s, which its partition table does not have"
                            .formatted(folder, String.join(", ", missing)));
        }
    }

    /// As the kernel calls it: `sda1`, `nvme0n1p1`.
    private String name(Partition partition) {
        boolean digit = Character.isDigit(disk.charAt(disk.length() - 1));
        return disk + (digit ? "p" : "") + partition.slot();
    }

    private Incoming.Volume volume(String name, int slot, Extent extent) throws IOException {
        var swap = folder.resolve("swappt-" + name + ".info");
        if (Files.exists(swap)) {
            var text = Files.readString(swap, StandardCharsets.UTF_8);
            return new Incoming.Volume(
                    name,
                    slot,
                    extent,
                    Manifest.Contents.SWAP,
                    field(text, "LABEL"),
                    field(text, "UUID"),
                    null);
        }
        var files = PartitionFiles.find(folder, name);
        if (files.isEmpty() && parts.contains(name)) {
            throw new IOException("%s lacks the image of %s%s".formatted(folder, name, reason()));
        }
        return new Incoming.Volume(
                name,
                slot,
                extent,
                files.isEmpty() ? Manifest.Contents.EMPTY : Manifest.Contents.DATA,
                "",
                "",
                files.isEmpty() ? null : files.get().data(extent.length()));
    }

    private String reason() {
        boolean lvm = Files.exists(folder.resolve("lvm_vg_dev.list"));
        return lvm ? ": it was saved by its logical volumes (LVM), which is not imported yet" : "";
    }

    private static String field(String text, String name) {
        return SWAP.matcher(text)
                .results()
                .filter(line -> line.group(1).equals(name))
                .map(line -> line.group(2))
                .findFirst()
                .orElse("");
    }
}
