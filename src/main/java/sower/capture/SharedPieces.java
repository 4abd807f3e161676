package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import sower.disk.Extent;
import sower.disk.Extents;
import sower.image.ExtentSet;

/// The pieces of a later version: only what differs from the version before is handed on.
///
/// A piece that the version before has, by place and SHA-256, costs nothing more. Of any other,
/// what the version before has at the same offsets is read and compared in grains of 16 KiB, so a
/// changed file costs its own bytes and not the whole pieces it lies in. Bytes that were not in the
/// torrent of the version before are always handed on, whatever its file holds there.
final class SharedPieces implements PieceSink {
    private static final int GRAIN = 16 << 10;
    private static final int READ = 64 * GRAIN;
    private static final int PAGE = 4096; // see PieceBuffer

    private final PieceSink file;
    private final Forerunner before;
    private final ExtentSet shareable;
    private final List<Extent> stored = new ArrayList<>(); // guarded by itself
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    /// @param file gets every piece, shortened to what differs
    SharedPieces(PieceSink file, Forerunner before) {
        this.file = file;
        this.before = before;
        this.shareable = ExtentSet.of(before.torrent().extents());
    }

    /// What the file holds, ascending; after the last piece.
    List<Extent> stored() {
        synchronized (stored) {
            return ExtentSet.of(stored).extents();
        }
    }

    @Override
    public void take(int piece, String sha256, ByteBuffer bytes, List<Extent> parts)
            throws IOException {
        if (before.has(piece, sha256)) {
            file.take(piece, sha256, bytes.slice(0, 0), List.of());
            return;
        }
        var old = Optional.ofNullable(idle.poll()).orElseGet(SharedPieces::buffer);
        var differing = new Differing(bytes);
        compare(bytes, parts, old, differing);
        idle.add(old);
        var kept = differing.extents.build();
        file.take(piece, sha256, bytes.slice(0, differing.length), kept);
        synchronized (stored) {
            stored.addAll(kept);
        }
    }

    @Override
    public void abandon() {
        file.abandon();
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(READ + PAGE).alignedSlice(PAGE).slice(0, READ);
    }

    /// @param old room for a chunk
    private void compare(
            ByteBuffer bytes, List<Extent> parts, ByteBuffer old, Differing differing) {
        int at = 0;
        for (var part : parts) {
            long offset = part.offset();
            while (offset < part.end()) {
                long end = Math.min(part.end(), (offset / READ + 1) * READ);
                var chunk = new Extent(offset, end - offset);
                boolean known = read(chunk, old);
                compare(chunk, bytes, at, known ? old : old.slice(0, 0), differing);
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
            System.getLogger(SharedPieces.class.getName())
                    .log(System.Logger.Level.WARNING, unreadable.getMessage());
            return false;
        }
    }

    /// @param at where the chunk begins in `bytes`
    /// @param old the chunk as it was; empty where nobody knows
    private void compare(
            Extent chunk, ByteBuffer bytes, int at, ByteBuffer old, Differing differing) {
        for (long offset = chunk.offset(); offset < chunk.end(); ) {
            long end = Math.min(chunk.end(), (offset / GRAIN + 1) * GRAIN);
            int from = (int) (offset - chunk.offset());
            int to = (int) (end - chunk.offset());
            boolean same =
                    old.hasRemaining()
                            && shareable.bytesIn(new Extent(offset, end - offset)) == end - offset
                            && bytes.slice(at + from, to - from).equals(old.slice(from, to - from));
            if (!same) {
                differing.add(offset, at + from, to - from);
            }
            offset = end;
        }
    }

    /// What differs of one piece, moved to the beginning of its buffer.
    private static final class Differing {
        private final ByteBuffer bytes;
        private final Extents.Builder extents = new Extents.Builder(4);
        private int length;

        Differing(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        void add(long offset, int at, int count) {
            if (at != length) {
                bytes.put(length, bytes, at, count);
            }
            length += count;
            extents.join(offset, count);
        }
    }
}
