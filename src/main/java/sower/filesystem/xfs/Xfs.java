package sower.filesystem.xfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// An XFS file system on one device, with an empty log.
public final class Xfs implements Filesystem {
    private static final String KIND = "xfs";

    private final ByteSource volume;
    private final Superblock superblock;

    private Xfs(ByteSource volume, Superblock superblock) {
        this.volume = volume;
        this.superblock = superblock;
    }

    /// What is in `volume` if it begins like XFS: an [Xfs], or a [WholeVolume] where its used
    /// blocks cannot be trusted.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < Superblock.LENGTH) {
            return Optional.empty();
        }
        var found = Superblock.parse(volume.bytes(0, Superblock.LENGTH));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var superblock = found.get();
        var doubts = doubts(superblock, volume);
        if (doubts.isEmpty()) {
            return Optional.of(new Xfs(volume, superblock));
        }
        return Optional.of(
                WholeVolume.named(KIND, volume.length(), doubts)
                        .called(superblock.label(), superblock.uuid()));
    }

    private static Set<Condition> doubts(Superblock superblock, ByteSource volume)
            throws IOException {
        if (!isWhole(superblock, volume)) {
            return EnumSet.of(Condition.DAMAGED);
        }
        var doubts = EnumSet.noneOf(Condition.class);
        if (superblock.hasUnknownFeatures()) {
            doubts.add(Condition.UNKNOWN_FEATURE);
        }
        if (superblock.realtimeBlocks() != 0) {
            doubts.add(Condition.MEMBER); // its files are on another device
        }
        if (!superblock.hasOwnLog()) {
            doubts.add(Condition.EXTERNAL_JOURNAL);
        } else if (!new Log(volume, superblock).isClean()) {
            doubts.add(Condition.NEEDS_RECOVERY);
        }
        return doubts;
    }

    private static boolean isWhole(Superblock superblock, ByteSource volume) throws IOException {
        if (!superblock.sane()
                || superblock.inProgress()
                || superblock.length() > volume.length()
                || (long) superblock.sectorSize() * GroupHeader.SECTORS > volume.length()) {
            return false;
        }
        long logEnd = superblock.logOffset() + superblock.logLength();
        boolean logFits =
                superblock.logOffset() >= 0
                        && superblock.logLength() > 0
                        && logEnd <= superblock.length();
        return (logFits || !superblock.hasOwnLog())
                && superblock.isChecksumRight(volume.bytes(0, superblock.sectorSize()));
    }

    @Override
    public String kind() {
        return KIND;
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
        return superblock.length();
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        var used = new UsedBlocks.Builder(length());
        for (long group = 0; group < superblock.groups(); group++) {
            addGroup(used, group);
        }
        return used.build();
    }

    private void addGroup(UsedBlocks.Builder used, long number) throws IOException {
        int headerBytes = GroupHeader.SECTORS * superblock.sectorSize();
        long begin = superblock.offset(number, 0);
        if (begin > superblock.length() - headerBytes) {
            throw new CorruptFilesystemException(
                    "allocation group %d has no room for its headers".formatted(number));
        }
        var group = GroupHeader.parse(superblock, number, volume.bytes(begin, headerBytes));
        long at = 0; // first block after the last free run
        for (long run : free(group)) {
            long first = run >>> 32;
            if (first * superblock.blockSize() < headerBytes) {
                throw group.corrupt("lists its own headers as free");
            }
            used.add(superblock.offset(number, at), (first - at) * superblock.blockSize());
            at = first + (run & 0xFFFFFFFFL);
        }
        used.add(superblock.offset(number, at), (group.blocks() - at) * superblock.blockSize());
    }

    /// The free runs of a group, ascending.
    private long[] free(GroupHeader group) throws IOException {
        var runs = tree(group, FreeSpaceTree.Order.BLOCK);
        var byCount = tree(group, FreeSpaceTree.Order.COUNT);
        Arrays.sort(byCount);
        if (!Arrays.equals(runs, byCount)) {
            throw group.corrupt("has two trees of free space that disagree");
        }
        long free = Arrays.stream(runs).map(run -> run & 0xFFFFFFFFL).sum();
        if (free != group.free()) {
            throw group.corrupt(
                    "has %d free blocks by its trees and %d by its header"
                            .formatted(free, group.free()));
        }
        return runs;
    }

    private long[] tree(GroupHeader group, FreeSpaceTree.Order order) throws IOException {
        return new FreeSpaceTree(volume, superblock, group, order).runs();
    }
}
