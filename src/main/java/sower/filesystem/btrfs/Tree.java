package sower.filesystem.btrfs;

import java.io.IOException;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// Walks over the items of a B-tree (struct btrfs_header, btrfs_item, btrfs_key_ptr), once.
///
/// A walk ends: levels fall from block to block, no block is empty, and keys must rise.
final class Tree {
    private static final int HEADER = 101;
    private static final int ITEM = Key.LENGTH + 8;
    private static final int POINTER = Key.LENGTH + 16;

    /// An item of a leaf.
    ///
    /// @param at where its data begin in the leaf
    /// @param size bytes of its data, all inside the leaf
    record Item(Key key, Structure leaf, int at, int size) {}

    /// Takes items in the order of their keys.
    @FunctionalInterface
    interface Visitor {
        void visit(Item item) throws IOException;
    }

    private final ByteSource volume;
    private final Superblock superblock;
    private final ChunkMap chunks;
    private final Key from;
    private final Key to;
    private final Visitor visitor;
    private Optional<Key> last = Optional.empty();

    private Tree(
            ByteSource volume,
            Superblock superblock,
            ChunkMap chunks,
            Key from,
            Key to,
            Visitor visitor) {
        this.volume = volume;
        this.superblock = superblock;
        this.chunks = chunks;
        this.from = from;
        this.to = to;
        this.visitor = visitor;
    }

    /// Gives all items with keys `from` to `to`, both included, to `visitor`.
    static void walk(Btrfs.Parts parts, TreeRoot root, Key from, Key to, Visitor visitor)
            throws IOException {
        new Tree(parts.volume(), parts.superblock(), parts.chunks(), from, to, visitor)
                .visit(root, Optional.empty());
    }

    private void visit(TreeRoot root, Optional<Key> first) throws IOException {
        var block = read(root);
        long count = block.u32(96); // nritems
        int entry = root.level() == 0 ? ITEM : POINTER;
        if (count > (superblock.nodeSize() - HEADER) / entry || count == 0 && first.isPresent()) {
            throw corrupt(root, "has %d entries".formatted(count));
        }
        if (count > 0 && first.isPresent() && !Key.parse(block, HEADER).equals(first.get())) {
            throw corrupt(root, "does not begin as its parent says");
        }
        if (root.level() == 0) {
            visitItems(root, block, (int) count);
        } else {
            visitChildren(root, block, (int) count);
        }
    }

    private void visitItems(TreeRoot root, Structure block, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int at = HEADER + i * ITEM;
            var key = Key.parse(block, at);
            long offset = block.u32(at + Key.LENGTH) + HEADER;
            long size = block.u32(at + Key.LENGTH + 4);
            if (last.isPresent() && last.get().compareTo(key) >= 0
                    || offset + size > superblock.nodeSize()) {
                throw corrupt(root, "has a wrong item, number " + i);
            }
            last = Optional.of(key);
            if (key.compareTo(from) >= 0 && key.compareTo(to) <= 0) {
                visitor.visit(new Item(key, block, (int) offset, (int) size));
            }
        }
    }

    private void visitChildren(TreeRoot root, Structure block, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int at = HEADER + i * POINTER;
            var key = Key.parse(block, at);
            boolean before = i + 1 < count && Key.parse(block, at + POINTER).compareTo(from) <= 0;
            if (before || key.compareTo(to) > 0) {
                continue;
            }
            long logical = block.u64(at + Key.LENGTH);
            long generation = block.u64(at + Key.LENGTH + 8);
            visit(new TreeRoot(logical, root.level() - 1, generation), Optional.of(key));
        }
    }

    /// The first copy that is right.
    private Structure read(TreeRoot root) throws IOException {
        var chunk = chunks.holding(root.logical(), superblock.nodeSize());
        for (long copy : chunk.copies()) {
            long offset = copy + root.logical() - chunk.logical();
            var bytes = volume.bytes(offset, superblock.nodeSize());
            var block = Structure.littleEndian(bytes);
            if (Checksum.isRight(superblock.checksumType(), bytes)
                    && block.uuid(32).equals(superblock.metadataUuid()) // fsid
                    && block.u64(48) == root.logical() // bytenr
                    && block.u64(80) == root.generation()
                    && Long.compareUnsigned(root.generation(), superblock.generation()) <= 0
                    && block.u8(100) == root.level()) {
                return block;
            }
        }
        throw corrupt(root, "is damaged");
    }

    private static CorruptFilesystemException corrupt(TreeRoot root, String what) {
        return new CorruptFilesystemException(
                "the tree block at logical byte %d %s".formatted(root.logical(), what));
    }
}
