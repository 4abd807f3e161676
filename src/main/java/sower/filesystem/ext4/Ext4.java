package sower.filesystem.ext4;

import java.io.IOException;
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

/// An ext2, ext3 or ext4 file system that was unmounted properly.
public final class Ext4 implements Filesystem {
    private final ByteSource volume;
    private final Superblock superblock;
    private final GroupLayout layout;

    private Ext4(ByteSource volume, Superblock superblock) {
        this.volume = volume;
        this.superblock = superblock;
        this.layout = new GroupLayout(superblock);
    }

    /// What is in `volume` if it has an ext superblock: an [Ext4], or a [WholeVolume] where its
    /// used blocks cannot be trusted.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < Superblock.OFFSET + Superblock.LENGTH) {
            return Optional.empty();
        }
        var found = Superblock.parse(volume.bytes(Superblock.OFFSET, Superblock.LENGTH));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var superblock = found.get();
        var doubts = doubts(superblock, volume.length());
        if (doubts.isEmpty()) {
            return Optional.of(new Ext4(volume, superblock));
        }
        return Optional.of(
                new WholeVolume(
                        superblock.kind(),
                        superblock.label(),
                        superblock.uuid(),
                        superblock.blockSize(),
                        doubts,
                        volume.length()));
    }

    private static Set<Condition> doubts(Superblock superblock, long length) {
        var doubts = EnumSet.noneOf(Condition.class);
        long incompat = superblock.incompat();
        boolean ownJournal = superblock.journalInode() != 0;
        if (superblock.has(incompat, Superblock.INCOMPAT_JOURNAL_DEV)
                || superblock.has(superblock.compat(), Superblock.COMPAT_HAS_JOURNAL)
                        && !ownJournal) {
            doubts.add(Condition.EXTERNAL_JOURNAL);
        } else if (superblock.hasUnknownFeatures()) {
            doubts.add(Condition.UNKNOWN_FEATURE);
        }
        if (superblock.has(incompat, Superblock.INCOMPAT_RECOVER)) {
            doubts.add(Condition.NEEDS_RECOVERY);
        } else if (!superblock.isClean()) {
            doubts.add(Condition.NOT_CLEAN);
        }
        boolean fits = superblock.blocks() <= length / superblock.blockSize();
        if (!fits || !superblock.checksumRight()) {
            doubts.add(Condition.DAMAGED);
        }
        return doubts;
    }

    @Override
    public String kind() {
        return superblock.kind();
    }

    @Override
    public String label() {
        return superblock.label();
    }

    @Override
    public String uuid() {
        return superblock.uuid();
    }

    @Override
    public int blockSize() {
        return superblock.blockSize();
    }

    @Override
    public long length() {
        return superblock.blocks() * superblock.blockSize();
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        var used = new UsedBlocks.Builder(length());
        used.add(0, Superblock.OFFSET + Superblock.LENGTH); // boot sector; no bitmap counts it
        int perBlock = superblock.descriptorsPerBlock();
        long groups = superblock.groups();
        for (long index = 0; index < superblock.descriptorBlocks(); index++) {
            var block = block(layout.descriptorBlock(index));
            long end = Math.min(groups, (index + 1) * perBlock);
            for (long group = index * perBlock; group < end; group++) {
                int at = (int) (group % perBlock) * superblock.descriptorLength();
                var bytes = Arrays.copyOfRange(block, at, at + superblock.descriptorLength());
                addGroup(used, GroupDescriptor.parse(superblock, group, bytes));
            }
        }
        return used.build();
    }

    private void addGroup(UsedBlocks.Builder used, GroupDescriptor group) throws IOException {
        long first = layout.firstBlock(group.group());
        int ratio = superblock.clusterRatio();
        long copies = (layout.copies(group.group()) + ratio - 1) / ratio * ratio;
        add(used, first, Math.min(copies, layout.endBlock(group.group()) - first));
        if (group.hasBitmap()) {
            addMarked(used, group);
        }
        add(used, group.blockBitmap(), 1);
        add(used, group.inodeBitmap(), 1);
        add(used, group.inodeTable(), superblock.inodeTableBlocks());
    }

    private void addMarked(UsedBlocks.Builder used, GroupDescriptor group) throws IOException {
        var bitmap = block(group.blockBitmap());
        int ratio = superblock.clusterRatio();
        long first = layout.firstBlock(group.group());
        long end = layout.endBlock(group.group());
        int clusters = (int) ((end - first + ratio - 1) / ratio);
        long marked =
                AllocationBitmap.walk(
                        bitmap,
                        clusters,
                        (cluster, count) -> {
                            long from = first + cluster * ratio;
                            add(used, from, Math.min(end - from, count * ratio));
                        });
        group.check(superblock, bitmap, clusters - marked);
    }

    private void add(UsedBlocks.Builder used, long block, long count)
            throws CorruptFilesystemException {
        if (block < 0 || block > superblock.blocks()) {
            throw new CorruptFilesystemException("block %d does not exist".formatted(block));
        }
        used.add(block * superblock.blockSize(), count * superblock.blockSize());
    }

    private byte[] block(long block) throws IOException {
        if (block <= 0 || block >= superblock.blocks()) {
            throw new CorruptFilesystemException("block %d does not exist".formatted(block));
        }
        return volume.bytes(block * superblock.blockSize(), superblock.blockSize());
    }
}
