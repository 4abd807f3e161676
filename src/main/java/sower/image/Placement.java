package sower.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sower.disk.Extent;
import sower.partition.Mbr;
import sower.partition.MisfitException;
import sower.partition.MisfitException.Kind;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// An image's partitions on a disk of another length or sector size. Workstation and machine come
/// to the same one, because nothing but the arguments is looked at.
///
/// No partition begins elsewhere than on the master. The last one may become shorter, as far as
/// nothing of its file system is cut off, and one may become longer.
///
/// @param table empty where the image has none
/// @param growth of the partition that became longer
/// @param changes what is not as on the master
public record Placement(
        Optional<PartitionTable> table, Optional<Growth> growth, List<Change> changes) {
    private static final long ALIGNMENT = 1 << 20;
    private static final Set<String> EXT = Set.of("ext2", "ext3", "ext4");
    private static final Set<String> BLOCKS_ONLY = Set.of("ext2", "ext3", "ext4", "btrfs");

    public Placement {
        changes = List.copyOf(changes);
    }

    /// A partition that is longer than its file system.
    ///
    /// @param filesystem to be grown as well; empty where there is nothing to grow
    public record Growth(int slot, Extent extent, String filesystem) {
        /// The programs that grow the file system, as they are called.
        public List<String> tools() {
            return switch (filesystem) {
                case "ext2", "ext3", "ext4" -> List.of("losetup", "e2fsck", "resize2fs");
                case "ntfs" -> List.of("losetup", "ntfsresize");
                case "xfs" -> List.of("losetup", "mount", "umount", "xfs_growfs");
                case "btrfs" -> List.of("losetup", "mount", "umount", "btrfs");
                default -> List.of();
            };
        }
    }

    /// @param diskLength bytes
    /// @param sectorSize bytes
    /// @throws MisfitException with a clause that says what does not fit, and why
    public static Placement of(Manifest image, Geometry geometry, long diskLength, int sectorSize)
            throws MisfitException {
        int before = image.source().sectorSize();
        var changes = new ArrayList<Change>();
        if (sectorSize != before) {
            for (var volume : image.volumes()) {
                checkSectors(volume, before, sectorSize);
            }
            changes.add(Change.of(Change.What.SECTORS, sectorSize, before));
        }
        var layout = image.layout();
        if (layout.kind().equals("none")) {
            return new Placement(Optional.empty(), Optional.empty(), changes);
        }
        var source =
                PartitionTable.of(
                        layout.kind(),
                        layout.diskId(),
                        layout.sectorSize(),
                        image.source().length(),
                        layout.partitions(),
                        layout.hybrid());
        var room =
                PartitionTable.of(layout.kind(), "", sectorSize, diskLength, List.of(), List.of());
        var fitting = new Fitting(image, geometry, source.partitions(), room.end(), sectorSize);
        fitting.shorten();
        fitting.grow();
        changes.addAll(fitting.changes);
        if (geometry.newDiskId()) {
            changes.add(Change.of(Change.What.DISK_ID));
        }
        var table = source.with(fitting.partitions).movedTo(diskLength, sectorSize);
        return new Placement(Optional.of(table), fitting.growth, changes);
    }

    private static void checkSectors(Manifest.Volume volume, int before, int sectorSize)
            throws MisfitException {
        if (volume.contents() != Manifest.Contents.DATA) {
            return;
        }
        boolean fits =
                BLOCKS_ONLY.contains(volume.filesystem())
                        ? volume.blockSize() >= sectorSize
                        : volume.filesystem().equals("xfs") && sectorSize < before;
        if (!fits) {
            boolean blocks = EXT.contains(volume.filesystem());
            throw new MisfitException(
                    blocks ? Kind.BLOCKS : Kind.SECTORS,
                    sectorSize,
                    volume.name(),
                    volume.filesystem(),
                    blocks ? volume.blockSize() : before);
        }
    }

    /// The partitions, while they are being fitted.
    private static final class Fitting {
        private final Manifest image;
        private final Geometry geometry;
        private final List<Partition> partitions;
        private final long end;
        private final int sectorSize;
        private final List<Change> changes = new ArrayList<>();
        private Optional<Growth> growth = Optional.empty();

        Fitting(
                Manifest image,
                Geometry geometry,
                List<Partition> partitions,
                long end,
                int sectorSize) {
            this.image = image;
            this.geometry = geometry;
            this.partitions = new ArrayList<>(partitions);
            this.end = end;
            this.sectorSize = sectorSize;
        }

        /// What ends beyond the disk, or within one of its sectors, is made shorter where that
        /// costs nothing; whether it then fits, the table says.
        void shorten() {
            boolean container = image.layout().kind().equals("mbr");
            for (var partition : List.copyOf(partitions)) {
                var extent = partition.extent();
                long length = Math.min(extent.length(), end - extent.offset());
                length -= Math.floorMod(length, (long) sectorSize);
                boolean extended = container && Mbr.isExtended(partition);
                if (length <= 0 || length == extent.length()) {
                    continue;
                }
                if (extended || length >= smallest(partition)) {
                    replace(partition, new Extent(extent.offset(), length));
                    changes.add(
                            Change.of(
                                    Change.What.SHORTER,
                                    partition.slot(),
                                    extent.length() - length));
                }
            }
        }

        /// Bytes that the contents of a partition need.
        private long smallest(Partition partition) {
            return volume(partition)
                    .map(volume ->
                            switch (volume.contents()) {
                                case DATA -> volume.lastExtentEnd();
                                case SWAP -> volume.length() / 2;
                                case EMPTY -> volume.length() - sectorSize + 1;
                            })
                    .orElse(partition.extent().length() - sectorSize + 1);
        }

        void grow() throws MisfitException {
            if (geometry.grow() == 0) {
                return;
            }
            var partition = toGrow();
            var extent = partition.extent();
            long next =
                    partitions.stream()
                            .filter(other -> !holds(other, partition))
                            .mapToLong(other -> other.extent().offset())
                            .filter(offset -> offset >= extent.end())
                            .min()
                            .orElse(end);
            long newEnd = Math.min(next, end) / ALIGNMENT * ALIGNMENT;
            if (newEnd - extent.end() < ALIGNMENT) {
                return;
            }
            var grown = new Extent(extent.offset(), newEnd - extent.offset());
            growth = Optional.of(growth(partition, grown));
            for (var other : List.copyOf(partitions)) {
                if (holds(other, partition)) {
                    replace(
                            other,
                            new Extent(other.extent().offset(), newEnd - other.extent().offset()));
                }
            }
            replace(partition, grown);
            changes.add(Change.of(Change.What.LONGER, partition.slot(), newEnd - extent.end()));
        }

        private Partition toGrow() throws MisfitException {
            var candidates = partitions.stream().filter(one -> !isContainer(one));
            if (geometry.grow() == Geometry.LAST) {
                return candidates
                        .max(Comparator.comparingLong(one -> one.extent().offset()))
                        .orElseThrow(() -> new MisfitException(Kind.NOTHING_TO_GROW));
            }
            return candidates
                    .filter(one -> one.slot() == geometry.grow())
                    .findFirst()
                    .orElseThrow(() -> new MisfitException(Kind.NONE_TO_GROW, geometry.grow()));
        }

        private Growth growth(Partition partition, Extent grown) throws MisfitException {
            var data = volume(partition).filter(it -> it.contents() == Manifest.Contents.DATA);
            var filesystem = data.map(Manifest.Volume::filesystem).orElse("");
            var growth = new Growth(partition.slot(), grown, filesystem);
            if (!filesystem.isEmpty() && growth.tools().isEmpty()) {
                throw new MisfitException(Kind.NO_PROGRAM, partition.slot(), filesystem);
            }
            return growth;
        }

        private boolean isContainer(Partition partition) {
            return image.layout().kind().equals("mbr") && Mbr.isExtended(partition);
        }

        /// Whether `other` is the extended partition around `partition`.
        private boolean holds(Partition other, Partition partition) {
            return isContainer(other)
                    && other.extent().offset() < partition.extent().offset()
                    && other.extent().end() >= partition.extent().end();
        }

        private Optional<Manifest.Volume> volume(Partition partition) {
            return image.volumes().stream()
                    .filter(volume -> volume.slot() == partition.slot())
                    .findFirst();
        }

        private void replace(Partition partition, Extent extent) {
            int index = partitions.indexOf(partition);
            partitions.set(index, partition.covering(extent));
        }
    }
}
