package sower.image;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import sower.disk.ByteSource;

/// Unpacks frames, and keeps some for whoever asks for the rest of one: other programs fetch a
/// piece in blocks of 16 KiB, and a frame is not unpacked again for each. Any thread.
///
/// A frame has one slot in which it may be kept, its number modulo [#SLOTS]; who reads from a slot
/// holds its lock, for memory work and at most one read of the disk. A whole frame that is read
/// into direct memory is unpacked there and kept nowhere. Memory: at most [#SLOTS] frames, 8 MiB,
/// and for each thread inside one packed frame and a context of the library.
final class Frames implements Closeable {
    private static final int SLOTS = 32;

    /// What was packed does not come out again.
    static final class UnpackException extends Exception {
        private static final long serialVersionUID = 1;

        UnpackException(String message) {
            super(message);
        }

        UnpackException(ZstdException damaged) {
            super(damaged.getMessage(), damaged);
        }
    }

    private final ByteSource file;
    private final SeekTable table;
    private final int longest;
    private final int longestPacked;
    private final Slot[] slots = new Slot[SLOTS];
    private final Queue<Unpacker> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Frames(ByteSource file, SeekTable table) {
        this.file = file;
        this.table = table;
        int most = 0;
        int mostPacked = 0;
        for (int i = 0; i < table.count(); i++) {
            if (table.length(i) > 0) {
                most = Math.max(most, table.length(i));
                mostPacked = Math.max(mostPacked, table.packedLength(i));
            }
        }
        longest = most;
        longestPacked = mostPacked;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /// Fills `into` with bytes of a frame, from its byte `from` on.
    void read(int frame, int from, ByteBuffer into) throws IOException, UnpackException {
        if (into.isDirect() && into.remaining() == table.length(frame)) {
            unpack(frame, into);
            return;
        }
        var slot = slots[frame % SLOTS];
        synchronized (slot) {
            var bytes = slot.bytes;
            if (bytes == null) {
                bytes = ByteBuffer.allocateDirect(longest);
                slot.bytes = bytes;
            }
            if (slot.frame != frame) {
                slot.frame = -1;
                unpack(frame, bytes.clear().limit(table.length(frame)));
                slot.frame = frame;
            }
            into.put(bytes.slice(from, into.remaining()));
        }
    }

    /// @param into direct, with room for exactly the frame
    private void unpack(int frame, ByteBuffer into) throws IOException, UnpackException {
        var unpacker = idle.poll();
        if (unpacker == null) {
            unpacker = new Unpacker(longestPacked);
        }
        try {
            var packed = unpacker.packed.clear().limit(table.packedLength(frame));
            file.read(table.position(frame), packed);
            int unpacked =
                    unpacker.context.decompressDirectByteBuffer(
                            into, into.position(), into.remaining(), packed, 0, packed.limit());
            if (unpacked != into.remaining()) {
                throw new UnpackException(
                        "%d bytes instead of %d".formatted(unpacked, into.remaining()));
            }
            into.position(into.limit());
        } catch (ZstdException damaged) {
            throw new UnpackException(damaged);
        } finally {
            idle.add(unpacker);
            if (closed) {
                close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (var unpacker = idle.poll(); unpacker != null; unpacker = idle.poll()) {
            unpacker.context.close();
        }
    }

    /// Where a frame is kept; guarded by itself.
    private static final class Slot {
        int frame = -1;
        @Nullable ByteBuffer bytes;
    }

    /// What a thread unpacks with.
    private static final class Unpacker {
        final ZstdDecompressCtx context = new ZstdDecompressCtx();
        final ByteBuffer packed;

        Unpacker(int longest) {
            this.packed = ByteBuffer.allocateDirect(longest);
        }
    }
}
