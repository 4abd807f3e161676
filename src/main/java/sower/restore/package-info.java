/// Getting an image onto one disk, safely: the use case that runs on a target.
///
/// Order, and the reason for it: the plan is checked against the disk before the first byte → what
/// is on the disk already is read and hashed, and each piece that is right is given to others at
/// once, while nothing is asked for and nothing written → the old partition table is wiped, so that
/// a half-written disk is visibly not bootable → volumes → flush → everything is read back from the
/// medium and hashed → swap areas → the partition table is written last → both are read back too. A
/// flush that fails is not the end: reading tells which bytes are lost. Invariant: nothing is ever
/// written outside the planned volumes and the table's own sectors. [sower.restore.Restore] runs on
/// its caller's thread and tells progress from it and from the engine's threads. A refusal is a
/// [sower.disk.RefusedException], nothing written then; any other IOException ends the restore and
/// says what state the disk is in.
@NullMarked
package sower.restore;

import org.jspecify.annotations.NullMarked;
