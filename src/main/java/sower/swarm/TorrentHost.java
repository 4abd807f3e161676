package sower.swarm;

import java.net.InetSocketAddress;
import sower.wire.PeerId;

/// The machine a [Torrent] runs on: its clock, memory, network and disk. A port, so that the whole
/// policy of a torrent runs unchanged on virtual time. In the program it is [EngineHost].
interface TorrentHost {
    /// As System.nanoTime.
    long nanos();

    EngineOptions options();

    PeerId peerId();

    ChunkPool pool();

    /// How fast all torrents together may send and receive.
    RateLimits limits();

    /// Whether this is our own address.
    boolean isSelf(InetSocketAddress address);

    /// Connects in the background; what comes of it attaches itself.
    void connect(Torrent torrent, InetSocketAddress address);

    /// The same to a web seed; how it ended is told to [WebSeeds#ended].
    void call(Torrent torrent, WebSeeds.Place place);

    /// The torrent is closed.
    void remove(Torrent torrent);

    /// Hashes a piece of which all blocks are here and tells [Arrivals#checked].
    void check(Torrent torrent, PieceDownload download);

    /// Writes a piece and tells [Arrivals#written] or [Arrivals#notWritten].
    void write(Torrent torrent, PieceDownload download);

    /// A peer will soon be sent this chunk, which has to be read and hashed first.
    void prefetch(Torrent torrent, int piece, int chunk);
}
