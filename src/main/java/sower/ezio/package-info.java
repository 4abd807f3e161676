/// EZIO's own control service on a target: its scripts and Clonezilla's drive this agent.
///
/// gRPC without keys, as they speak it, and therefore on loopback only: package `ezio`, service
/// `EZIO`, messages by the field numbers of its `.proto` ([sower.ezio.ProtoWriter],
/// [sower.ezio.ProtoReader]). Behind it is the restore that every target has: a disk is claimed and
/// checked before the first byte, read back after the last, and finished only then.
///
/// One engine for all torrents; each has a thread of its own that restores it. Calls are answered
/// on virtual threads. A torrent that fails is paused and unfinished in the status, since EZIO's
/// messages have no place for a reason; the reason is logged.
@NullMarked
package sower.ezio;

import org.jspecify.annotations.NullMarked;
