/// FAT12, FAT16 and FAT32 (Microsoft's FAT specification, 2005 edition).
///
/// Owns the boot sector and the file allocation table. Invariant: the map holds the reserved area
/// (with FSInfo and the backup boot sector), every copy of the table, the fixed root directory and
/// every cluster that is not free; clusters marked as bad are left out, because reading them fails.
/// The tables must equal each other. Threads: none. Failures:
/// [sower.filesystem.CorruptFilesystemException].
@NullMarked
package sower.filesystem.fat;

import org.jspecify.annotations.NullMarked;
