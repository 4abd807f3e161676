package sower.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An opened device as one operating system offers it; [BlockDevice] makes whole reads and writes
/// of it. Several threads may read and write at once.
interface Medium extends Closeable {
    long length();

    int logicalSectorSize();

    /// Reads some bytes, at least one.
    ///
    /// @return how many, −1 at the end
    int read(long offset, ByteBuffer into) throws IOException;

    /// Writes some bytes, at least one.
    ///
    /// @return how many
    int write(long offset, ByteBuffer from) throws IOException;

    /// Returns when everything written is on the medium.
    void flush() throws IOException;

    /// Forgets what the system has cached, as good as it can.
    void dropCache() throws IOException;
}
