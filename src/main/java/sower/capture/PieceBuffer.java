package sower.capture;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Memory for one piece on its way: the kernel fills it, both digests read it, the kernel empties
/// it. One thread at a time.
final class PieceBuffer {
    /// What the kernel copies to an address a few bytes behind a page's begin takes four times as
    /// long: 0.6 instead of 0.13 CPU seconds per GiB (AMD EPYC, `rep movsb`), and memory of malloc
    /// begins 16 bytes behind.
    private static final int PAGE = 4096;

    private static final int STEP = 64 << 10;

    private final ByteBuffer bytes;
    private final byte[] step; // a digest copies direct memory too, but each for itself

    /// @param arena gives its memory back
    PieceBuffer(Arena arena, int length) {
        this.bytes = arena.allocate(length, PAGE).asByteBuffer();
        this.step = new byte[Math.min(length, STEP)];
    }

    /// Its first `count` bytes, with a position of their own.
    ByteBuffer first(int count) {
        return bytes.slice(0, count);
    }

    /// Takes both hashes of the first `length` bytes; the second finds them in the CPU's cache.
    void hash(int length, MessageDigest first, MessageDigest second) {
        for (int at = 0; at < length; at += step.length) {
            int count = Math.min(step.length, length - at);
            bytes.get(at, step, 0, count);
            first.update(step, 0, count);
            second.update(step, 0, count);
        }
    }
}
