/// LVM2 physical volumes whose volume group lies wholly in them.
///
/// Owns: label, metadata area and the group's description as text (LVM2 on-disk format 1), and what
/// follows from it: extents of logical volumes are captured by the file system in them, extents
/// that belong to nobody are not. It is a format like any other, because it tells used bytes of a
/// volume; who knows the file systems inside is handed in, so that formats stay strangers.
///
/// Invariant: a logical volume that is more than a row of extents (thin, RAID, cache, snapshot), or
/// that one of those is built on, is captured whole; so is a physical volume whose group has
/// others.
///
/// Threads: none of its own. Failures: [sower.filesystem.CorruptFilesystemException].
@NullMarked
package sower.filesystem.lvm;

import org.jspecify.annotations.NullMarked;
