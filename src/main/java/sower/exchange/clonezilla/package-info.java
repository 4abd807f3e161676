/// Images that Clonezilla and partclone took.
///
/// Owns: the folder ([sower.exchange.clonezilla.ClonezillaFolder], EZIO.md §4.1), its partition
/// tables as sfdisk, parted and dd saved them, its packed and split files, and partclone's image
/// format 0001 and 0002 (partclone's IMAGE_FORMATS.md). Packed with gzip or Zstandard, or not.
///
/// Invariant: a folder is only read; a volume streams through a megabyte of memory, and every
/// checksum that was stored is compared. Threads: the caller's, one per stream. Failures: an
/// `IOException` in one sentence that names the part and, where there is one, the byte of the
/// volume.
@NullMarked
package sower.exchange.clonezilla;

import org.jspecify.annotations.NullMarked;
