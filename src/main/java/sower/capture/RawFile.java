package sower.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import sower.disk.Extent;

/// `<volume>.raw`: every byte at its offset in the volume, zeros left as holes. Several threads may
/// write different bytes at once.
final class RawFile implements VolumeFile {
    private static final int HOLE = 4096;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(HOLE).asReadOnlyBuffer();

    private final FileChannel channel;

    private RawFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes a file of `length` bytes that is one hole.
    static RawFile create(Path path, long length) throws IOException {
        var channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length); // a FileChannel would have to write the last byte
        }
        return new RawFile(channel);
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
        int begin = -1; // of the run that is not zero
        int i = at;
        while (i < at + count) {
            int step = (int) Math.min(HOLE - (offset + i - at) % HOLE, at + count - i);
            boolean zero = bytes.slice(i, step).equals(ZEROS.slice(0, step));
            if (zero && begin >= 0) {
                put(offset + begin - at, bytes, begin, i);
                begin = -1;
            } else if (!zero && begin < 0) {
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
    public void finish() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
