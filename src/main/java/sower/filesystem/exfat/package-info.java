/// exFAT (Microsoft's exFAT file system specification, 2019).
///
/// Owns the boot region, the file allocation table, the allocation bitmap, and directories as far
/// as they tell which clusters belong to somebody.
///
/// Invariant: the map holds both boot regions, the table and every cluster that the bitmap marks;
/// and every cluster of every file and directory is inside it, because the bitmap has no checksum
/// and the directories are the only witness of what it should say. A volume with two tables and two
/// bitmaps (TexFAT) is taken whole. Threads: none. Failures: structures that contradict each other
/// are a [sower.filesystem.CorruptFilesystemException] or make the volume a damaged one that is
/// taken whole.
@NullMarked
package sower.filesystem.exfat;

import org.jspecify.annotations.NullMarked;
