package sower.disk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a privileged process can be asked for.
///
/// A request is a number that its answer repeats (int), a byte that names it, and its fields,
/// big-endian. An answer is that number, a byte, and what follows it with its length (int): `+` and
/// what was asked for, or `-` (refused) or `!` (failed) and a sentence (UTF-8).
sealed interface DiskRequest {
    /// Bytes of one read or one write.
    int MOST = 1 << 20;

    char DONE = '+';
    char REFUSED = '-';
    char FAILED = '!';

    /// Opens a disk. Answer: handle (int), bytes (long), bytes of a sector (int).
    ///
    /// @param name its path for reading, its [DiskIdentity] for writing
    record Open(String name) implements DiskRequest {}

    /// Reads at most [#MOST] bytes. Answer: those bytes; none at the end of the disk.
    record Read(int handle, long offset, int length) implements DiskRequest {}

    /// Writes at most [#MOST] bytes, all of them. Answer: nothing more.
    @SuppressWarnings("ArrayRecordComponent") // on its way only; requests are not compared
    record Write(int handle, long offset, byte[] bytes) implements DiskRequest {}

    /// Returns when everything written is on the medium. Answer: nothing more.
    record Flush(int handle) implements DiskRequest {}

    /// Lets the next reads come from the medium. Answer: nothing more.
    record DropCache(int handle) implements DiskRequest {}

    /// Closes what was opened. Answer: nothing more.
    record Close(int handle) implements DiskRequest {}

    default void writeTo(DataOutputStream out) throws IOException {
        switch (this) {
            case Open(var name) -> {
                out.writeByte('o');
                out.writeUTF(name);
            }
            case Read(var handle, var offset, var length) -> {
                out.writeByte('r');
                out.writeInt(handle);
                out.writeLong(offset);
                out.writeInt(length);
            }
            case Write(var handle, var offset, var bytes) -> {
                out.writeByte('w');
                out.writeInt(handle);
                out.writeLong(offset);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case Flush(var handle) -> writeTo(out, 'f', handle);
            case DropCache(var handle) -> writeTo(out, 'd', handle);
            case Close(var handle) -> writeTo(out, 'c', handle);
        }
    }

    private static void writeTo(DataOutputStream out, char kind, int handle) throws IOException {
        out.writeByte(kind);
        out.writeInt(handle);
    }

    /// A request without its number.
    ///
    /// @throws RefusedException if there is no such request; where the next one begins, nobody
    ///   knows then
    static DiskRequest read(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 'o' -> new Open(in.readUTF());
            case 'r' -> new Read(in.readInt(), in.readLong(), in.readInt());
            case 'w' -> new Write(in.readInt(), in.readLong(), bytes(in));
            case 'f' -> new Flush(in.readInt());
            case 'd' -> new DropCache(in.readInt());
            case 'c' -> new Close(in.readInt());
            default ->
                    throw new RefusedException(
                            "the privileged process opens, reads and writes disks, nothing else");
        };
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > MOST) {
            throw new RefusedException("the privileged process writes 1 to " + MOST + " bytes");
        }
        return in.readNBytes(length);
    }
}
