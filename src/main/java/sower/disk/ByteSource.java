package sower.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// Bytes at offsets: a disk, a partition of it, a file.
public interface ByteSource {
    /// Bytes from the first to the last.
    long length();

    /// Fills `into` from its position to its limit with the bytes from `offset` on. Several threads
    /// may read at once, each with a buffer of its own.
    ///
    /// @throws IOException if not all of them could be read
    void read(long offset, ByteBuffer into) throws IOException;

    /// Whether `length` bytes from `offset` are all zero; a megabyte or so at a time.
    default boolean isZero(long offset, int length) throws IOException {
        return Arrays.equals(bytes(offset, length), new byte[length]);
    }

    /// `length` bytes from `offset`, for structures of a few kilobytes.
    default byte[] bytes(long offset, int length) throws IOException {
        var bytes = new byte[length];
        read(offset, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// A part of this as a source of its own; closing stays with whoever opened this.
    default ByteSource slice(Extent part) {
        Objects.checkFromIndexSize(part.offset(), part.length(), length());
        var whole = this;
        return new ByteSource() {
            @Override
            public long length() {
                return part.length();
            }

            @Override
            public void read(long offset, ByteBuffer into) throws IOException {
                if (offset < 0 || offset + into.remaining() > part.length()) {
                    throw new EOFException(
                            "bytes %d to %d are not inside the %d bytes of the partition"
                                    .formatted(offset, offset + into.remaining(), part.length()));
                }
                whole.read(part.offset() + offset, into);
            }
        };
    }
}
