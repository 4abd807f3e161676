package sower.image;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;
import sower.disk.Extents;

/// Writes a `<volume>.zst`, see [PackedFile].
///
/// Pieces may come from several threads at once, each once, from 0 on. They are packed side by side
/// and written in their order: a thread whose piece is packed waits until those before it are, and
/// all write at the same time again. Memory: one buffer of a piece's length per thread, outside the
/// heap.
///
/// It can go on with a file that a program was killed over. The same bytes pack to the same bytes,
/// so a piece of which the same stands at its place already is not written again; whatever else
/// stands there is written over, and cut off at the end.
public final class PackedWriter implements Closeable {
    /// Bytes of a frame before it is packed; the last of a piece may be shorter. Short enough to be
    /// unpacked for a block of 16 KiB, and nothing is gained by more at this level: a copy of
    /// /usr/lib shrinks to 35.6 % with it, as with 16 MiB, and to 36.6 % with half of it.
    static final int FRAME = 256 << 10;

    private static final int LEVEL = 1;

    private final FileChannel channel;
    private final long before; // bytes that stood there, of which nothing is known
    private final AtomicLong kept = new AtomicLong();
    private final Arena arena = Arena.ofShared();
    private final Queue<Packer> idle = new ConcurrentLinkedQueue<>();
    private final List<Packer> all = new ArrayList<>(); // guarded by this, as all below
    private final SeekTable.Builder frames = new SeekTable.Builder();
    private final Extents.Builder extents = new Extents.Builder(16);
    private int next;
    private boolean abandoned;

    private PackedWriter(FileChannel channel) throws IOException {
        this.channel = channel;
        this.before = channel.size();
    }

    /// Makes a file, or goes on with one that was not finished.
    public static PackedWriter create(Path path) throws IOException {
        return new PackedWriter(
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    /// Adds a piece, or as much of it as is to be held here.
    ///
    /// @param bytes from 0 to their limit, direct
    /// @param parts where they stand in the volume, in their order
    /// @throws IOException also when [#abandon] was called
    public void add(int piece, ByteBuffer bytes, List<Extent> parts) throws IOException {
        var packer = idle.poll();
        if (packer == null || packer.room() < Packer.room(bytes.limit())) {
            packer = packer(bytes.limit());
        }
        packer.pack(bytes);
        var packed = packer.out.flip();
        long at = place(piece, packer, parts);
        if (packed.limit() <= before - at && packer.stands(channel, at)) {
            kept.addAndGet(bytes.limit());
            packed.position(packed.limit());
        }
        while (packed.hasRemaining()) {
            at += channel.write(packed, at);
        }
        idle.add(packer);
    }

    private synchronized Packer packer(int length) {
        var packer = new Packer(arena, length);
        all.add(packer);
        return packer;
    }

    private synchronized long place(int piece, Packer packer, List<Extent> parts)
            throws IOException {
        try {
            while (next != piece && !abandoned) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while packing", e);
        }
        if (abandoned) {
            throw new IOException("a piece before piece " + piece + " was not written");
        }
        long at = frames.end();
        for (int i = 0; i < packer.lengths.size(); i++) {
            frames.add(packer.packedLengths.get(i), packer.lengths.get(i));
        }
        parts.forEach(part -> extents.join(part.offset(), part.length()));
        next++;
        notifyAll();
        return at;
    }

    /// Bytes, before they were packed, that were not written because they stood there.
    public long kept() {
        return kept.get();
    }

    /// A piece will never come: whoever waits for it fails.
    public synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /// After the last piece: what makes the file seekable. Returns when all is on the medium.
    public synchronized void finish() throws IOException {
        var held = HeldExtents.frame(extents.build());
        long at = frames.end();
        frames.add(held.remaining(), 0);
        for (var frame : List.of(held, frames.frame())) {
            while (frame.hasRemaining()) {
                at += channel.write(frame, at);
            }
        }
        if (channel.size() > at) {
            channel.truncate(at);
        }
        channel.force(true);
    }

    /// When no thread adds any more.
    @Override
    public synchronized void close() throws IOException {
        all.forEach(packer -> packer.context.close());
        arena.close();
        channel.close();
    }

    /// What a thread packs with.
    private static final class Packer {
        final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
        final ByteBuffer out;
        private @Nullable ByteBuffer there;
        final List<Integer> packedLengths = new ArrayList<>();
        final List<Integer> lengths = new ArrayList<>();

        Packer(Arena arena, int length) {
            this.out = arena.allocate(room(length), 4096).asByteBuffer();
        }

        /// What does not shrink gets a little longer.
        static int room(int length) {
            int frames = (length + FRAME - 1) / FRAME;
            return Math.max(1, Math.toIntExact(frames * Zstd.compressBound(FRAME)));
        }

        int room() {
            return out.capacity();
        }

        /// Whether the file has at `at` what was packed last.
        boolean stands(FileChannel channel, long at) throws IOException {
            var buffer = there == null ? ByteBuffer.allocateDirect(FRAME) : there;
            there = buffer;
            for (int done = 0; done < out.limit(); done += buffer.limit()) {
                buffer.clear().limit(Math.min(FRAME, out.limit() - done));
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, at + done + buffer.position()) < 0) {
                        return false;
                    }
                }
                if (!buffer.flip().equals(out.slice(done, buffer.limit()))) {
                    return false;
                }
            }
            return true;
        }

        void pack(ByteBuffer bytes) {
            packedLengths.clear();
            lengths.clear();
            out.clear();
            for (int from = 0; from < bytes.limit(); from += FRAME) {
                int length = Math.min(FRAME, bytes.limit() - from);
                int packed =
                        context.compressDirectByteBuffer(
                                out, out.position(), out.remaining(), bytes, from, length);
                out.position(out.position() + packed);
                packedLengths.add(packed);
                lengths.add(length);
            }
        }
    }
}
