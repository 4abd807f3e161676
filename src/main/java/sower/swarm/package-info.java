/// The BitTorrent engine: moves pieces between peers and a [sower.swarm.Storage].
///
/// **A block's way.** A [sower.swarm.PeerConnection]'s reader takes it from the socket straight
/// into a [sower.swarm.Chunk] of its [sower.swarm.PieceDownload] → the last block of a piece sends
/// the whole piece to the hash pool → if the hash is right, to the [sower.swarm.DiskThread], which
/// writes it → only then it is ours: [sower.swarm.Torrent] tells everybody (`have`), and its chunks
/// are filled again. Requests of others go the way back: queue of the [sower.swarm.PeerWriter] →
/// from the storage to the socket by the kernel where the bytes are proven ([sower.swarm.Trust]);
/// else the disk thread reads the whole piece into chunks, it is hashed, and goes out from the
/// [sower.swarm.ChunkPool] in gather writes.
///
/// **Policy apart from machinery.** [sower.swarm.Torrent] and its [sower.swarm.Peer]s decide what
/// is asked of whom and who is sent what; they know two ports, [sower.swarm.TorrentHost] (clock,
/// memory, hashing, disk, dialling) and [sower.swarm.PeerLink] (a peer's outgoing side). In the
/// program these are [sower.swarm.EngineHost] and [sower.swarm.PeerConnection]; the tests run whole
/// rooms of the same policy on virtual time.
///
/// A swarm may be closed: who does not prove in its extension handshake to have the
/// [sower.swarm.SwarmKey] is hung up on.
///
/// To an open swarm anybody may come with its info-hash alone: [sower.swarm.MetadataUploads] give
/// the info dictionary (BEP 9), and [sower.swarm.MetadataFetch] gets it for a magnet link.
///
/// A torrent may name web servers ([sower.swarm.WebSeeds]): peers of the last resort.
///
/// A seed does not say at once all that it has: [sower.swarm.SuperSeeding] shows every piece to one
/// peer first, and the peers hand it on.
///
/// A torrent whose storage is still being looked through ([sower.swarm.Hold]) gives what was found
/// and asks for nothing; peers of ours know, and count on it only when it says so.
///
/// **Threads.** Two platform threads per peer (a reader, a writer: a slow peer holds up only
/// itself), one disk thread per engine, one hash thread per core, one clock that ticks once a
/// second. Nobody is ever interrupted: to stop a thread its socket is closed or its queue is told.
///
/// **Locks**, for memory work only, never held while reading or writing anything, always taken in
/// this order: a connection's request list → its torrent → a piece download → a writer's queue or
/// the chunk pool.
///
/// **Memory.** Every block lives in a chunk of the pool, whose budget is hard: when it is used up
/// no new pieces are begun and TCP pushes back.
///
/// **Failures.** A peer that breaks the protocol, is silent or lies costs itself its connection
/// ([sower.wire.ProtocolException]); a storage that fails ends that torrent and is told to its
/// [sower.swarm.TorrentListener]; anything else is a bug and surfaces.
@NullMarked
package sower.swarm;

import org.jspecify.annotations.NullMarked;
