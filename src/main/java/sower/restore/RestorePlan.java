package sower.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.image.Geometry;
import sower.image.Manifest;
import sower.image.Placement;
import sower.image.Placement.Growth;
import sower.metainfo.Metainfo;
import sower.partition.Gpt;
import sower.partition.Mbr;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// What will be written where, checked against the disk before anything is.
///
/// @param table to be written last; empty when a single volume is restored or the image has none
/// @param bootArea Base64 of the bytes from 0 on that belong to no partition; may be empty
/// @param volumes with data
/// @param swaps to be made anew
/// @param growth of a partition whose file system can be grown when all is written
public record RestorePlan(
        Optional<PartitionTable> table,
        String bootArea,
        List<VolumePlan> volumes,
        List<SwapPlan> swaps,
        Optional<Growth> growth) {

    public RestorePlan {
        volumes = List.copyOf(volumes);
        swaps = List.copyOf(swaps);
    }

    /// A volume that comes by torrent.
    ///
    /// @param offset where it begins on the target
    /// @param sha256 hex, one per piece; empty when only the torrent is known
    public record VolumePlan(String name, Metainfo metainfo, long offset, List<String> sha256) {
        public VolumePlan {
            sha256 = List.copyOf(sha256);
        }
    }

    /// A swap area to be made.
    public record SwapPlan(Extent extent, String uuid, String label) {}

    /// A whole image onto a whole disk.
    ///
    /// @param torrents by volume name
    /// @param geometry what is to follow the disk
    /// @throws RefusedException saying what does not fit
    public static RestorePlan wholeDisk(
            Manifest manifest,
            Map<String, Metainfo> torrents,
            Geometry geometry,
            BlockDevice target)
            throws RefusedException {
        var placement = place(manifest, geometry, target);
        var table = placement.table();
        var volumes = new ArrayList<VolumePlan>();
        var swaps = new ArrayList<SwapPlan>();
        for (var volume : manifest.volumes()) {
            var place = place(volume, table);
            switch (volume.contents()) {
                case DATA -> {
                    var metainfo = torrents.get(volume.name());
                    if (metainfo == null) {
                        throw new RefusedException(
                                "The image has no torrent for its volume " + volume.name() + ".");
                    }
                    checkFits(volume.name(), metainfo, place, target);
                    volumes.add(
                            new VolumePlan(
                                    volume.name(), metainfo, place.offset(), volume.sha256()));
                }
                case SWAP -> swaps.add(new SwapPlan(place, volume.uuid(), volume.label()));
                case EMPTY -> {}
            }
        }
        if (geometry.newDiskId()) {
            table = table.map(it -> it.named(newId(it)));
        }
        var bootArea = manifest.layout().bootArea();
        var growth = placement.growth().filter(it -> !it.filesystem().isEmpty());
        return new RestorePlan(table, bootArea, volumes, swaps, growth);
    }

    private static Placement place(Manifest manifest, Geometry geometry, BlockDevice target)
            throws RefusedException {
        try {
            return Placement.of(manifest, geometry, target.length(), target.logicalSectorSize());
        } catch (RefusedException misfit) {
            throw new RefusedException(
                    "%s: %s. Nothing was written.".formatted(target.path(), misfit.getMessage()));
        }
    }

    private static String newId(PartitionTable table) {
        var id = UUID.randomUUID().toString();
        return switch (table) {
            case Gpt gpt -> id.toUpperCase(Locale.ROOT);
            case Mbr mbr -> id.substring(0, 8);
        };
    }

    /// One volume onto a partition, a logical volume or a file of its own.
    ///
    /// @param sha256 hex, one per piece; empty when only the torrent is known
    /// @throws RefusedException when it does not fit
    public static RestorePlan oneVolume(Metainfo metainfo, List<String> sha256, BlockDevice target)
            throws RefusedException {
        var place = new Extent(0, target.length());
        checkFits(metainfo.name(), metainfo, place, target);
        var volume = new VolumePlan(metainfo.name(), metainfo, 0, sha256);
        return new RestorePlan(Optional.empty(), "", List.of(volume), List.of(), Optional.empty());
    }

    /// Bytes of all volumes.
    public long bytes() {
        return volumes.stream().mapToLong(volume -> volume.metainfo().layout().length()).sum();
    }

    /// Pieces of all volumes.
    public int pieces() {
        return volumes.stream().mapToInt(volume -> volume.metainfo().layout().pieceCount()).sum();
    }

    private static Extent place(Manifest.Volume volume, Optional<PartitionTable> table)
            throws RefusedException {
        if (volume.slot() == 0 || table.isEmpty()) {
            return new Extent(volume.offset(), volume.length());
        }
        return table.get().partitions().stream()
                .filter(partition -> partition.slot() == volume.slot())
                .map(Partition::extent)
                .findFirst()
                .orElseThrow(() ->
                        new RefusedException(
                                "The image's partition table has no partition "
                                        + volume.slot()
                                        + "."));
    }

    private static void checkFits(String name, Metainfo metainfo, Extent place, BlockDevice target)
            throws RefusedException {
        long end = metainfo.lastExtentEnd();
        if (end > place.length() || place.offset() + end > target.length()) {
            throw new RefusedException(
                    "%s is too small: volume %s needs %,d bytes there, it has %,d. Nothing was written."
                            .formatted(
                                    target.path(),
                                    name,
                                    place.offset() + end,
                                    Math.min(place.end(), target.length())));
        }
    }
}
