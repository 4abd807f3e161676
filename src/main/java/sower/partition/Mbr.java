package sower.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.disk.RefusedException;

/// A master boot record with its logical partitions (slots from 5), which stand in a chain of small
/// tables inside the extended partition.
///
/// @param diskId disk signature, 8 hex digits in lower case
/// @param sectorSize bytes
/// @param diskLength bytes
public record Mbr(String diskId, int sectorSize, long diskLength, List<Partition> partitions)
        implements PartitionTable {
    private static final int FIRST_LOGICAL = 5;
    private static final int MOST_LOGICAL = 256; // a chain that is longer runs in a circle
    private static final long MOST_SECTORS = 0xFFFFFFFFL;
    private static final long LINK_DISTANCE = 1 << 20; // where fdisk and Windows put a link
    private static final int PROTECTIVE = 0xEE;

    public Mbr {
        partitions = List.copyOf(partitions);
    }

    @Override
    public String kind() {
        return "mbr";
    }

    /// Whether it only says "here is a GPT".
    boolean isProtective() {
        return partitions.stream().anyMatch(partition -> typeOf(partition) == PROTECTIVE);
    }

    /// Whether `partition` only contains the logical ones.
    public static boolean isExtended(Partition partition) {
        return new MbrSector.Entry(0, typeOf(partition), 0, 0).isExtended();
    }

    static Optional<Mbr> read(ByteSource disk, int sectorSize) throws IOException {
        var first = MbrSector.of(disk.bytes(0, MbrSector.LENGTH));
        if (!first.isTable()) {
            return Optional.empty();
        }
        long sectors = disk.length() / sectorSize;
        var partitions = new ArrayList<Partition>();
        var logical = new ArrayList<Partition>();
        for (int i = 0; i < 4; i++) {
            var entry = first.entry(i);
            if (!entry.isUsed()) {
                continue;
            }
            if (entry.first() == 0 || !entry.isProtective() && entry.first() >= sectors) {
                return Optional.empty(); // boot code, not a table
            }
            partitions.add(partition(i + 1, entry, 0, sectorSize));
            if (entry.isExtended()) {
                logical.addAll(readChain(disk, sectorSize, entry.first()));
            }
        }
        partitions.addAll(logical);
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        var id = HexFormat.of().toHexDigits(first.bytes().u32(MbrSector.DISK_SIGNATURE), 8);
        return Optional.of(new Mbr(id, sectorSize, disk.length(), partitions));
    }

    private static List<Partition> readChain(ByteSource disk, int sectorSize, long container)
            throws IOException {
        var logical = new ArrayList<Partition>();
        long link = container;
        for (int i = 0; i < MOST_LOGICAL; i++) {
            if ((link + 1) * sectorSize > disk.length()) {
                break;
            }
            var table = MbrSector.of(disk.bytes(link * sectorSize, MbrSector.LENGTH));
            if (!table.isTable()) {
                break;
            }
            var own = table.entry(0);
            if (own.isUsed()) {
                logical.add(partition(FIRST_LOGICAL + logical.size(), own, link, sectorSize));
            }
            var next = table.entry(1);
            if (!next.isExtended() || next.first() == 0) {
                break;
            }
            link = container + next.first();
        }
        return logical;
    }

    private static Partition partition(int slot, MbrSector.Entry entry, long base, int sectorSize) {
        return new Partition(
                slot,
                new Extent((base + entry.first()) * sectorSize, entry.count() * sectorSize),
                HexFormat.of().toHexDigits(entry.type(), 2),
                "",
                "",
                entry.boot());
    }

    private static int typeOf(Partition partition) {
        return HexFormat.fromHexDigits(partition.type().toLowerCase(Locale.ROOT));
    }

    @Override
    public Mbr movedTo(long newLength, int newSectorSize) throws RefusedException {
        for (var partition : partitions) {
            Fit.aligned(partition, newSectorSize);
            Fit.after(partition, newSectorSize);
            Fit.before(partition, newLength);
            if (partition.extent().end() / newSectorSize > MOST_SECTORS) {
                throw new RefusedException(
                        "partition %d ends beyond what an MBR can address; it needs a GPT"
                                .formatted(partition.slot()));
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
        sector.bytes().put(MbrSector.ENTRIES, new byte[4 * MbrSector.ENTRY_LENGTH]);
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
        var extent = partition.extent();
        return new MbrSector.Entry(
                (int) partition.attributes(),
                typeOf(partition),
                extent.offset() / sectorSize - base,
                extent.length() / sectorSize);
    }
}
