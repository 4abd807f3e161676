package sower.partition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.disk.Extent;

/// One of the two GPT headers with its entries, as bytes (UEFI specification 2.10, 5.3.2 and
/// 5.3.3). Only headers whose checksums are right become one.
record GptHeader(
        int sectorSize,
        long entriesSector,
        int entryCount,
        int entryLength,
        long entriesCrc,
        long otherSector,
        String diskId) {
    static final int ENTRY_LENGTH = 128;
    private static final int HEADER_LENGTH = 92;
    private static final String SIGNATURE = "EFI PART";
    private static final int REVISION = 0x10000;
    private static final int MOST_ENTRY_BYTES = 4 << 20;
    private static final String UNUSED = "00000000-0000-0000-0000-000000000000";

    /// The header at `sector`, empty if it is damaged or not one.
    static Optional<GptHeader> read(ByteSource disk, int sectorSize, long sector)
            throws IOException {
        if (!isSigned(disk, sectorSize, sector)) {
            return Optional.empty();
        }
        var header = Structure.littleEndian(disk.bytes(sector * sectorSize, sectorSize));
        long length = header.u32(12); // HeaderSize
        long crc = header.u32(16); // HeaderCRC32
        if (length < HEADER_LENGTH || length > sectorSize) {
            return Optional.empty();
        }
        header.putU32(16, 0);
        boolean whole = header.crc32(0, (int) length) == crc;
        long count = header.u32(80); // NumberOfPartitionEntries
        long entryLength = header.u32(84); // SizeOfPartitionEntry
        long entriesSector = header.u64(72); // PartitionEntryLBA
        boolean sane =
                entryLength >= ENTRY_LENGTH
                        && entryLength <= sectorSize
                        && count > 0
                        && count * entryLength <= MOST_ENTRY_BYTES
                        && entriesSector > 0
                        && entriesSector < disk.length() / sectorSize
                        && header.u64(24) == sector; // MyLBA
        if (!whole || !sane) {
            return Optional.empty();
        }
        return Optional.of(
                new GptHeader(
                        sectorSize,
                        entriesSector,
                        (int) count,
                        (int) entryLength,
                        header.u32(88), // PartitionEntryArrayCRC32
                        header.u64(32), // AlternateLBA
                        header.guid(56))); // DiskGUID
    }

    static boolean isSigned(ByteSource disk, int sectorSize, long sector) throws IOException {
        long offset = sector * sectorSize;
        if (sector < 1 || offset + sectorSize > disk.length()) {
            return false;
        }
        return Structure.littleEndian(disk.bytes(offset, sectorSize)).holds(0, SIGNATURE);
    }

    /// Bytes of the disk that the entries cover, whole sectors.
    Extent entriesExtent() {
        long sectors = ((long) entryCount * entryLength + sectorSize - 1) / sectorSize;
        return new Extent(entriesSector * sectorSize, sectors * sectorSize);
    }

    /// The table, empty if the entries are damaged.
    Optional<Gpt> table(ByteSource disk) throws IOException {
        var extent = entriesExtent();
        if (extent.end() > disk.length()) {
            return Optional.empty();
        }
        var entries = Structure.littleEndian(disk.bytes(extent.offset(), (int) extent.length()));
        if (entries.crc32(0, entryCount * entryLength) != entriesCrc) {
            return Optional.empty();
        }
        var partitions = new ArrayList<Partition>();
        for (int i = 0; i < entryCount; i++) {
            int at = i * entryLength;
            long first = entries.u64(at + 32); // StartingLBA
            long last = entries.u64(at + 40); // EndingLBA
            // one that ends beyond the disk stays: whoever captures it must not pass it over
            boolean sane = first > 0 && last >= first && last < Long.MAX_VALUE / sectorSize;
            if (!UNUSED.equals(entries.guid(at)) && sane) {
                partitions.add(partition(entries, at, i + 1));
            }
        }
        return Optional.of(new Gpt(diskId, sectorSize, disk.length(), partitions));
    }

    private Partition partition(Structure entries, int at, int slot) {
        long first = entries.u64(at + 32);
        long last = entries.u64(at + 40);
        return new Partition(
                slot,
                new Extent(first * sectorSize, (last - first + 1) * sectorSize),
                entries.guid(at), // PartitionTypeGUID
                entries.guid(at + 16), // UniquePartitionGUID
                entries.text(at + 56, 72, StandardCharsets.UTF_16LE), // PartitionName
                entries.u64(at + 48)); // Attributes
    }

    /// All entries of `table` as whole sectors.
    static byte[] entries(Gpt table) {
        var bytes = new byte[table.entrySectors() * table.sectorSize()];
        var entries = Structure.littleEndian(bytes);
        for (var partition : table.partitions()) {
            int at = (partition.slot() - 1) * ENTRY_LENGTH;
            entries.putGuid(at, partition.type());
            entries.putGuid(at + 16, partition.uuid());
            entries.putU64(at + 32, partition.extent().offset() / table.sectorSize());
            entries.putU64(at + 40, partition.extent().end() / table.sectorSize() - 1);
            entries.putU64(at + 48, partition.attributes());
            var name = partition.label().getBytes(StandardCharsets.UTF_16LE);
            entries.put(at + 56, name.length <= 72 ? name : Arrays.copyOf(name, 72));
        }
        return bytes;
    }

    /// The header of `table` at `sector` as one sector.
    ///
    /// @param entries as [#entries] made them
    /// @param other where the other header is
    static byte[] bytes(Gpt table, byte[] entries, long sector, long other) {
        var bytes = new byte[table.sectorSize()];
        var header = Structure.littleEndian(bytes);
        header.put(0, SIGNATURE.getBytes(StandardCharsets.US_ASCII));
        header.putU32(8, REVISION);
        header.putU32(12, HEADER_LENGTH);
        header.putU64(24, sector); // MyLBA
        header.putU64(32, other); // AlternateLBA
        header.putU64(40, table.firstUsableSector()); // FirstUsableLBA
        header.putU64(48, table.lastUsableSector()); // LastUsableLBA
        header.putGuid(56, table.diskId());
        header.putU64(72, sector == 1 ? 2 : sector - table.entrySectors()); // PartitionEntryLBA
        header.putU32(80, table.entryCount());
        header.putU32(84, ENTRY_LENGTH);
        int covered = table.entryCount() * ENTRY_LENGTH;
        header.putU32(88, Structure.littleEndian(entries).crc32(0, covered));
        header.putU32(16, header.crc32(0, HEADER_LENGTH)); // HeaderCRC32, over itself as 0
        return bytes;
    }
}
