/// The Deploy page: choose an image, then watch the room receive it.
///
/// [sower.desktop.deploy.RoomModel] joins one [sower.deploy.DeploymentSnapshot] a second into
/// histories and figures, without a stage. The views draw what it holds: figures and the rate of
/// the swarm above, a tile per machine on one canvas, a table of all peers below.
///
/// Threads: the FX thread; snapshots come through [sower.desktop.shell.Latest].
@NullMarked
package sower.desktop.deploy;

import org.jspecify.annotations.NullMarked;
