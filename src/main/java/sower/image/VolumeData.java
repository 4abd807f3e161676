package sower.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Extent;

/// The bytes of an image's volume, wherever they are: in its raw file, in those of the versions
/// before it, or on the master disk. Which file holds which bytes is worked out once, when it is
/// opened; from then on reading takes no longer than from one file. Reading only, by any thread.
public final class VolumeData implements ByteSource, Closeable {
    /// A run of the volume's bytes and who has it.
    ///
    /// @param base where the volume begins on the device
    private record Run(Extent extent, BlockDevice device, long base) {}

    private final long length;
    private final List<BlockDevice> devices = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private long[] begins = {};

    private VolumeData(long length) {
        this.length = length;
    }

    /// Opens a volume that has data, read-only.
    ///
    /// @throws IOException in one sentence, when a file or a version it shares with is missing
    public static VolumeData open(Image image, Manifest.Volume volume) throws IOException {
        var data = new VolumeData(volume.length());
        boolean opened = false;
        try {
            var inPlace = image.manifest().inPlace();
            var all = ExtentSet.of(List.of(new Extent(0, volume.length())));
            if (inPlace.isEmpty()) {
                data.addLayers(image, volume, all);
            } else {
                data.add(all, Path.of(inPlace), volume.offset());
            }
            data.runs.sort((a, b) -> Long.compare(a.extent.offset(), b.extent.offset()));
            data.begins = data.runs.stream().mapToLong(run -> run.extent.offset()).toArray();
            opened = true;
            return data;
        } finally {
            if (!opened) {
                data.close();
            }
        }
    }

    private void addLayers(Image newest, Manifest.Volume volume, ExtentSet all) throws IOException {
        var image = newest;
        var wanted = all;
        while (true) {
            @Nullable Sharing sharing = Sharing.of(image).orElse(null);
            var stored = sharing == null ? null : sharing.stored().get(volume.name());
            if (sharing == null || stored == null) {
                add(wanted, image.raw(volume), 0);
                return;
            }
            var own = ExtentSet.of(stored);
            add(wanted.and(own), image.raw(volume), 0);
            wanted = wanted.minus(own);
            image = sharing.backing(image);
        }
    }

    private void add(ExtentSet extents, Path path, long base) throws IOException {
        var device = BlockDevice.openSource(path);
        devices.add(device);
        if (base + length > device.length()) {
            throw new IOException(
                    "%s has %d bytes, but the image needs %d; it was cut short"
                            .formatted(path, device.length(), base + length));
        }
        extents.extents().forEach(extent -> runs.add(new Run(extent, device, base)));
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        int limit = into.limit();
        long at = offset;
        long end = checked(offset, into.remaining());
        for (int i = runAt(at); at < end; i++) {
            var run = runs.get(i);
            int count = (int) (Math.min(end, run.extent.end()) - at);
            into.limit(into.position() + count);
            run.device.read(run.base + at, into);
            at += count;
        }
        into.limit(limit);
    }

    /// Moves `count` bytes from `offset` on to a blocking channel, see [BlockDevice#send].
    public void send(long offset, long count, WritableByteChannel to) throws IOException {
        long at = offset;
        long end = checked(offset, count);
        for (int i = runAt(at); at < end; i++) {
            var run = runs.get(i);
            long part = Math.min(end, run.extent.end()) - at;
            run.device.send(run.base + at, part, to);
            at += part;
        }
    }

    private long checked(long offset, long count) throws EOFException {
        if (offset < 0 || offset > length - count) {
            throw new EOFException(
                    "bytes %d to %d are not inside the %d bytes of the volume"
                            .formatted(offset, offset + count, length));
        }
        return offset + count;
    }

    private int runAt(long offset) {
        int found = Arrays.binarySearch(begins, offset);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public void close() throws IOException {
        for (var device : devices) {
            device.close();
        }
    }
}
