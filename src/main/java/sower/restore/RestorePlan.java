package sower.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.image.Manifest;
import sower.metainfo.Metainfo;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// What will be written where, checked against the disk before anything is.
///
/// @param table to be written last; empty when a single volume is restored or the image has none
/// @param bootArea Base64 of the bytes from 0 on that belong to no partition; may be empty
/// @param volumes with data
/// @param swaps to be made anew
public record RestorePlan(
        Optional<PartitionTable> table,
        String bootArea,
        List<VolumePlan> volumes,
        List<SwapPlan> swaps) {

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
    /// @throws RefusedException saying what does not fit
    public static RestorePlan wholeDisk(
            Manifest manifest, Map<String, Metainfo> torrents, BlockDevice target)
            throws RefusedException {
        var layout = manifest.layout();
        Optional<PartitionTable> table = Optional.empty();
        if (!layout.kind().equals("none")) {
            table =
                    Optional.of(
                            PartitionTable.of(
                                            layout.kind(),
                                            layout.diskId(),
                                            layout.sectorSize(),
                                            manifest.source().length(),
                                            layout.partitions(),
                                            layout.hybrid())
                                    .movedTo(target.length(), target.logicalSectorSize()));
        }
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
        return new RestorePlan(table, layout.bootArea(), volumes, swaps);
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
        return new RestorePlan(Optional.empty(), "", List.of(volume), List.of());
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
