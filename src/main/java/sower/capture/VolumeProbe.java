package sower.capture;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sower.disk.ByteSource;
import sower.disk.Disk;
import sower.disk.Extent;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.Filesystems;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;
import sower.filesystem.swap.Swap;
import sower.image.Manifest;
import sower.partition.Mbr;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// Looks into the volumes of a disk.
final class VolumeProbe {
    private static final String MICROSOFT_RESERVED = "E3C9E316-0B5C-4DB8-817D-F92DF00215AE";
    // logical disk manager, metadata and data: volumes of Windows in partitions of another kind
    private static final Set<String> DYNAMIC =
            Set.of("5808C8AA-7E8F-42E0-85D2-E1E90434CFB3", "AF9B60A0-1431-4F62-BC68-3311714A69AD");
    private static final int LOOK = 1 << 20;
    private static final String WHOLE = "disk";

    private final Disk disk;
    private final ByteSource source;
    private final Readiness readiness;

    VolumeProbe(Disk disk, ByteSource source, Readiness readiness) {
        this.disk = disk;
        this.source = source;
        this.readiness = readiness;
    }

    /// The disk as one volume.
    PlannedVolume whole() throws IOException {
        if (isZero(0) && isZero(source.length() - LOOK)) {
            readiness.empty();
        }
        return probe(WHOLE, 0, new Extent(0, source.length()));
    }

    private boolean isZero(long offset) throws IOException {
        var place = Math.max(0, offset);
        int count = (int) Math.min(LOOK, source.length() - place);
        try {
            return source.isZero(place, count);
        } catch (EOFException changed) {
            throw changed;
        } catch (IOException worn) {
            return false;
        }
    }

    /// One volume per partition, but none for an extended one, which only contains others.
    List<PlannedVolume> partitions(PartitionTable table) throws IOException {
        var volumes = new ArrayList<PlannedVolume>();
        for (var partition : table.partitions()) {
            boolean extended = table instanceof Mbr && Mbr.isExtended(partition);
            if (!extended) {
                volumes.add(partition(partition));
            }
        }
        return volumes;
    }

    /// The kernel's name of a partition; for a disk image `disk1`, because file names are anything.
    static String volumeName(Disk disk, int slot) {
        var base = disk.transport() == Disk.Transport.FILE ? WHOLE : disk.name();
        return partitionName(base, slot);
    }

    static String partitionName(String disk, int slot) {
        boolean digit = Character.isDigit(disk.charAt(disk.length() - 1));
        return slot == 0 ? disk : disk + (digit ? "p" : "") + slot;
    }

    private PlannedVolume partition(Partition partition) throws IOException {
        var name = volumeName(disk, partition.slot());
        var extent = partition.extent();
        if (extent.end() > source.length()) {
            throw new IOException(
                    "partition %d of %s ends at byte %d, but the disk has only %d; its table is damaged"
                            .formatted(
                                    partition.slot(), disk.path(), extent.end(), source.length()));
        }
        if (MICROSOFT_RESERVED.equals(partition.type())) {
            return new PlannedVolume(
                    name,
                    partition.slot(),
                    extent,
                    Manifest.Contents.EMPTY,
                    "",
                    "",
                    "",
                    512,
                    new UsedBlocks(List.of()),
                    extent.length());
        }
        if (DYNAMIC.contains(partition.type())) {
            var kind = WholeVolume.named("dynamic", extent.length(), Condition.DYNAMIC);
            return planned(name, partition.slot(), extent, kind);
        }
        return probe(name, partition.slot(), extent);
    }

    private PlannedVolume probe(String name, int slot, Extent extent) throws IOException {
        Filesystem filesystem;
        try {
            filesystem = Filesystems.probe(source.slice(extent));
        } catch (EOFException changed) {
            throw changed;
        } catch (IOException worn) {
            unreadable(slot, name, extent.length(), worn);
            filesystem = WholeVolume.named("unknown", extent.length());
        }
        return planned(name, slot, extent, filesystem);
    }

    private PlannedVolume planned(String name, int slot, Extent extent, Filesystem filesystem)
            throws IOException {
        readiness.conditions(slot, name, filesystem, extent.length());
        var used = used(filesystem, slot, name, extent.length());
        return new PlannedVolume(
                name,
                slot,
                extent,
                filesystem instanceof Swap ? Manifest.Contents.SWAP : Manifest.Contents.DATA,
                filesystem.kind(),
                filesystem.label(),
                filesystem.uuid(),
                filesystem.blockSize(),
                used,
                Math.max(used.end(), filesystem.length()));
    }

    private UsedBlocks used(Filesystem filesystem, int slot, String name, long length)
            throws IOException {
        try {
            return filesystem.usedBlocks().merged(UsedBlocks.MERGED_GAP);
        } catch (CorruptFilesystemException doubt) {
            System.getLogger(VolumeProbe.class.getName())
                    .log(System.Logger.Level.WARNING, name + " is taken whole", doubt);
            readiness.damaged(slot, name, length);
            return UsedBlocks.whole(length);
        } catch (EOFException changed) {
            throw changed;
        } catch (IOException worn) {
            unreadable(slot, name, length, worn);
            return UsedBlocks.whole(length);
        }
    }

    private void unreadable(int slot, String name, long length, IOException why) {
        System.getLogger(VolumeProbe.class.getName())
                .log(System.Logger.Level.WARNING, name + " is taken whole", why);
        readiness.unreadable(slot, name, length);
    }
}
