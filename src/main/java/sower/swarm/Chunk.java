package sower.swarm;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// 1 MiB of direct memory: the unit in which the pool counts. It holds one slice of a piece.
final class Chunk {
    static final int LENGTH = 1 << 20;

    /// The kernel copies to and from whole pages at twice the speed (measured on an AMD EPYC: a
    /// reader took 1.1 CPU seconds per GiB at other addresses, 0.6 at these).
    private static final int PAGE = 4096;

    final ByteBuffer bytes;

    /// How many writers are sending from it; guarded by the pool, like the rest.
    int pins;

    /// What it holds while it is in the cache.
    ChunkPool.@Nullable Key key;

    /// @param bytes its memory
    Chunk(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// A new one of direct memory.
    static Chunk allocate() {
        var bytes = ByteBuffer.allocateDirect(LENGTH + PAGE);
        return new Chunk(bytes.alignedSlice(PAGE).slice(0, LENGTH));
    }

    /// Chunks that a piece of `length` bytes takes.
    static int count(int length) {
        return (length + LENGTH - 1) / LENGTH;
    }

    /// `length` bytes from `begin` of the chunk, on their own position and limit.
    ByteBuffer slice(int begin, int length) {
        return bytes.slice(begin, length);
    }
}
