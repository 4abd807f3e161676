package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.swarm.Storage;

/// A torrent's bytes on a volume: of a raw disk, of a partition, of a sparse image file, of the
/// master itself. One storage, whatever the place.
public final class DeviceStorage implements Storage {
    private final BlockDevice device;
    private final long volumeOffset;
    private final ExtentMap map;

    /// @param volumeOffset where the volume begins on the device: 0 for a partition or a `.raw`
    /// @param extents of the volume in torrent order
    /// @throws IOException in one sentence, when the volume reaches beyond the device
    public DeviceStorage(BlockDevice device, long volumeOffset, List<Extent> extents)
            throws IOException {
        long end = volumeOffset + extents.stream().mapToLong(Extent::end).max().orElse(0);
        if (end > device.length()) {
            throw new IOException(
                    "%s has %d bytes, but the image reaches to byte %d."
                            .formatted(device.path(), device.length(), end));
        }
        this.device = device;
        this.volumeOffset = volumeOffset;
        this.map = new ExtentMap(extents);
    }

    @Override
    public void read(long torrentOffset, ByteBuffer into) throws IOException {
        int limit = into.limit();
        for (var slice : map.slices(torrentOffset, into.remaining())) {
            into.limit(into.position() + (int) slice.length());
            device.read(volumeOffset + slice.offset(), into);
        }
        into.limit(limit);
    }

    @Override
    public void send(long torrentOffset, long count, WritableByteChannel to) throws IOException {
        for (var slice : map.slices(torrentOffset, count)) {
            device.send(volumeOffset + slice.offset(), slice.length(), to);
        }
    }

    @Override
    public void write(long torrentOffset, ByteBuffer from) throws IOException {
        int limit = from.limit();
        for (var slice : map.slices(torrentOffset, from.remaining())) {
            from.limit(from.position() + (int) slice.length());
            device.write(volumeOffset + slice.offset(), from);
        }
        from.limit(limit);
    }

    /// The device's extents behind `count` torrent bytes from `torrentOffset`, in order.
    public List<Extent> places(long torrentOffset, long count) {
        return map.slices(torrentOffset, count).stream()
                .map(slice -> new Extent(volumeOffset + slice.offset(), slice.length()))
                .toList();
    }

    @Override
    public long position(long torrentOffset) {
        return volumeOffset + map.position(torrentOffset);
    }

    @Override
    public boolean seeks() {
        return device.rotates();
    }
}
