package sower.filesystem.ntfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.AllocationBitmap;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// An NTFS volume that Windows left properly.
public final class Ntfs implements Filesystem {
    private static final String KIND = "ntfs";
    private static final int BOOT_FILE = 8192; // $Boot
    private static final int MIRRORED = 4; // records, at least

    private final BootSector boot;
    private final Mft mft;
    private final String label;
    private final boolean sure;

    /// @param sure the boot sector's sizes have a second witness
    private Ntfs(BootSector boot, Mft mft, String label, boolean sure) {
        this.boot = boot;
        this.mft = mft;
        this.label = label;
        this.sure = sure;
    }

    /// What is in `volume` if it begins with an NTFS boot sector: an [Ntfs], or a [WholeVolume]
    /// where its used clusters cannot be trusted.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < BootSector.LENGTH) {
            return Optional.empty();
        }
        var head = volume.bytes(0, BootSector.LENGTH);
        if (!BootSector.isNtfs(head)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(volume, BootSector.parse(head)));
        } catch (CorruptFilesystemException damaged) {
            return Optional.of(
                    WholeVolume.named(KIND, volume.length(), Condition.DAMAGED)
                            .called("", BootSector.serial(head)));
        }
    }

    private static Filesystem open(ByteSource volume, BootSector boot) throws IOException {
        boolean sure = hasBackup(volume, boot);
        var mft = Mft.open(volume, boot);
        checkMirror(volume, boot, mft);
        var information = VolumeInformation.of(mft.record(Mft.VOLUME));
        var doubts = doubts(boot, mft, information);
        if (doubts.isEmpty()) {
            return new Ntfs(boot, mft, information.label(), sure);
        }
        return new WholeVolume(
                KIND,
                information.label(),
                boot.serial(),
                boot.clusterSize(),
                doubts,
                volume.length());
    }

    /// Whether the backup of the boot sector is there; ntfsresize leaves none at the new end.
    ///
    /// @throws CorruptFilesystemException if there is no room for it, or if it says something else
    private static boolean hasBackup(ByteSource volume, BootSector boot) throws IOException {
        if (boot.length() > volume.length()) {
            throw new CorruptFilesystemException(
                    "NTFS has %d bytes in a volume of %d"
                            .formatted(boot.length(), volume.length()));
        }
        var backup = volume.bytes(boot.backupOffset(), BootSector.LENGTH);
        if (!BootSector.isNtfs(backup)) {
            return false;
        }
        if (!boot.equals(BootSector.parse(backup))) {
            throw new CorruptFilesystemException("the boot sector differs from its backup");
        }
        return true;
    }

    /// The first records have a copy elsewhere, equal as far as they are used.
    private static void checkMirror(ByteSource volume, BootSector boot, Mft mft)
            throws IOException {
        int length = MIRRORED * boot.recordSize();
        long offset = boot.mirrorCluster() * boot.clusterSize();
        if (mft.records().valid() < length || offset > boot.backupOffset() - length) {
            throw new CorruptFilesystemException("the master file table has no mirror");
        }
        var records = mft.records().bytes(0, length);
        var mirror = volume.bytes(offset, length);
        for (int i = 0; i < MIRRORED; i++) {
            int from = i * boot.recordSize();
            int to = from + boot.recordSize();
            var own = FileRecord.parse(i, Arrays.copyOfRange(records, from, to));
            var copy = FileRecord.parse(i, Arrays.copyOfRange(mirror, from, to));
            if (!own.isSameAs(copy)) {
                throw new CorruptFilesystemException(
                        "file record %d differs from its mirror".formatted(i));
            }
        }
    }

    private static Set<Condition> doubts(BootSector boot, Mft mft, VolumeInformation information)
            throws IOException {
        var doubts = EnumSet.noneOf(Condition.class);
        if (information.isDirty()) {
            doubts.add(Condition.CHECK_DUE);
        }
        if (!information.isKnown()) {
            doubts.add(Condition.UNKNOWN_FEATURE);
        }
        if (isAsleep(boot, mft)) {
            doubts.add(Condition.HIBERNATED);
        }
        var log = mft.stream(mft.record(Mft.LOG), Attribute.DATA, "");
        if (log.isPresent() && LogFile.needsReplay(log.get())) {
            doubts.add(Condition.NEEDS_RECOVERY);
        }
        return doubts;
    }

    /// Windows that was hibernated, or shut down with fast start, marks its memory file; awake
    /// again, it overwrites the mark.
    private static boolean isAsleep(BootSector boot, Mft mft) throws IOException {
        var file = RootIndex.find(mft, boot.clusterSize(), "hiberfil.sys");
        if (file.isEmpty()) {
            return false;
        }
        var memory = mft.stream(file.get(), Attribute.DATA, "");
        if (memory.isEmpty() || memory.get().length() < 4) {
            return false;
        }
        var mark = new String(memory.get().bytes(0, 4), StandardCharsets.ISO_8859_1);
        return mark.equalsIgnoreCase("hibr") || mark.equalsIgnoreCase("rstr");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String label() {
        return label;
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
    public UsedBlocks usedBlocks() throws IOException {
        var bitmap = bitmap();
        int size = boot.clusterSize();
        var used = new UsedBlocks.Builder(length());
        used.add(0, Math.min(BOOT_FILE, length()));
        AllocationBitmap.walk(
                bitmap, boot.clusters(), (first, count) -> used.add(first * size, count * size));
        long behind = boot.clusters() * size;
        used.add(behind, length() - behind);
        var map = used.build();
        new RecordCheck(boot, map).check(mft.records());
        return map;
    }

    private Stream bitmap() throws IOException {
        var file = mft.record(Mft.BITMAP);
        var bitmap =
                mft.stream(file, Attribute.DATA, "")
                        .orElseThrow(() -> new CorruptFilesystemException("$Bitmap is empty"));
        long words = (boot.clusters() + 63) / 64;
        boolean fits = bitmap.length() <= 8 * words + 8; // it is made of whole words
        if (!fits || !sure && hasRoomBehind(bitmap)) {
            throw new CorruptFilesystemException(
                    "$Bitmap has %d bytes for %d clusters"
                            .formatted(bitmap.length(), boot.clusters()));
        }
        return bitmap;
    }

    /// Whether the bitmap calls clusters free that are behind the last one: all of those are
    /// marked, so the volume was once longer than the boot sector says.
    private boolean hasRoomBehind(Stream bitmap) throws IOException {
        var behind = new long[1];
        long bits = 8 * bitmap.length();
        AllocationBitmap.walk(
                bitmap,
                bits,
                (first, count) ->
                        behind[0] += Math.max(0, first + count - Math.max(first, boot.clusters())));
        return behind[0] < bits - boot.clusters();
    }
}
