/// The Deploy page: choose an image, then watch the room receive it.
///
/// [sower.desktop.deploy.RoomModel] joins one [sower.deploy.DeploymentSnapshot] a second into
/// histories and figures, without a stage. The views draw what it holds: figures and the rate of
/// the swarm above, a tile per machine on one canvas, a table of all peers below; one machine that
/// is chosen opens in a drawer beside them. Who failed is repeated through the rehearsal: nothing
/// on this page lets a machine write.
///
/// Threads: the FX thread; snapshots come through [sower.desktop.shell.Latest].
@NullMarked
package sower.desktop.deploy;

import org.jspecify.annotations.NullMarked;
