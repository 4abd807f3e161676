/// Partition tables: what is where on a disk, and how to write that again on another one.
///
/// Owns GPT (UEFI specification, chapter 5) and MBR with its extended partitions. Knows no file
/// system.
///
/// Invariant: a table that was read, moved to a disk of the same length and written gives the same
/// partitions, types, names and identifiers; offsets between packages are bytes, never sectors.
/// Nothing is written before everything was checked.
///
/// Threads: tables are immutable records. Failures: a damaged table that has a good backup is read
/// from that; one that has none is no table (`Optional.empty`); a layout that does not fit a disk
/// is a [sower.disk.RefusedException] in words.
@NullMarked
package sower.partition;

import org.jspecify.annotations.NullMarked;
