/// XFS, versions 4 and 5 (kernel: fs/xfs/libxfs/xfs_format.h, xfs_log_format.h).
///
/// Owns the superblock, the headers of the allocation groups, their two B+trees of free space and
/// the question whether the log is empty. Reads no inode.
///
/// Invariant: the map holds every block that is not in the free-space trees, so also the blocks in
/// a group's reserve (AGFL), the trees themselves and the log. It is given only where both trees of
/// every group list the same blocks, and as many as the group's header counts. Threads: none.
/// Failures: a checksum, an order or a count that is wrong is a
/// [sower.filesystem.CorruptFilesystemException].
@NullMarked
package sower.filesystem.xfs;

import org.jspecify.annotations.NullMarked;
