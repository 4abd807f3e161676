package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import sower.disk.Extent;

/// Where a piece goes once it has been read and hashed.
interface PieceSink {
    /// Takes a piece; hashing threads only, several at once with different pieces.
    ///
    /// @param sha256 hexadecimal
    /// @param bytes the piece's, from 0 to their limit, direct; may be changed, and not to be kept
    /// @param parts where they stand in the volume, in their order
    void take(int piece, String sha256, ByteBuffer bytes, List<Extent> parts) throws IOException;

    /// A piece that was read will never come; whoever waits for it gives up. Any thread.
    default void abandon() {}
}
