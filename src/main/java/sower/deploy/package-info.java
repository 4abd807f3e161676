/// One image to one room, seen from the workstation.
///
/// [sower.deploy.Deployment] seeds the image's volumes and knows the machines: what they report of
/// themselves, joined with what the swarm sees, is one immutable [sower.deploy.DeploymentSnapshot]
/// a second for window, command line and log alike. It opens no control port; `RoomServer` brings
/// it the reports. State is guarded by the deployment's monitor; listeners are called on its clock
/// thread. A source that changed while it was seeded is told as `trouble`, and costs only the
/// pieces that changed; whoever mounts or writes a disk that is seeded in place is told of as well,
/// before a piece is read that differs ([sower.disk.SourceWatch]).
///
/// Before a run there is a [sower.deploy.Rehearsal]: machines say [sower.deploy.Hello] with their
/// [sower.deploy.Inventory], a [sower.deploy.DiskRule] names the disk, a [sower.deploy.Verdict]
/// says whether it may be written, and a [sower.deploy.Release] lets it happen. Invariant: nobody
/// is told to write before a release, and only the disk that was shown then; both ends ask the same
/// questions. Its monitor may be held while the deployment's is taken, never the other way round.
///
/// What happens in a run is told to a [sower.deploy.Journal] as [sower.deploy.RunEvent]s before it
/// is acted on; [sower.deploy.Recollection] makes a rehearsal of them again. What travels between
/// machine and workstation is [sower.deploy.FromMachine] and [sower.deploy.ToMachine], whatever
/// carries it.
@NullMarked
package sower.deploy;

import org.jspecify.annotations.NullMarked;
