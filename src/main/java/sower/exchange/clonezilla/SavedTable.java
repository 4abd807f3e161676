package sower.exchange.clonezilla;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.partition.Gpt;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// A disk's partition table as Clonezilla saves it: the dump of sfdisk, what parted says, and
/// copies of the sectors outside partitions. A GPT is read from its copy where that is whole,
/// because a dump of an old sfdisk knows none; an MBR from the dump, because nobody copies the
/// chain of its logical partitions.
///
/// @param table empty for a disk without one
/// @param outside the disk as far as its sectors were copied, else zero
/// @param sectorSize bytes
record SavedTable(Optional<PartitionTable> table, ByteSource outside, int sectorSize) {
    private static final int SECTOR = 512;
    private static final int SIGNATURE_AT = 440; // of the disk, in an MBR
    private static final long EDGE = 1 << 20;
    private static final long MOST_COPIED = 64 << 20;
    private static final Pattern LENGTH = Pattern.compile("(?m)^Disk \\S+: (\\d+)s$");
    private static final Pattern SECTORS =
            Pattern.compile("(?m)^Sector size \\(logical/physical\\): (\\d+)B");

    /// Reads the table of `disk`, such as `sda`.
    static SavedTable read(Path folder, String disk) throws IOException {
        var parted = text(folder.resolve(disk + "-pt.parted"));
        var sizes = SECTORS.matcher(parted);
        int sectorSize = sizes.find() ? Integer.parseInt(sizes.group(1)) : SECTOR;
        var file = folder.resolve(disk + "-pt.sf");
        var dump = SfdiskDump.parse(text(file), sectorSize, file.toString());
        sectorSize = dump.sectorSize() > 0 ? dump.sectorSize() : sectorSize;
        var outside = new Outside(folder, disk, sectorSize, length(parted, dump, sectorSize));
        return new SavedTable(table(dump, outside, sectorSize), outside, sectorSize);
    }

    /// Whether numbers of types are GUIDs.
    boolean isGpt() {
        return table.filter(Gpt.class::isInstance).isPresent();
    }

    private static Optional<PartitionTable> table(SfdiskDump dump, Outside outside, int sectorSize)
            throws IOException {
        var copied = PartitionTable.read(outside, sectorSize);
        if (copied.isPresent() && copied.get() instanceof Gpt) {
            return copied;
        }
        if (dump.partitions().isEmpty()) {
            return Optional.empty();
        }
        boolean gpt = dump.label().equals("gpt");
        return Optional.of(
                PartitionTable.of(
                        gpt ? "gpt" : "mbr",
                        gpt ? dump.id() : signature(dump, outside),
                        sectorSize,
                        outside.length(),
                        dump.partitions(),
                        List.of()));
    }

    private static String signature(SfdiskDump dump, Outside outside) throws IOException {
        if (dump.id().isEmpty()) {
            var first = Structure.littleEndian(outside.bytes(0, SECTOR));
            return "%08x".formatted(first.u32(SIGNATURE_AT));
        }
        var digits = dump.id().replaceFirst("^0x", "");
        return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    /// Bytes of the disk: as parted says, else what the partitions need.
    private static long length(String parted, SfdiskDump dump, int sectorSize) {
        var sectors = LENGTH.matcher(parted);
        if (sectors.find()) {
            return Math.multiplyExact(Long.parseLong(sectors.group(1)), sectorSize);
        }
        long end =
                dump.partitions().stream()
                        .map(Partition::extent)
                        .mapToLong(Extent::end)
                        .max()
                        .orElse(0);
        return end == 0 ? 0 : end + EDGE;
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /// The copies at their places.
    private static final class Outside implements ByteSource {
        private final TreeMap<Long, byte[]> copies = new TreeMap<>();
        private final long length;

        Outside(Path folder, String disk, int sectorSize, long length) throws IOException {
            this.length = length;
            add(folder.resolve(disk + "-hidden-data-after-mbr"), sectorSize);
            add(folder.resolve(disk + "-gpt-1st"), 0);
            if (!copies.containsKey(0L)) {
                add(folder.resolve(disk + "-mbr"), 0);
            }
            var second = folder.resolve(disk + "-gpt-2nd");
            if (Files.exists(second)) {
                add(second, length - Files.size(second));
            }
        }

        private void add(Path file, long at) throws IOException {
            if (Files.exists(file) && at >= 0) {
                if (Files.size(file) > MOST_COPIED) {
                    throw new IOException(file + " is too long for sectors outside partitions");
                }
                copies.put(at, Files.readAllBytes(file));
            }
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            if (offset < 0 || offset > length - into.remaining()) {
                throw new EOFException("byte " + offset + " is not on the disk");
            }
            var bytes = new byte[into.remaining()];
            for (Map.Entry<Long, byte[]> copy : copies.descendingMap().entrySet()) {
                long begin = Math.max(offset, copy.getKey());
                long end = Math.min(offset + bytes.length, copy.getKey() + copy.getValue().length);
                if (begin < end) { // an earlier copy is the longer one, and more exact
                    System.arraycopy(
                            copy.getValue(),
                            (int) (begin - copy.getKey()),
                            bytes,
                            (int) (begin - offset),
                            (int) (end - begin));
                }
            }
            into.put(bytes);
        }
    }
}
