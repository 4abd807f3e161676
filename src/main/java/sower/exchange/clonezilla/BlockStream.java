package sower.exchange.clonezilla;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import sower.binary.Structure;
import sower.capture.Incoming;
import sower.disk.Extent;

/// The blocks of a saved partition, one after the other, at the places where they were; between
/// them is zero. Checksums are compared as they come by.
final class BlockStream implements Incoming.Stream {
    private static final int CHUNK = 1 << 20;

    private final String name;
    private final InputStream in;
    private final List<Extent> runs;
    private final long length;
    private final long stripBytes;
    private final Checksum checksum;
    private final BootCopy copy;
    private final byte[] chunk = new byte[CHUNK];
    private int run;
    private long left; // bytes before the next checksum
    private long stripBegin = -1; // where in the volume they began

    /// @param in stands before the first block
    /// @param runs of the volume that are in it
    /// @param length bytes of the volume
    /// @param stripBytes between two checksums; `Long.MAX_VALUE` for none
    BlockStream(
            String name,
            InputStream in,
            List<Extent> runs,
            long length,
            long stripBytes,
            Checksum.Kind checksum,
            BootCopy copy) {
        this.name = name;
        this.in = in;
        this.runs = runs;
        this.length = length;
        this.stripBytes = stripBytes;
        this.checksum = new Checksum(checksum);
        this.copy = copy;
        this.left = stripBytes;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            long next = run < runs.size() ? runs.get(run).offset() : length;
            if (at < next) {
                int count = (int) Math.min(next - at, into.remaining());
                into.put(copy.bytes(at, count));
                at += count;
                continue;
            }
            long end = runs.get(run).end();
            int count = (int) Math.min(Math.min(end - at, left), CHUNK);
            count = Math.min(count, into.remaining());
            take(at, count);
            into.put(chunk, 0, count);
            at += count;
            left -= count;
            if (left == 0) {
                compare();
            }
            run += at == end ? 1 : 0;
        }
    }

    /// Reads the next `count` bytes into the chunk.
    private void take(long at, int count) throws IOException {
        if (stripBegin < 0) {
            stripBegin = at;
        }
        if (next(at, count) < count) {
            throw new IOException(
                    "the image of %s ends at byte %d of the volume, before all of it came; a part of it is missing or cut short"
                            .formatted(name, at));
        }
        checksum.update(chunk, count);
    }

    private int next(long at, int count) throws IOException {
        try {
            return in.readNBytes(chunk, 0, count);
        } catch (IOException unpacking) {
            throw new IOException(
                    "the image of %s cannot be unpacked beyond byte %d of the volume: %s"
                            .formatted(name, at, unpacking.getMessage()),
                    unpacking);
        }
    }

    private void compare() throws IOException {
        long at = stripBegin;
        if (next(at, Checksum.LENGTH) < Checksum.LENGTH) {
            throw new IOException(
                    "the image of %s ends before the checksum for byte %d of the volume"
                            .formatted(name, at));
        }
        if (Structure.littleEndian(chunk).u32(0) != checksum.end()) {
            throw new IOException(
                    "the image of %s is damaged: the checksum from byte %d of the volume on is wrong"
                            .formatted(name, at));
        }
        left = stripBytes;
        stripBegin = -1;
    }

    @Override
    public void finish() throws IOException {
        if (stripBytes != Long.MAX_VALUE && left < stripBytes) {
            compare();
        }
        if (next(length, 1) > 0) { // reading to the end lets whoever unpacks compare his sum
            throw new IOException(
                    "the image of %s goes on where the volume of %d bytes ends"
                            .formatted(name, length));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
