package sower.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.partition.MisfitException.Kind;

/// A master boot record with its logical partitions (slots from 5), which stand in a chain of small
/// tables inside the extended partition.
///
/// @param diskId disk signature, 8 hex digits in lower case
/// @param sectorSize bytes
/// @param diskLength bytes
public record Mbr(String diskId, int sectorSize, long diskLength, List<Partition> partitions)
        implements PartitionTable {
    static final int FIRST_LOGICAL = 5;
    private static final long MOST_SECTORS = 0xFFFFFFFFL;
    private static final long LINK_DISTANCE = 1 << 20; // where fdisk and Windows put a link
    private static final int PROTECTIVE = 0xEE;
    private static final int DYNAMIC = 0x42; // LDM

    public Mbr {
        partitions = List.copyOf(partitions);
    }

    @Override
    public String kind() {
        return "mbr";
    }

    /// Whether it says "here is a GPT".
    boolean isProtective() {
        return partitions.stream().anyMatch(Mbr::isProtective);
    }

    /// Whether it says that, and names partitions besides.
    boolean isHybrid() {
        return isProtective() && !partitions.stream().allMatch(Mbr::isProtective);
    }

    static boolean isProtective(Partition partition) {
        return typeOf(partition) == PROTECTIVE;
    }

    /// Whether Windows keeps volumes of its own in the disk (dynamic disk): then the last MiB,
    /// which no partition covers, says where they are.
    public boolean isDynamic() {
        return partitions.stream().anyMatch(partition -> typeOf(partition) == DYNAMIC);
    }

    /// Whether `partition` only contains the logical ones.
    public static boolean isExtended(Partition partition) {
        return new MbrSector.Entry(0, typeOf(partition), 0, 0).isExtended();
    }

    static int typeOf(Partition partition) {
        return HexFormat.fromHexDigits(partition.type().toLowerCase(Locale.ROOT));
    }

    @Override
    public long end() {
        return Math.min(diskLength / sectorSize, MOST_SECTORS) * sectorSize;
    }

    @Override
    public Mbr with(List<Partition> others) {
        return new Mbr(diskId, sectorSize, diskLength, others);
    }

    @Override
    public Mbr named(String id) {
        return new Mbr(id, sectorSize, diskLength, partitions);
    }

    @Override
    public Mbr movedTo(long newLength, int newSectorSize) throws MisfitException {
        for (var partition : partitions) {
            Fit.aligned(partition, newSectorSize);
            Fit.after(partition, newSectorSize);
            Fit.before(partition, newLength);
            if (partition.extent().end() / newSectorSize > MOST_SECTORS) {
                throw new MisfitException(Kind.BEYOND_MBR, partition.slot());
            }
        }
        return new Mbr(diskId, newSectorSize, newLength, partitions);
    }

    @Override
    public void write(BlockDevice disk) throws IOException {
        var moved = movedTo(disk.length(), disk.logicalSectorSize());
        moved.writeChain(disk);
        var bytes = disk.bytes(0, moved.sectorSize);
        var sector = MbrSector.of(bytes);
        sector.clear();
        var signature = HexFormat.fromHexDigitsToLong(diskId.isEmpty() ? "0" : diskId);
        sector.bytes().putU32(MbrSector.DISK_SIGNATURE, signature);
        for (var partition : partitions) {
            if (partition.slot() < FIRST_LOGICAL) {
                sector.put(partition.slot() - 1, moved.entry(partition, 0));
            }
        }
        sector.sign();
        disk.flush();
        disk.write(0, ByteBuffer.wrap(bytes));
        disk.flush();
    }

    private void writeChain(BlockDevice disk) throws IOException {
        var container = partitions.stream().filter(Mbr::isExtended).findFirst();
        if (container.isEmpty()) {
            return;
        }
        var extent = container.get().extent();
        long base = extent.offset() / sectorSize;
        var logical = partitions.stream().filter(p -> p.slot() >= FIRST_LOGICAL).toList();
        var links = links(extent, logical);
        for (int i = 0; i < links.size(); i++) {
            var bytes = new byte[sectorSize];
            var table = MbrSector.of(bytes);
            if (i < logical.size()) {
                table.put(0, entry(logical.get(i), links.get(i)));
            }
            if (i + 1 < links.size()) {
                long next = links.get(i + 1);
                long count = logical.get(i + 1).extent().end() / sectorSize - next;
                table.put(1, new MbrSector.Entry(0, 0x05, next - base, count));
            }
            table.sign();
            disk.write(links.get(i) * sectorSize, ByteBuffer.wrap(bytes));
        }
    }

    /// Sectors of the chain's tables: the first begins the extended partition, every other stands
    /// in the free space before its partition.
    private List<Long> links(Extent container, List<Partition> logical) throws RefusedException {
        var links = new ArrayList<Long>();
        links.add(container.offset() / sectorSize);
        for (int i = 1; i < logical.size(); i++) {
            long start = logical.get(i).extent().offset();
            long free = container.offset() + sectorSize;
            for (var other : logical) {
                long end = other.extent().end();
                free = end <= start ? Math.max(free, end) : free;
            }
            if (free >= start) {
                throw new RefusedException(
                        "there is no sector before partition %d for its entry in the table"
                                .formatted(logical.get(i).slot()));
            }
            links.add(Math.max(free, start - LINK_DISTANCE) / sectorSize);
        }
        return links;
    }

    private MbrSector.Entry entry(Partition partition, long base) {
        return entry(partition, base, sectorSize);
    }

    static MbrSector.Entry entry(Partition partition, long base, int sectorSize) {
        var extent = partition.extent();
        return new MbrSector.Entry(
                (int) partition.attributes(),
                typeOf(partition),
                extent.offset() / sectorSize - base,
                extent.length() / sectorSize);
    }
}
