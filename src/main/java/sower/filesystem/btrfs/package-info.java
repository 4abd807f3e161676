/// Btrfs on one device (kernel: include/uapi/linux/btrfs_tree.h).
///
/// Owns the superblock, the chunks, the walk over B-trees and what the extent tree says of used
/// bytes. Reads no file tree.
///
/// Btrfs counts in logical bytes: a chunk says where on the device a run of them lies, with DUP
/// twice. Chunks are found in the chunk tree, whose own chunks stand in the superblock.
///
/// Invariant: the map holds all copies of every extent in the extent tree, the first MiB, where
/// boot loaders live, and every copy of the superblock. It is given only where the extents of every
/// block group add up to what the group counts. Threads: none. Failures: a checksum, an order, a
/// generation or a count that is wrong is a [sower.filesystem.CorruptFilesystemException].
@NullMarked
package sower.filesystem.btrfs;

import org.jspecify.annotations.NullMarked;
