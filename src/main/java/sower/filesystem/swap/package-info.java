/// Linux swap: recognised by its header, never captured, written anew (kernel:
/// include/linux/swap.h, union swap_header).
///
/// Invariant: a header that was parsed and written again keeps UUID and label, so that `/etc/fstab`
/// of the copy finds it. Threads: none. Failures: what is not version 1 in little endian is no swap
/// here, and so is captured whole.
@NullMarked
package sower.filesystem.swap;

import org.jspecify.annotations.NullMarked;
