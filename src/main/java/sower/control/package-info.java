/// Between workstation and targets: what to restore, how it goes, whom to talk to.
///
/// A run with a rehearsal has a [sower.control.RoomServer]: gRPC over mutual TLS 1.3, one
/// long-lived call per machine ([sower.control.RoomClient]), records as JSON in its frames. Who may
/// take part is decided by `enrol`, what becomes of a machine by [sower.deploy.Rehearsal]; here it
/// is carried; while its image is still being captured, a [sower.control.WaitingRoom] answers. A
/// run that the technician opened to everybody has a [sower.control.ControlServer] instead: HTTP
/// with JSON on one port, which is also the tracker for ordinary clients. Both look the same to an
/// agent: a [sower.control.Workstation].
///
/// No state of its own but who is there. Calls are answered on virtual threads; what a machine has
/// no time to hear is dropped. A request that makes no sense ends that call, never anything else.
@NullMarked
package sower.control;

import org.jspecify.annotations.NullMarked;
