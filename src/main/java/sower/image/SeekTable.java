package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import sower.disk.ByteSource;

/// Where the frames of a `<volume>.zst` lie: its last frame, as in version 0.1.0 of the Zstandard
/// Seekable Format (facebook/zstd, `contrib/seekable_format`). Frames without contents are counted
/// too. Immutable.
final class SeekTable {
    private static final int SKIPPABLE_MAGIC = 0x184D2A5E; // Skippable_Magic_Number
    private static final int SEEKABLE_MAGIC = 0x8F92EAB1; // Seekable_Magic_Number
    private static final int HEADER = 8; // Skippable_Magic_Number, Frame_Size
    private static final int ENTRY = 8; // Compressed_Size, Decompressed_Size
    private static final int FOOTER = 9; // Number_Of_Frames, descriptor, Seekable_Magic_Number

    /// Longer frames are not ours: what is made for them in memory is bounded.
    private static final int LONGEST_FRAME = 16 << 20;

    /// Bytes that a frame with nothing to shrink is longer than its contents, beside one in 128.
    private static final int ROOM = 1024;

    private final long[] positions; // of frame i in the file; one more for the end
    private final long[] starts; // of frame i in what is unpacked; one more for the end

    private SeekTable(long[] positions, long[] starts) {
        this.positions = positions;
        this.starts = starts;
    }

    /// Reads the end of a file.
    ///
    /// @throws IOException when it is not the end of such a file, or the frames do not fill it
    static SeekTable read(ByteSource file) throws IOException {
        if (file.length() < HEADER + FOOTER) {
            throw new IOException("it has %d bytes only".formatted(file.length()));
        }
        var footer = bytes(file, file.length() - FOOTER, FOOTER);
        long frames = Integer.toUnsignedLong(footer.getInt(0));
        int descriptor = footer.get(4);
        long length = HEADER + frames * ENTRY + FOOTER;
        if (footer.getInt(5) != SEEKABLE_MAGIC || descriptor != 0 || length > file.length()) {
            throw new IOException("its table of frames is not at its end");
        }
        long at = file.length() - length;
        var table = bytes(file, at, Math.toIntExact(length));
        if (table.getInt() != SKIPPABLE_MAGIC || table.getInt() != length - HEADER) {
            throw new IOException("its table of frames has no beginning");
        }
        var builder = new Builder();
        for (int i = 0; i < frames; i++) {
            builder.add(table.getInt(), table.getInt());
        }
        var read = builder.build();
        if (builder.wrong || read.positions[(int) frames] != at) {
            throw new IOException("its table of frames does not match its length");
        }
        return read;
    }

    private static ByteBuffer bytes(ByteSource file, long offset, int count) throws IOException {
        return ByteBuffer.wrap(file.bytes(offset, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int count() {
        return positions.length - 1;
    }

    /// Where a frame begins in the file.
    long position(int frame) {
        return positions[frame];
    }

    /// Bytes of a frame in the file.
    int packedLength(int frame) {
        return (int) (positions[frame + 1] - positions[frame]);
    }

    /// Where a frame begins in what is unpacked.
    long start(int frame) {
        return starts[frame];
    }

    /// Bytes of a frame when it is unpacked.
    int length(int frame) {
        return (int) (starts[frame + 1] - starts[frame]);
    }

    /// Bytes of all frames when they are unpacked.
    long length() {
        return starts[count()];
    }

    /// The frame that holds an unpacked byte; not one without contents.
    int frameAt(long unpacked) {
        int found = Arrays.binarySearch(starts, unpacked);
        int frame = found >= 0 ? found : -found - 2;
        while (length(frame) == 0) {
            frame++;
        }
        while (starts[frame] > unpacked) {
            frame--;
        }
        return frame;
    }

    /// Collects frames in the order of the file.
    static final class Builder {
        private long[] positions = new long[64];
        private long[] starts = new long[64];
        private int count;
        private boolean wrong;

        /// Adds a frame at the end.
        void add(int packedLength, int length) {
            if (count + 1 == positions.length) {
                positions = Arrays.copyOf(positions, 2 * positions.length);
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            boolean tooLong = length > 0 && packedLength > length + (length >> 7) + ROOM;
            wrong |= packedLength <= 0 || length < 0 || length > LONGEST_FRAME || tooLong;
            positions[count + 1] = positions[count] + packedLength;
            starts[count + 1] = starts[count] + length;
            count++;
        }

        /// Where the next frame begins in the file.
        long end() {
            return positions[count];
        }

        SeekTable build() {
            return new SeekTable(
                    Arrays.copyOf(positions, count + 1), Arrays.copyOf(starts, count + 1));
        }

        /// The frame that closes the file.
        ByteBuffer frame() {
            int length = Math.toIntExact(HEADER + (long) count * ENTRY + FOOTER);
            var frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            frame.putInt(SKIPPABLE_MAGIC).putInt(length - HEADER);
            for (int i = 0; i < count; i++) {
                frame.putInt((int) (positions[i + 1] - positions[i]));
                frame.putInt((int) (starts[i + 1] - starts[i]));
            }
            return frame.putInt(count).put((byte) 0).putInt(SEEKABLE_MAGIC).flip();
        }
    }
}
