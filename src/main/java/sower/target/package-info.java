/// The target agent: the program on a machine that is to be written.
///
/// [sower.target.RoomAgent] is let in, tells the workstation what [sower.target.Survey] sees and
/// waits; it opens disks for reading only until the workstation names the one that was released.
/// [sower.target.TargetAgent] claims the disk, asks the workstation what to restore, restores, and
/// reports once a second on a thread of its own, over which it also hears of other machines. A
/// workstation that is silent for a while costs nothing: the swarm goes on. The disk is written
/// only by the restore; failures are told to the workstation and thrown to the caller.
@NullMarked
package sower.target;

import org.jspecify.annotations.NullMarked;
