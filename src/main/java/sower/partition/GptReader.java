package sower.partition;

import java.io.EOFException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;

/// Reads both copies of a GPT and says what they are worth.
///
/// Like a kernel it believes the copy at the end of the disk only where the first sector says that
/// there is a GPT: whoever put something else on the disk may have left an old one there.
final class GptReader {
    private final ByteSource disk;
    private final int sectorSize;
    private final boolean isProtected;

    private GptReader(ByteSource disk, int sectorSize, boolean isProtected) {
        this.disk = disk;
        this.sectorSize = sectorSize;
        this.isProtected = isProtected;
    }

    /// @param mbr the first sector as a table, empty or protective
    static FoundTable look(ByteSource disk, int sectorSize, Optional<Mbr> mbr) throws IOException {
        boolean isProtected = mbr.isPresent();
        var found = new GptReader(disk, sectorSize, isProtected).look();
        for (int other : Gpt.SECTOR_SIZES) {
            if (found.table().isEmpty() && other != sectorSize) {
                var there = new GptReader(disk, other, isProtected).look();
                found = there.table().isPresent() ? there : found;
            }
        }
        if (found.table().isEmpty()) {
            return isProtected ? FoundTable.nothing(FoundTable.Flaw.GPT_LOST) : found;
        }
        var flaws = EnumSet.noneOf(FoundTable.Flaw.class);
        flaws.addAll(found.flaws());
        var gpt = found.table().get();
        if (gpt.sectorSize() != sectorSize) {
            flaws.add(FoundTable.Flaw.OTHER_SECTORS);
        }
        if (gpt instanceof Gpt plain && mbr.isPresent() && mbr.get().isHybrid()) {
            gpt = plain.withHybrid(mbr.get().partitions());
        }
        return new FoundTable(Optional.of(gpt), flaws);
    }

    private FoundTable look() throws IOException {
        var primary = table(1);
        long last = disk.length() / sectorSize - 1;
        long other = last;
        if (primary.isPresent()) {
            other = GptHeader.read(disk, sectorSize, 1).orElseThrow().otherSector();
        }
        boolean inside = other > 1 && other <= last;
        var backup = inside ? table(other) : Optional.<PartitionTable>empty();
        if (primary.isPresent() || backup.isPresent() && isProtected) {
            var table = primary.isPresent() ? primary : backup;
            return new FoundTable(table, flaws(primary, backup));
        }
        return backup.isPresent()
                ? FoundTable.nothing(FoundTable.Flaw.STALE_BACKUP)
                : FoundTable.nothing();
    }

    private Set<FoundTable.Flaw> flaws(
            Optional<PartitionTable> primary, Optional<PartitionTable> backup) {
        var flaws = EnumSet.noneOf(FoundTable.Flaw.class);
        if (primary.isEmpty()) {
            flaws.add(FoundTable.Flaw.PRIMARY_DAMAGED);
        } else if (!primary.equals(backup)) {
            flaws.add(FoundTable.Flaw.BACKUP_DAMAGED);
        }
        if (!isProtected) {
            flaws.add(FoundTable.Flaw.NOT_PROTECTED);
        }
        return flaws;
    }

    /// The table whose header is at `sector`; sectors that cannot be read are damaged ones.
    private Optional<PartitionTable> table(long sector) throws IOException {
        try {
            var header = GptHeader.read(disk, sectorSize, sector);
            return header.isPresent() ? header.get().table(disk).map(gpt -> gpt) : Optional.empty();
        } catch (EOFException shorter) {
            throw shorter;
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
