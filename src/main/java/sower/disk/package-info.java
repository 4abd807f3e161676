/// The disks of this machine and raw access to them.
///
/// Owns: what the operating system says of a disk ([sower.disk.Disk], found by the port
/// [sower.disk.Disks]), what the kernel has met on it ([sower.disk.KernelLog]), whether somebody
/// writes it ([sower.disk.SourceWatch]), whether power and network hold out for it
/// ([sower.disk.Power], [sower.disk.LinkErrors]), the way to its bytes ([sower.disk.BlockDevice]),
/// and the processes that read and write for a program that may not ([sower.disk.DiskReader],
/// [sower.disk.DiskWriter]), each with a password of its own. The only package that knows JNA and
/// OSHI, and the only one that knows which operating system it runs on.
///
/// Invariant: a device is written only through a claim, and a claim is given only on something that
/// nobody uses: not mounted, not swapped to, not held by another device, not read-only, not the
/// disk this system runs from. On Linux the kernel has the last word (`O_EXCL`). Every read and
/// write moves all its bytes or throws.
///
/// Threads: [sower.disk.BlockDevice] may be read and written by several threads at once, at
/// positions they agree on among themselves; nobody ever interrupts a thread that does so, because
/// that would close the channel for all. [sower.disk.Disks] may be asked from any thread, never the
/// window's.
///
/// Failures: `IOException` with a sentence that names the device; [sower.disk.RefusedException]
/// where nothing is broken but safety forbids it.
@NullMarked
package sower.disk;

import org.jspecify.annotations.NullMarked;
