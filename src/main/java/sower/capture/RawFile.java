package sower.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import sower.disk.Extent;

/// `<volume>.raw`: every byte at its offset in the volume, zeros left as holes. Several threads may
/// write different bytes at once.
///
/// A file that was begun before is compared, and only what differs is written, zeros too.
final class RawFile implements VolumeFile {
    private static final int HOLE = 4096;
    private static final int COMPARED = 256 * HOLE;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(HOLE).asReadOnlyBuffer();

    private final FileChannel channel;
    private final boolean begun;
    private final AtomicLong kept = new AtomicLong();
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    private RawFile(FileChannel channel, boolean begun) {
        this.channel = channel;
        this.begun = begun;
    }

    /// Makes a file of `length` bytes that is one hole, or goes on with one of this length.
    static RawFile create(Path path, long length) throws IOException {
        boolean begun = Files.exists(path) && Files.size(path) == length;
        if (!begun) {
            Files.deleteIfExists(path); // no file gets its length in the step that makes it
        }
        var channel =
                FileChannel.open(
                        path,
                        begun ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!begun) {
            try (var file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(length); // a FileChannel would have to write the last byte
            }
        }
        return new RawFile(channel, begun);
    }

    @Override
    public void take(int piece, String sha256, ByteBuffer bytes, List<Extent> parts)
            throws IOException {
        int at = 0;
        for (var part : parts) {
            write(part.offset(), bytes, at, (int) part.length());
            at += (int) part.length();
        }
    }

    /// Writes `count` bytes of `bytes` from `at`, to `offset`.
    void write(long offset, ByteBuffer bytes, int at, int count) throws IOException {
        if (begun) {
            compare(offset, bytes, at, count);
        } else {
            write(offset, bytes, at, count, (from, step) -> step.equals(zeros(step)));
        }
    }

    private void compare(long offset, ByteBuffer bytes, int at, int count) throws IOException {
        var buffer = Optional.ofNullable(idle.poll()).orElseGet(RawFile::buffer);
        for (int done = 0; done < count; done += COMPARED) {
            int first = at + done;
            var there = buffer.slice(0, Math.min(COMPARED, count - done));
            read(offset + done, there);
            write(
                    offset + done,
                    bytes,
                    first,
                    there.limit(),
                    (from, step) -> {
                        boolean same = step.equals(there.slice(from - first, step.remaining()));
                        if (same && !step.equals(zeros(step))) {
                            kept.addAndGet(step.remaining());
                        }
                        return same;
                    });
        }
        idle.add(buffer);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(COMPARED);
    }

    private static ByteBuffer zeros(ByteBuffer step) {
        return ZEROS.slice(0, step.remaining());
    }

    private void read(long offset, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position()) < 0) {
                throw new EOFException("the file of a volume became shorter while it was written");
            }
        }
    }

    /// Whether the file has some bytes already, which begin at `from` in their buffer.
    private interface Known {
        boolean test(int from, ByteBuffer step);
    }

    private void write(long offset, ByteBuffer bytes, int at, int count, Known known)
            throws IOException {
        int begin = -1; // of the run that is not known
        int i = at;
        while (i < at + count) {
            int step = (int) Math.min(HOLE - (offset + i - at) % HOLE, at + count - i);
            boolean same = known.test(i, bytes.slice(i, step));
            if (same && begin >= 0) {
                put(offset + begin - at, bytes, begin, i);
                begin = -1;
            } else if (!same && begin < 0) {
                begin = i;
            }
            i += step;
        }
        if (begin >= 0) {
            put(offset + begin - at, bytes, begin, at + count);
        }
    }

    private void put(long offset, ByteBuffer bytes, int begin, int end) throws IOException {
        var part = bytes.slice(begin, end - begin);
        while (part.hasRemaining()) {
            channel.write(part, offset + part.position());
        }
    }

    @Override
    public long kept() {
        return kept.get();
    }

    @Override
    public void finish() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
