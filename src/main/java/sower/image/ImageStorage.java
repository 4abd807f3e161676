package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import sower.disk.Extent;
import sower.swarm.Storage;

/// A torrent's bytes in an image, to be seeded from.
public final class ImageStorage implements Storage {
    private final VolumeData data;
    private final ExtentMap map;

    /// @param data stays the caller's to close
    /// @param extents of the volume in torrent order
    /// @throws IOException in one sentence, when the torrent reaches beyond the volume
    public ImageStorage(VolumeData data, List<Extent> extents) throws IOException {
        long end = extents.stream().mapToLong(Extent::end).max().orElse(0);
        if (end > data.length()) {
            throw new IOException(
                    "the volume has %d bytes, but its torrent reaches to byte %d"
                            .formatted(data.length(), end));
        }
        this.data = data;
        this.map = new ExtentMap(extents);
    }

    @Override
    public void read(long torrentOffset, ByteBuffer into) throws IOException {
        int limit = into.limit();
        for (var slice : map.slices(torrentOffset, into.remaining())) {
            into.limit(into.position() + (int) slice.length());
            data.read(slice.offset(), into);
        }
        into.limit(limit);
    }

    @Override
    public void send(long torrentOffset, long count, WritableByteChannel to) throws IOException {
        for (var slice : map.slices(torrentOffset, count)) {
            data.send(slice.offset(), slice.length(), to);
        }
    }

    @Override
    public void write(long torrentOffset, ByteBuffer from) throws IOException {
        throw new IOException("an image that was published is never written");
    }

    @Override
    public long position(long torrentOffset) {
        return map.position(torrentOffset);
    }
}
