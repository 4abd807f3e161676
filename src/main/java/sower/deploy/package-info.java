/// One image to one room, seen from the workstation.
///
/// [sower.deploy.Deployment] seeds the image's volumes, and has the
/// [sower.deploy.ReportingMachines]: what they report of themselves, joined with what the swarm
/// sees, is one immutable [sower.deploy.DeploymentSnapshot] a second for window, command line and
/// log alike. It opens no control port; `RoomServer` brings the reports. Listeners are called on
/// the deployment's clock thread. A source that changed while it was seeded is told as `trouble`,
/// and costs only the pieces that changed ([sower.deploy.LostPieces]); whoever mounts or writes a
/// disk that is seeded in place is told of as well, before a piece is read that differs
/// ([sower.disk.SourceWatch]).
///
/// Before a run there is a [sower.deploy.Rehearsal]: machines say [sower.deploy.Hello] with their
/// [sower.deploy.Inventory], a [sower.deploy.DiskRule] names the disk, a [sower.deploy.Verdict]
/// says whether it may be written, and a [sower.deploy.Release] lets it happen. Invariant: nobody
/// is told to write before a release, and only the disk that was shown then; both ends ask the same
/// questions. What a person orders besides goes through its [sower.deploy.Directives]; what has
/// become of the run is an [sower.deploy.Outcome].
///
/// The rehearsal's monitor guards who has said hello ([sower.deploy.RollCall]) and what was ordered
/// of them. It may be held while that of the reporting machines is taken, and theirs while that of
/// the lost pieces is; never the other way round. The deployment's own guards only its end.
///
/// What happens in a run is told to a [sower.deploy.Journal] as [sower.deploy.RunEvent]s before it
/// is acted on; [sower.deploy.Recollection] makes a rehearsal of them again. What travels between
/// machine and workstation is [sower.deploy.FromMachine] and [sower.deploy.ToMachine], whatever
/// carries it.
@NullMarked
package sower.deploy;

import org.jspecify.annotations.NullMarked;
