package sower.filesystem.exfat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.AllocationBitmap;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// An exFAT file system.
public final class ExFat implements Filesystem {
    private static final String KIND = "exfat";
    private static final long LARGEST_DIRECTORY = 256L << 20;

    private final ByteSource volume;
    private final BootRegion boot;
    private final AllocationTable table;
    private final Chain root;
    private final List<DirectoryEntry> entries; // of the root directory

    private ExFat(ByteSource volume, BootRegion boot, AllocationTable table, Chain root)
            throws IOException {
        this.volume = volume;
        this.boot = boot;
        this.table = table;
        this.root = root;
        this.entries = DirectoryEntry.read(root);
    }

    /// What is in `volume` if it begins with an exFAT boot sector: an [ExFat], or a [WholeVolume]
    /// where its used clusters cannot be trusted.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < BootRegion.LENGTH) {
            return Optional.empty();
        }
        var head = volume.bytes(0, BootRegion.LENGTH);
        if (!BootRegion.isExFat(head)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(volume, BootRegion.read(volume, head)));
        } catch (CorruptFilesystemException damaged) {
            return Optional.of(
                    WholeVolume.named(KIND, volume.length(), Condition.DAMAGED)
                            .called("", BootRegion.serial(head)));
        }
    }

    private static Filesystem open(ByteSource volume, BootRegion boot) throws IOException {
        var table = new AllocationTable(volume, boot);
        long most = Math.min(boot.clusters(), boot.clustersFor(LARGEST_DIRECTORY));
        var root = table.chain(boot.rootCluster(), most);
        var found = new ExFat(volume, boot, table, root);
        long bitmaps = found.entries.stream().filter(ExFat::isBitmap).count();
        if (boot.tables() == 1 && bitmaps == 1) {
            return found;
        }
        if (boot.tables() == 1) {
            throw new CorruptFilesystemException(
                    "exFAT has one FAT and %d bitmaps".formatted(bitmaps));
        }
        return new WholeVolume(
                KIND,
                found.label(),
                boot.serial(),
                boot.clusterSize(),
                Set.of(Condition.UNKNOWN_FEATURE), // TexFAT: transactions
                volume.length());
    }

    private static boolean isBitmap(DirectoryEntry entry) {
        return entry.type() == DirectoryEntry.BITMAP;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String label() {
        return entries.stream()
                .filter(entry -> entry.type() == DirectoryEntry.LABEL)
                .findFirst()
                .map(DirectoryEntry::name)
                .orElse("");
    }

    @Override
    public String uuid() {
        return boot.serial();
    }

    @Override
    public int blockSize() {
        return boot.clusterSize();
    }

    @Override
    public long length() {
        return boot.length();
    }

    @Override
    public Set<Condition> conditions() {
        var conditions = EnumSet.noneOf(Condition.class);
        if (boot.isDirty()) {
            conditions.add(Condition.NOT_CLEAN);
        }
        if (boot.hasMediaFailure()) {
            conditions.add(Condition.MEDIA_FAILURE);
        }
        return conditions;
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        var used = new UsedBlocks.Builder(length());
        used.add(0, boot.offset(BootRegion.FIRST)); // boot regions, table, what is between them
        int size = boot.clusterSize();
        AllocationBitmap.walk(
                bitmap(),
                boot.clusters(),
                (first, count) -> used.add(boot.offset(first + BootRegion.FIRST), count * size));
        var map = used.build();
        new OwnerCheck(volume, boot, table, map).check(root);
        return map;
    }

    private Chain bitmap() throws IOException {
        var entry = entries.stream().filter(ExFat::isBitmap).findFirst().orElseThrow();
        if (entry.length() != (boot.clusters() + 7) / 8) {
            throw new CorruptFilesystemException(
                    "the bitmap has %d bytes for %d clusters"
                            .formatted(entry.length(), boot.clusters()));
        }
        return table.follow(entry.firstCluster(), boot.clustersFor(entry.length()));
    }
}
