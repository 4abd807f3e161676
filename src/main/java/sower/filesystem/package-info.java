/// Which bytes of a partition matter.
///
/// Owns: recognising a file system ([sower.filesystem.Filesystems]) and telling its used blocks as
/// extents in bytes ([sower.filesystem.UsedBlocks]); one sub-package for every format that is
/// parsed. Formats do not know each other, and a file system's own unit, the block, never leaves
/// here.
///
/// Invariant: whatever the file system's driver or its checker reads is among the used bytes. When
/// in doubt (a feature nobody here knows, a checksum that is wrong, a volume that was not
/// unmounted) the whole volume is used, and a [sower.filesystem.Condition] says why.
///
/// Threads: none of its own; an object may be used from any thread, by one at a time. Failures:
/// [sower.filesystem.CorruptFilesystemException] where structures contradict each other, so that
/// the caller can take the whole volume; any other `IOException` means that the disk could not be
/// read.
@NullMarked
package sower.filesystem;

import org.jspecify.annotations.NullMarked;
