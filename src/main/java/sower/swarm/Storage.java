package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Where a torrent's bytes live: a port, so that the swarm knows neither files nor devices.
///
/// All methods move all their bytes or throw. `write` and `flush` are called by one thread at a
/// time, `read` and `send` by any.
public interface Storage {
    /// Fills `into` from its position to its limit with the bytes at `torrentOffset`.
    void read(long torrentOffset, ByteBuffer into) throws IOException;

    /// Sends `count` bytes from `torrentOffset` on to a blocking channel, without copying them
    /// where the system can do so.
    void send(long torrentOffset, long count, WritableByteChannel to) throws IOException;

    /// Writes what remains in `from` to `torrentOffset`.
    void write(long torrentOffset, ByteBuffer from) throws IOException;

    /// Where torrent byte `torrentOffset` lies, for sorting writes; any monotone number per run.
    long position(long torrentOffset);

    /// Whether reading here and there by turns takes longer than one place after the other.
    default boolean seeks() {
        return false;
    }
}
