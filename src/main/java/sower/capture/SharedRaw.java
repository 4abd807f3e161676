package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import sower.disk.Extent;
import sower.image.ExtentSet;

/// The raw file of a later version: only what differs from the version before is written.
///
/// A piece that the version before has, by place and SHA-256, costs nothing more. Of any other,
/// what the version before has at the same offsets is read and compared in grains of 16 KiB, so a
/// changed file costs its own bytes and not the whole pieces it lies in. Bytes that were not in the
/// torrent of the version before are always written, whatever its file holds there.
final class SharedRaw implements PieceSink {
    private static final int GRAIN = 16 << 10;
    private static final int READ = 64 * GRAIN;
    private static final int PAGE = 4096; // see PieceBuffer

    private final RawFile raw;
    private final Forerunner before;
    private final ExtentSet shareable;
    private final List<Extent> stored = new ArrayList<>(); // guarded by itself
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    SharedRaw(RawFile raw, Forerunner before) {
        this.raw = raw;
        this.before = before;
        this.shareable = ExtentSet.of(before.torrent().extents());
    }

    /// What the raw file holds, ascending; after the last piece.
    List<Extent> stored() {
        synchronized (stored) {
            return ExtentSet.of(stored).extents();
        }
    }

    @Override
    public void take(int piece, String sha256, ByteBuffer bytes, List<Extent> parts)
            throws IOException {
        if (before.has(piece, sha256)) {
            return;
        }
        var old = Optional.ofNullable(idle.poll()).orElseGet(SharedRaw::buffer);
        store(bytes, parts, old);
        idle.add(old);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(READ + PAGE).alignedSlice(PAGE).slice(0, READ);
    }

    /// @param old room for a chunk
    private void store(ByteBuffer bytes, List<Extent> parts, ByteBuffer old) throws IOException {
        int at = 0;
        for (var part : parts) {
            long offset = part.offset();
            while (offset < part.end()) {
                long end = Math.min(part.end(), (offset / READ + 1) * READ);
                var chunk = new Extent(offset, end - offset);
                boolean known = read(chunk, old);
                compare(chunk, bytes, at, known ? old : old.slice(0, 0));
                at += (int) chunk.length();
                offset = end;
            }
        }
    }

    /// What cannot be read cannot be shared; the new version then has it, and is the better one.
    private boolean read(Extent chunk, ByteBuffer old) {
        if (shareable.bytesIn(chunk) == 0) {
            return false;
        }
        try {
            before.data().read(chunk.offset(), old.slice(0, (int) chunk.length()));
            return true;
        } catch (IOException unreadable) {
            System.getLogger(SharedRaw.class.getName())
                    .log(System.Logger.Level.WARNING, unreadable.getMessage());
            return false;
        }
    }

    /// @param at where the chunk begins in `bytes`
    /// @param old the chunk as it was; empty where nobody knows
    private void compare(Extent chunk, ByteBuffer bytes, int at, ByteBuffer old)
            throws IOException {
        long begin = -1; // of the run that differs
        for (long offset = chunk.offset(); offset < chunk.end(); ) {
            long end = Math.min(chunk.end(), (offset / GRAIN + 1) * GRAIN);
            int from = (int) (offset - chunk.offset());
            int to = (int) (end - chunk.offset());
            boolean same =
                    old.hasRemaining()
                            && shareable.bytesIn(new Extent(offset, end - offset)) == end - offset
                            && bytes.slice(at + from, to - from).equals(old.slice(from, to - from));
            if (same && begin >= 0) {
                store(chunk, bytes, at, begin, offset);
                begin = -1;
            } else if (!same && begin < 0) {
                begin = offset;
            }
            offset = end;
        }
        if (begin >= 0) {
            store(chunk, bytes, at, begin, chunk.end());
        }
    }

    private void store(Extent chunk, ByteBuffer bytes, int at, long begin, long end)
            throws IOException {
        raw.write(begin, bytes, at + (int) (begin - chunk.offset()), (int) (end - begin));
        synchronized (stored) {
            stored.add(new Extent(begin, end - begin));
        }
    }
}
