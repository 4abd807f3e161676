package sower.filesystem.ext4;

/// Where a block group keeps its copies of superblock and descriptors: in block numbers, from the
/// superblock alone (kernel: ext4_bg_has_super, ext4_bg_num_gdb, descriptor_loc).
record GroupLayout(Superblock superblock) {

    /// First block of a group.
    long firstBlock(long group) {
        return superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    }

    /// The block after a group's last one.
    long endBlock(long group) {
        return Math.min(firstBlock(group + 1), superblock.blocks());
    }

    boolean hasSuperblock(long group) {
        if (group == 0) {
            return true;
        }
        if (superblock.has(superblock.compat(), Superblock.COMPAT_SPARSE_SUPER2)) {
            return group == superblock.backupGroup1() || group == superblock.backupGroup2();
        }
        if (group == 1 || !superblock.has(superblock.roCompat(), Superblock.RO_SPARSE_SUPER)) {
            return true;
        }
        return isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    /// How many blocks from [#firstBlock] on hold copies: superblock, descriptors, room for more of
    /// them.
    long copies(long group) {
        long superblocks = hasSuperblock(group) ? 1 + shift(group) : 0;
        if (!isMeta(group)) {
            return hasSuperblock(group) ? superblocks + oldDescriptorBlocks() : 0;
        }
        long inMeta = group % superblock.descriptorsPerBlock();
        boolean holds = inMeta < 2 || inMeta == superblock.descriptorsPerBlock() - 1;
        return superblocks + (holds ? 1 : 0);
    }

    /// The block with the descriptors `index * descriptorsPerBlock` and following.
    long descriptorBlock(long index) {
        long group = index * superblock.descriptorsPerBlock();
        if (!isMeta(group)) {
            return superblock.firstDataBlock() + shift(0) + 1 + index;
        }
        return firstBlock(group) + (hasSuperblock(group) ? 1 + shift(group) : 0);
    }

    private boolean isMeta(long group) {
        return superblock.has(superblock.incompat(), Superblock.INCOMPAT_META_BG)
                && group / superblock.descriptorsPerBlock() >= superblock.firstMetaGroup();
    }

    private long oldDescriptorBlocks() {
        return superblock.has(superblock.incompat(), Superblock.INCOMPAT_META_BG)
                ? superblock.firstMetaGroup()
                : superblock.descriptorBlocks() + superblock.reservedDescriptorBlocks();
    }

    /// The superblock is at byte 1024. With blocks of 1 KiB that is block 1, and where clusters
    /// make group 0 begin at block 0, everything in it is one block later.
    private long shift(long group) {
        boolean later =
                group == 0 && superblock.blockSize() == 1024 && superblock.firstDataBlock() == 0;
        return later ? 1 : 0;
    }

    private static boolean isPower(long group, long base) {
        long power = base;
        while (power < group) {
            power *= base;
        }
        return power == group;
    }
}
