package sower.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// An opened device as one operating system offers it; [BlockDevice] makes whole reads and writes
/// of it. Several threads may read and write at once.
interface Medium extends Closeable {
    int MOST_COPIED = 128 << 10;

    long length();

    int logicalSectorSize();

    /// Reads some bytes, at least one.
    ///
    /// @return how many, −1 at the end
    int read(long offset, ByteBuffer into) throws IOException;

    /// Moves some bytes, at least one, to a blocking channel.
    ///
    /// @return how many, less than one at the end
    default long transferTo(long offset, long count, WritableByteChannel to) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(count, MOST_COPIED));
        int length = read(offset, bytes);
        bytes.flip();
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        return length;
    }

    /// Writes some bytes, at least one.
    ///
    /// @return how many
    int write(long offset, ByteBuffer from) throws IOException;

    /// Returns when everything written is on the medium.
    void flush() throws IOException;

    /// Forgets what the system has cached, as good as it can.
    void dropCache() throws IOException;
}
