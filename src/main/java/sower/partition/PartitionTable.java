package sower.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.RefusedException;

/// A partition table as data: read from a disk, or from an image's layout, and written to another.
public sealed interface PartitionTable permits Gpt, Mbr {
    /// In the order of their slots. For an MBR the extended partition itself is among them.
    List<Partition> partitions();

    /// Bytes of the unit in which the table addresses its disk.
    int sectorSize();

    /// `gpt` or `mbr`.
    String kind();

    /// GPT: the disk's GUID in upper case; MBR: the disk signature, 8 hex digits.
    String diskId();

    /// The table of a disk, empty where there is none that this program understands.
    ///
    /// @param sectorSize of the device; a table written for another sector size (a disk image, a
    ///   disk moved from another adapter) is found as well
    static Optional<PartitionTable> read(ByteSource disk, int sectorSize) throws IOException {
        return look(disk, sectorSize).table();
    }

    /// The same with what is wrong with it.
    static FoundTable look(ByteSource disk, int sectorSize) throws IOException {
        if (disk.length() < 2L * Gpt.LARGEST_SECTOR) {
            return FoundTable.nothing();
        }
        var reader = new MbrReader(disk, sectorSize);
        var mbr = reader.read();
        if (mbr.isEmpty() || mbr.get().isProtective()) {
            return GptReader.look(disk, sectorSize, mbr);
        }
        Set<FoundTable.Flaw> flaws =
                reader.chainBroken() ? Set.of(FoundTable.Flaw.CHAIN_BROKEN) : Set.of();
        return new FoundTable(Optional.of(mbr.get()), flaws);
    }

    /// A table from an image's layout.
    ///
    /// @param kind `gpt` or `mbr`
    /// @param diskLength bytes of the disk it was on
    /// @param hybrid as in [Gpt]; empty for an MBR
    static PartitionTable of(
            String kind,
            String diskId,
            int sectorSize,
            long diskLength,
            List<Partition> partitions,
            List<Partition> hybrid) {
        return switch (kind) {
            case "gpt" -> new Gpt(diskId, sectorSize, diskLength, partitions, hybrid);
            case "mbr" -> new Mbr(diskId, sectorSize, diskLength, partitions);
            default -> throw new IllegalArgumentException("no such partition table: " + kind);
        };
    }

    /// Writes the table, moved to the disk's length and sector size, and flushes. Boot code in the
    /// first sector stays as it is.
    ///
    /// @throws RefusedException if it does not fit; nothing is written then
    void write(BlockDevice disk) throws IOException;

    /// The same partitions at the same bytes on a disk of another length or sector size.
    ///
    /// @throws MisfitException naming the partition that does not fit
    PartitionTable movedTo(long diskLength, int sectorSize) throws MisfitException;

    /// The byte of the disk at which its partitions must have ended.
    long end();

    /// The same table with other partitions, unchecked.
    PartitionTable with(List<Partition> others);

    /// The same table under another name.
    ///
    /// @param id as [#diskId] is written
    PartitionTable named(String id);

    /// Makes the disk look empty: the first sector and, where they are, both GPT headers with their
    /// entries. Nothing else is touched, and it is flushed.
    static void wipe(BlockDevice disk) throws IOException {
        Gpt.wipe(disk);
        int first = (int) Math.min(disk.length(), disk.logicalSectorSize());
        disk.write(0, ByteBuffer.allocate(first));
        disk.flush();
    }
}
