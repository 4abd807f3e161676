/// ext2, ext3 and ext4 (kernel: Documentation/filesystems/ext4, fs/ext4/ext4.h).
///
/// Owns the superblock, the group descriptors and the block bitmaps, as far as they tell which
/// blocks are used. Reads no inode.
///
/// Invariant: the map holds every block that is marked in a bitmap, and for every group, whether
/// its bitmap exists or not (BLOCK_UNINIT), its superblock and descriptor copies, reserved
/// descriptor blocks, bitmaps and inode table. Threads: none. Failures: a checksum or a count that
/// is wrong is a [sower.filesystem.CorruptFilesystemException].
@NullMarked
package sower.filesystem.ext4;

import org.jspecify.annotations.NullMarked;
