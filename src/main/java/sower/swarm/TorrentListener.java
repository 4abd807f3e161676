package sower.swarm;

import java.io.IOException;

/// What a torrent tells its owner. Called on the engine's threads: be quick, do not call back into
/// the engine.
public interface TorrentListener {
    /// All pieces are written.
    default void completed() {}

    /// The storage failed; the torrent has stopped. Nothing else of the engine is affected.
    default void failed(IOException cause) {}

    /// A piece on our own storage no longer has its hash: it is not sent to anybody.
    default void sourceChanged(int piece) {}

    /// A peer sent a piece with a wrong hash, all of it: nobody is named on suspicion.
    ///
    /// @param banned whether it has done so often enough to be shut out
    default void badPiece(int piece, String peer, boolean banned) {}

    /// Somebody who does not have the key of this closed swarm was hung up on; told once for each
    /// address.
    default void stranger(String address) {}
}
