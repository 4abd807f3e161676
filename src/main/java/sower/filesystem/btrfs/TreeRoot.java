package sower.filesystem.btrfs;

/// Where a tree, or a part of it, begins.
///
/// @param logical address of its first block
/// @param level of that block, 0 for a leaf
/// @param generation in which that block was written
record TreeRoot(long logical, int level, long generation) {}
