package sower.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// A GUID partition table (UEFI specification 2.10, 5.3), without the places of its own parts:
/// those follow from the disk's length.
///
/// @param diskId DiskGUID, upper case
/// @param sectorSize 512 to 4096
/// @param diskLength bytes
/// @param hybrid entries of the first sector where it names partitions besides the one that
///   protects the GPT (for firmware that knows no GPT); else empty
public record Gpt(
        String diskId,
        int sectorSize,
        long diskLength,
        List<Partition> partitions,
        List<Partition> hybrid)
        implements PartitionTable {
    static final int LARGEST_SECTOR = 4096;
    static final int[] SECTOR_SIZES = {512, 4096, 1024, 2048};

    public Gpt {
        partitions = List.copyOf(partitions);
        hybrid = List.copyOf(hybrid);
    }

    /// One whose first sector only protects it.
    public Gpt(String diskId, int sectorSize, long diskLength, List<Partition> partitions) {
        this(diskId, sectorSize, diskLength, partitions, List.of());
    }

    @Override
    public String kind() {
        return "gpt";
    }

    Gpt withHybrid(List<Partition> entries) {
        return new Gpt(diskId, sectorSize, diskLength, partitions, entries);
    }

    @Override
    public long end() {
        return (lastUsableSector() + 1) * sectorSize;
    }

    /// {@inheritDoc}
    ///
    /// Entries of a hybrid follow.
    @Override
    public Gpt with(List<Partition> others) {
        var entries = new ArrayList<Partition>();
        for (var entry : hybrid) {
            var extent =
                    others.stream()
                            .map(Partition::extent)
                            .filter(other -> other.offset() == entry.extent().offset())
                            .findFirst()
                            .orElse(entry.extent());
            entries.add(entry.covering(extent));
        }
        return new Gpt(diskId, sectorSize, diskLength, others, entries);
    }

    @Override
    public Gpt named(String id) {
        return new Gpt(id, sectorSize, diskLength, partitions, hybrid);
    }

    /// {@inheritDoc}
    ///
    /// Entries of a hybrid stay behind where sectors have another size: the firmware they are for
    /// starts from no such disk.
    @Override
    public Gpt movedTo(long newLength, int newSectorSize) throws MisfitException {
        var entries = newSectorSize == sectorSize ? hybrid : List.<Partition>of();
        var moved = new Gpt(diskId, newSectorSize, newLength, partitions, entries);
        long first = moved.firstUsableSector() * newSectorSize;
        for (var partition : partitions) {
            Fit.aligned(partition, newSectorSize);
            Fit.after(partition, first);
            Fit.before(partition, moved.end());
        }
        return moved;
    }

    @Override
    public void write(BlockDevice disk) throws IOException {
        var moved = movedTo(disk.length(), disk.logicalSectorSize());
        var entries = GptHeader.entries(moved);
        long last = moved.sectors() - 1;
        // UEFI 5.3.2: the backup first, so that a crash in between leaves one that is whole
        moved.put(disk, last - moved.entrySectors(), entries);
        moved.put(disk, last, GptHeader.bytes(moved, entries, last, 1));
        disk.flush();
        moved.put(disk, 2, entries);
        moved.put(disk, 1, GptHeader.bytes(moved, entries, 1, last));
        disk.flush();
        var first = disk.bytes(0, moved.sectorSize);
        MbrSector.protect(first, moved.sectors());
        moved.putHybrid(MbrSector.of(first));
        moved.put(disk, 0, first);
        disk.flush();
    }

    private void putHybrid(MbrSector sector) {
        if (!hybrid.isEmpty()) {
            sector.clear();
        }
        for (var partition : hybrid) {
            var entry = Mbr.entry(partition, 0, sectorSize);
            sector.put(partition.slot() - 1, entry.endingBefore(sectors()));
        }
    }

    private void put(BlockDevice disk, long sector, byte[] bytes) throws IOException {
        disk.write(sector * sectorSize, ByteBuffer.wrap(bytes));
    }

    static void wipe(BlockDevice disk) throws IOException {
        for (int sectorSize : SECTOR_SIZES) {
            wipe(disk, sectorSize, 1);
            wipe(disk, sectorSize, disk.length() / sectorSize - 1);
        }
    }

    private static void wipe(BlockDevice disk, int sectorSize, long sector) throws IOException {
        var header = GptHeader.read(disk, sectorSize, sector);
        if (header.isPresent()) {
            var entries = header.get().entriesExtent();
            if (entries.end() <= disk.length()) {
                disk.write(entries.offset(), ByteBuffer.allocate((int) entries.length()));
            }
        }
        boolean inside = sector > 0 && (sector + 1) * sectorSize <= disk.length();
        if (inside && GptHeader.isSigned(disk, sectorSize, sector)) {
            disk.write(sector * sectorSize, ByteBuffer.allocate(sectorSize));
        }
    }

    /// Sectors of the disk.
    long sectors() {
        return diskLength / sectorSize;
    }

    /// At least 128, as the specification reserves, and more where slots are numbered higher.
    int entryCount() {
        int highest = partitions.stream().mapToInt(Partition::slot).max().orElse(0);
        return Math.max(128, (highest + 3) / 4 * 4);
    }

    int entrySectors() {
        return (entryCount() * GptHeader.ENTRY_LENGTH + sectorSize - 1) / sectorSize;
    }

    long firstUsableSector() {
        return 2L + entrySectors();
    }

    long lastUsableSector() {
        return sectors() - 2 - entrySectors();
    }

    /// Bytes before the first sector that a partition may use, and from the last one on: what the
    /// table itself covers.
    public List<Extent> ownExtents() {
        long first = firstUsableSector() * sectorSize;
        long end = (lastUsableSector() + 1) * sectorSize;
        return List.of(new Extent(0, first), new Extent(end, diskLength - end));
    }
}
