package sower.filesystem.btrfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// A Btrfs file system on one device, with nothing to replay.
public final class Btrfs implements Filesystem {
    private static final String KIND = "btrfs";
    private static final long RESERVED = 1 << 20; // BTRFS_DEVICE_RANGE_RESERVED
    private static final long[] MIRRORS = {64L << 20, 256L << 30}; // btrfs_sb_offset
    private static final int ROOT_ITEM = 132;
    private static final long EXTENT_TREE = 2;
    private static final long BLOCK_GROUP_TREE = 11;

    /// What reading a tree needs.
    record Parts(ByteSource volume, Superblock superblock, ChunkMap chunks) {}

    private final Parts parts;
    private final Superblock superblock;

    private Btrfs(Parts parts) {
        this.parts = parts;
        this.superblock = parts.superblock();
    }

    /// What is in `volume` if it has a Btrfs superblock: a [Btrfs], or a [WholeVolume] where its
    /// used bytes cannot be told.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        if (volume.length() < Superblock.OFFSET + Superblock.LENGTH) {
            return Optional.empty();
        }
        var bytes = volume.bytes(Superblock.OFFSET, Superblock.LENGTH);
        var found = Superblock.parse(bytes);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var superblock = found.get();
        var doubts = doubts(superblock, bytes, volume.length());
        if (!doubts.isEmpty()) {
            return Optional.of(whole(superblock, volume, doubts));
        }
        try {
            var parts = parts(volume, superblock, bytes);
            boolean spread = parts.chunks().all().stream().anyMatch(Chunk::isSpread);
            return Optional.of(
                    spread
                            ? whole(superblock, volume, Set.of(Condition.UNKNOWN_FEATURE))
                            : new Btrfs(parts));
        } catch (CorruptFilesystemException damaged) {
            return Optional.of(whole(superblock, volume, Set.of(Condition.DAMAGED)));
        }
    }

    private static Set<Condition> doubts(Superblock superblock, byte[] bytes, long length) {
        var doubts = EnumSet.noneOf(Condition.class);
        if (!superblock.sane()
                || superblock.deviceBytes() > length
                || Checksum.isKnown(superblock.checksumType())
                        && !Checksum.isRight(superblock.checksumType(), bytes)) {
            return EnumSet.of(Condition.DAMAGED);
        }
        if (superblock.hasUnknownFeatures()) {
            doubts.add(Condition.UNKNOWN_FEATURE);
        }
        if (superblock.isMember()) {
            doubts.add(Condition.MEMBER);
        }
        if (!superblock.isAtRest()) {
            doubts.add(Condition.NOT_CLEAN);
        }
        if (superblock.logRoot() != 0) {
            doubts.add(Condition.NEEDS_RECOVERY); // the extent tree does not know the log's blocks
        }
        return doubts;
    }

    private static Filesystem whole(
            Superblock superblock, ByteSource volume, Set<Condition> doubts) {
        return WholeVolume.named(KIND, volume.length(), doubts)
                .called(superblock.label(), superblock.uuid());
    }

    private static Parts parts(ByteSource volume, Superblock superblock, byte[] bytes)
            throws IOException {
        var chunks = ChunkMap.ofSystem(superblock, bytes);
        var parts = new Parts(volume, superblock, chunks);
        var found = new ArrayList<Chunk>();
        var from = new Key(Chunk.TREE, Chunk.ITEM, 0);
        var to = new Key(Chunk.TREE, Chunk.ITEM, -1);
        Tree.walk(
                parts,
                superblock.chunkRoot(),
                from,
                to,
                item -> found.add(chunk(superblock, item)));
        for (var chunk : found) {
            chunks.add(chunk);
        }
        return parts;
    }

    private static Chunk chunk(Superblock superblock, Tree.Item item)
            throws CorruptFilesystemException {
        if (item.size() < Chunk.size(1)
                || item.size() != Chunk.size(Chunk.stripes(item.leaf(), item.at()))) {
            throw new CorruptFilesystemException(
                    "the chunk at logical byte %d has a wrong size".formatted(item.key().offset()));
        }
        return Chunk.parse(superblock, item.key().offset(), item.leaf(), item.at());
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
        return superblock.sectorSize();
    }

    @Override
    public long length() {
        return superblock.deviceBytes();
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        var used = new UsedBlocks.Builder(length());
        used.add(0, Math.min(RESERVED, length()));
        for (long mirror : MIRRORS) {
            if (mirror <= length() - Superblock.LENGTH) {
                used.add(mirror, Superblock.LENGTH);
            }
        }
        var extents = new ExtentTree(parts, used);
        Tree.walk(parts, root(EXTENT_TREE), Key.FIRST, Key.LAST, extents::take);
        if (superblock.hasBlockGroupTree()) {
            Tree.walk(parts, root(BLOCK_GROUP_TREE), Key.FIRST, Key.LAST, extents::take);
        }
        extents.finish();
        return used.build();
    }

    /// Where the tree with this number begins (struct btrfs_root_item).
    private TreeRoot root(long tree) throws IOException {
        var found = new ArrayList<TreeRoot>();
        var from = new Key(tree, ROOT_ITEM, 0);
        Tree.walk(
                parts,
                superblock.root(),
                from,
                new Key(tree, ROOT_ITEM, -1),
                item -> {
                    if (item.size() >= 239) {
                        var s = item.leaf();
                        int at = item.at();
                        found.add(new TreeRoot(s.u64(at + 176), s.u8(at + 238), s.u64(at + 160)));
                    }
                });
        if (found.size() != 1) {
            throw new CorruptFilesystemException(
                    "tree %d has %d roots".formatted(tree, found.size()));
        }
        return found.getFirst();
    }
}
