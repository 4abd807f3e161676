package sower.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sower.disk.ByteSource;
import sower.disk.Extent;

/// Reads a master boot record and follows the chain of its logical partitions.
final class MbrReader {
    private static final int MOST_LOGICAL = 256; // a chain that is longer runs in a circle

    private final ByteSource disk;
    private final int sectorSize;
    private boolean chainBroken;

    MbrReader(ByteSource disk, int sectorSize) {
        this.disk = disk;
        this.sectorSize = sectorSize;
    }

    /// The table, empty where the first sector is something else.
    Optional<Mbr> read() throws IOException {
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
            partitions.add(partition(i + 1, entry, 0));
            if (entry.isExtended()) {
                readChain(entry, logical);
            }
        }
        partitions.addAll(logical);
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        var id = HexFormat.of().toHexDigits(first.bytes().u32(MbrSector.DISK_SIGNATURE), 8);
        return Optional.of(new Mbr(id, sectorSize, disk.length(), partitions));
    }

    /// Whether there may be more logical partitions than [#read] found.
    boolean chainBroken() {
        return chainBroken;
    }

    private void readChain(MbrSector.Entry container, List<Partition> logical) throws IOException {
        long link = container.first();
        for (int i = 0; i < MOST_LOGICAL; i++) {
            if ((link + 1) * sectorSize > disk.length()) {
                chainBroken = true;
                return;
            }
            var table = MbrSector.of(disk.bytes(link * sectorSize, MbrSector.LENGTH));
            if (!table.isTable()) {
                // an extended partition in which nothing was ever made
                chainBroken |= i > 0 || !table.bytes().isZero(0, MbrSector.LENGTH);
                return;
            }
            var own = table.entry(0);
            if (own.isUsed()) {
                logical.add(partition(Mbr.FIRST_LOGICAL + logical.size(), own, link));
            }
            var next = table.entry(1);
            if (!next.isUsed()) {
                return;
            }
            if (!next.isExtended() || next.first() == 0 || next.first() >= container.count()) {
                chainBroken = true;
                return;
            }
            link = container.first() + next.first();
        }
        chainBroken = true;
    }

    private Partition partition(int slot, MbrSector.Entry entry, long base) {
        return new Partition(
                slot,
                new Extent((base + entry.first()) * sectorSize, entry.count() * sectorSize),
                HexFormat.of().toHexDigits(entry.type(), 2),
                "",
                "",
                entry.boot());
    }
}
