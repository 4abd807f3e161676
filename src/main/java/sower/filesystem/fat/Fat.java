package sower.filesystem.fat;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;

/// A FAT12, FAT16 or FAT32 file system.
public final class Fat implements Filesystem {
    private static final int FIRST_CLUSTER = 2;

    private final BootSector boot;
    private final AllocationTable table;
    private final boolean clean;

    private Fat(BootSector boot, AllocationTable table, boolean clean) {
        this.boot = boot;
        this.table = table;
        this.clean = clean;
    }

    /// The file system in `volume` if it begins with a FAT boot sector.
    ///
    /// @throws CorruptFilesystemException if it does, but its sizes contradict the volume's
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < BootSector.LENGTH) {
            return Optional.empty();
        }
        var found = BootSector.parse(volume.bytes(0, BootSector.LENGTH));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var boot = found.get();
        if (boot.totalSectors() > volume.length() / boot.sectorSize()) {
            throw new CorruptFilesystemException(
                    "the FAT has %d sectors of %d bytes in a volume of %d bytes"
                            .formatted(boot.totalSectors(), boot.sectorSize(), volume.length()));
        }
        checkBackup(volume, boot);
        var table = new AllocationTable(volume, boot);
        boolean clean = !boot.markedDirty() && table.saysClean();
        return Optional.of(new Fat(boot, table, clean));
    }

    /// FAT32 has a second boot sector.
    private static void checkBackup(ByteSource volume, BootSector boot) throws IOException {
        if (boot.backupSector() == 0 || boot.backupSector() >= boot.reservedSectors()) {
            return;
        }
        long offset = (long) boot.backupSector() * boot.sectorSize();
        var backup = BootSector.parse(volume.bytes(offset, BootSector.LENGTH));
        if (backup.isPresent() && !boot.isAlike(backup.get())) {
            throw new CorruptFilesystemException("the boot sector differs from its backup");
        }
    }

    @Override
    public String kind() {
        return "vfat";
    }

    @Override
    public String label() {
        return boot.label();
    }

    @Override
    public String uuid() {
        return boot.uuid();
    }

    @Override
    public int blockSize() {
        return boot.clusterBytes();
    }

    @Override
    public long length() {
        return boot.totalSectors() * boot.sectorSize();
    }

    @Override
    public Set<Condition> conditions() {
        return clean ? Set.of() : Set.of(Condition.NOT_CLEAN);
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        table.check(boot);
        long data = boot.firstDataSector() * boot.sectorSize();
        var used = new UsedBlocks.Builder(length());
        used.add(0, data);
        long clusters = boot.clusters();
        for (long i = 0; i < clusters; i++) {
            if (table.isUsed(i + FIRST_CLUSTER)) {
                used.add(data + i * boot.clusterBytes(), boot.clusterBytes());
            }
        }
        // sectors too few for another cluster; partclone takes them, and they cost nothing
        long rest = data + clusters * boot.clusterBytes();
        used.add(rest, length() - rest);
        return used.build();
    }
}
