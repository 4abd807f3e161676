package sower.image;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import sower.disk.Extent;
import sower.disk.Extents;

/// Which bytes of the volume a `<volume>.zst` holds, in the order of its frames: the frame before
/// its seek table. To other programs it is a skippable frame; to us
///
///     magic 0x184D2A5D, length (4 bytes each, little-endian)
///     count of extents (8 bytes)
///     a Zstandard frame with checksum: offset and length of each extent (8 bytes each)
///
/// The file says this itself, and not the image's other files, so that one rename replaces both
/// bytes and map when a version takes over what it shared.
final class HeldExtents {
    private static final int MAGIC = 0x184D2A5D; // one of the sixteen of skippable frames
    private static final int HEADER = 16;
    private static final int PAIR = 16;

    private HeldExtents() {}

    /// The frame for these extents.
    static ByteBuffer frame(List<Extent> extents) {
        long length = (long) PAIR * extents.size();
        try (var arena = Arena.ofConfined(); // not in the heap: there may be a million
                var context = new ZstdCompressCtx().setChecksum(true)) {
            var pairs = arena.allocate(length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            extents.forEach(extent -> pairs.putLong(extent.offset()).putLong(extent.length()));
            var packed = arena.allocate(Zstd.compressBound(length)).asByteBuffer();
            packed.limit(
                    context.compressDirectByteBuffer(
                            packed, 0, packed.capacity(), pairs, 0, pairs.capacity()));
            var frame = ByteBuffer.allocate(HEADER + packed.limit()).order(ByteOrder.LITTLE_ENDIAN);
            frame.putInt(MAGIC).putInt(8 + packed.limit()).putLong(extents.size());
            return frame.put(packed).flip();
        }
    }

    /// The extents of a frame.
    ///
    /// @throws IOException when it is not such a frame
    static List<Extent> read(byte[] bytes) throws IOException {
        var frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || frame.getInt() != MAGIC) {
            throw new IOException("its list of extents is missing");
        }
        long length = Integer.toUnsignedLong(frame.getInt());
        long count = frame.getLong();
        if (length != bytes.length - 8 || count < 0 || count > Integer.MAX_VALUE / PAIR) {
            throw new IOException("its list of extents is damaged");
        }
        var pairs = new byte[(int) count * PAIR];
        try (var context = new ZstdDecompressCtx()) {
            int unpacked =
                    context.decompressByteArray(
                            pairs, 0, pairs.length, bytes, HEADER, bytes.length - HEADER);
            if (unpacked != pairs.length) {
                throw new IOException("its list of extents was cut short");
            }
        } catch (ZstdException damaged) {
            throw new IOException("its list of extents is damaged", damaged);
        }
        return extents(ByteBuffer.wrap(pairs).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static List<Extent> extents(ByteBuffer pairs) throws IOException {
        var extents = new Extents.Builder(pairs.remaining() / PAIR);
        while (pairs.hasRemaining()) {
            long offset = pairs.getLong();
            long length = pairs.getLong();
            if (offset < 0 || length <= 0 || offset + length < 0) {
                throw new IOException("its list of extents is impossible");
            }
            extents.add(offset, length);
        }
        return extents.build();
    }
}
