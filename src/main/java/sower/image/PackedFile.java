package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.Extents;

/// `<volume>.zst`: bytes of a volume in the order of its torrent, as Zstandard frames.
///
/// `zstd -d` unpacks them all, one after the other. For us the file ends with two skippable frames:
/// which bytes these are ([HeldExtents]), and where each frame lies ([SeekTable]). A frame has at
/// most 256 KiB, lies in one piece and has a checksum, so that no frame is unpacked into anything
/// but what was packed.
///
/// Reading only, by any thread. Memory: see [Frames].
final class PackedFile implements StoredBytes {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(4096).asReadOnlyBuffer();

    private final BlockDevice file;
    private final long length;
    private final SeekTable table;
    private final Frames frames;
    private final long[] offsets; // of extent i, ascending
    private final long[] ends; // of extent i
    private final long[] starts; // of extent i in what is unpacked
    private final Queue<ByteBuffer> outgoing = new ConcurrentLinkedQueue<>();

    private PackedFile(BlockDevice file, SeekTable table, List<Extent> extents, long length)
            throws IOException {
        this.file = file;
        this.length = length;
        this.table = table;
        this.frames = new Frames(file, table);
        int count = extents.size();
        offsets = new long[count];
        ends = new long[count];
        starts = new long[count];
        long start = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = extents.get(i).offset();
            ends[i] = extents.get(i).end();
            starts[i] = start;
            start += extents.get(i).length();
        }
        if (start != table.length()) {
            throw new IOException("its frames are not as long as its extents");
        }
        if (!Extents.copyOf(extents).isAscending()) {
            sort();
        }
        for (int i = 1; i < count; i++) {
            if (offsets[i] < ends[i - 1]) {
                throw new IOException("its extents overlap");
            }
        }
    }

    /// The file ends in something else than it should.
    static final class NotWholeException extends IOException {
        private static final long serialVersionUID = 1;

        NotWholeException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Opens a file, read-only.
    ///
    /// @param length of the volume
    /// @throws NotWholeException when it is not; its frames are not read yet
    static PackedFile open(Path path, long length) throws IOException {
        var file = BlockDevice.openSource(path);
        boolean opened = false;
        try {
            var table = SeekTable.read(file);
            int last = table.count() - 1;
            if (last < 0) {
                throw new IOException("it has no frames");
            }
            var extents =
                    HeldExtents.read(file.bytes(table.position(last), table.packedLength(last)));
            if (extents.stream().anyMatch(extent -> extent.end() > length)) {
                throw new IOException("it reaches beyond the volume");
            }
            var packed = new PackedFile(file, table, extents, length);
            opened = true;
            return packed;
        } catch (IOException damaged) {
            throw new NotWholeException(
                    "%s is damaged or was cut short: %s".formatted(path, damaged.getMessage()),
                    damaged);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private void sort() {
        var order =
                IntStream.range(0, offsets.length)
                        .boxed()
                        .sorted(Comparator.comparingLong(i -> offsets[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        for (var values : List.of(ends, starts, offsets)) { // the keys last
            var sorted = Arrays.stream(order).mapToLong(i -> values[i]).toArray();
            System.arraycopy(sorted, 0, values, 0, sorted.length);
        }
    }

    @Override
    public long length() {
        return length;
    }

    /// Fills `into`; what the file does not hold is zero.
    ///
    /// @throws DamagedException when a frame cannot be unpacked
    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        int limit = into.limit();
        long at = offset;
        long end = offset + into.remaining();
        int found = Arrays.binarySearch(offsets, offset);
        int i = found >= 0 ? found : Math.max(0, -found - 2);
        while (at < end) {
            while (i < offsets.length && ends[i] <= at) {
                i++;
            }
            long next = i < offsets.length ? Math.min(end, offsets[i]) : end;
            if (at < next) {
                int count = (int) Math.min(ZEROS.capacity(), next - at);
                into.put(ZEROS.slice(0, count));
                at += count;
            } else {
                int count = (int) (Math.min(end, ends[i]) - at);
                into.limit(into.position() + count);
                unpack(at, starts[i] + at - offsets[i], into);
                into.limit(limit);
                at += count;
            }
        }
    }

    /// @param at in the volume
    /// @param unpacked where that is in what is unpacked
    private void unpack(long at, long unpacked, ByteBuffer into) throws IOException {
        long volume = at;
        long begin = unpacked;
        int limit = into.limit();
        while (into.position() < limit) {
            int frame = table.frameAt(begin);
            int from = (int) (begin - table.start(frame));
            int count = Math.min(limit - into.position(), table.length(frame) - from);
            into.limit(into.position() + count);
            try {
                frames.read(frame, from, into);
            } catch (Frames.UnpackException damaged) {
                throw new DamagedException(
                        "%s cannot be unpacked at its byte %d: %s"
                                .formatted(
                                        file.path(), table.position(frame), damaged.getMessage()),
                        volume,
                        damaged);
            }
            into.limit(limit);
            begin += count;
            volume += count;
        }
    }

    /// Every byte is unpacked and found right before it goes out.
    @Override
    public void send(long offset, long count, WritableByteChannel to) throws IOException {
        var buffer = outgoing.poll();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(PackedWriter.FRAME);
        }
        try {
            for (long done = 0; done < count; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
                read(offset + done, buffer);
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } finally {
            outgoing.add(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
        file.close();
    }
}
