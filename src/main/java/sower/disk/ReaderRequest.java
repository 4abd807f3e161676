package sower.disk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What the privileged reader can be asked for. There is no way to say that something be written.
///
/// A request is a byte that names it and its fields, big-endian. The answer is a byte, `+` followed
/// by what was asked for, or `-` (refused) or `!` (failed) followed by a sentence.
sealed interface ReaderRequest {
    char DONE = '+';
    char REFUSED = '-';
    char FAILED = '!';

    /// Opens a disk for reading. Answer: handle (int), bytes (long), bytes of a sector (int).
    record Open(String path) implements ReaderRequest {}

    /// Reads at most [DiskReader#MOST] bytes. Answer: how many (int), −1 at the end; those bytes.
    record Read(int handle, long offset, int length) implements ReaderRequest {}

    /// Closes what was opened. Answer: nothing more.
    record Close(int handle) implements ReaderRequest {}

    default void writeTo(DataOutputStream out) throws IOException {
        switch (this) {
            case Open(var path) -> {
                out.writeByte('o');
                out.writeUTF(path);
            }
            case Read(var handle, var offset, var length) -> {
                out.writeByte('r');
                out.writeInt(handle);
                out.writeLong(offset);
                out.writeInt(length);
            }
            case Close(var handle) -> {
                out.writeByte('c');
                out.writeInt(handle);
            }
        }
    }

    /// The rest of the request that `kind` names.
    ///
    /// @throws RefusedException if there is no such request
    static ReaderRequest read(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case 'o' -> new Open(in.readUTF());
            case 'r' -> new Read(in.readInt(), in.readLong(), in.readInt());
            case 'c' -> new Close(in.readInt());
            default ->
                    throw new RefusedException(
                            "the privileged reader opens, reads and closes disks, nothing else");
        };
    }
}
