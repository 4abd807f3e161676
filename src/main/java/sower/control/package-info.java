/// Between workstation and targets: what to restore, how it goes, whom to talk to.
///
/// HTTP with JSON on one port of the workstation, which is also the tracker for ordinary clients.
/// The server hands hellos to a [sower.deploy.Rehearsal] and reports to a [sower.deploy.Deployment]
/// and owns no state of its own; requests are answered on virtual threads. A request that makes no
/// sense gets status 400, never ends anything. There is no authentication yet: the room's network
/// is trusted.
@NullMarked
package sower.control;

import org.jspecify.annotations.NullMarked;
