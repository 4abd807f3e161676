package sower.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.metainfo.Metainfo;

/// The bytes of an image's volume, wherever they are: in its raw file, in those of the versions
/// before it, or on the master disk. Which file holds which bytes is worked out once, when it is
/// opened; from then on reading takes no longer than from one file. Reading only, by any thread.
public final class VolumeData implements ByteSource, Closeable {
    /// A run of the volume's bytes and who has it.
    private record Run(Extent extent, StoredBytes bytes) {}

    private final Image image;
    private final Manifest.Volume volume;
    private final List<StoredBytes> files = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private long[] begins = {};

    private VolumeData(Image image, Manifest.Volume volume) {
        this.image = image;
        this.volume = volume;
    }

    /// Opens a volume that has data, read-only.
    ///
    /// @throws IOException in one sentence, when a file or a version it shares with is missing
    public static VolumeData open(Image image, Manifest.Volume volume) throws IOException {
        var data = new VolumeData(image, volume);
        boolean opened = false;
        try {
            var inPlace = image.manifest().inPlace();
            var all = ExtentSet.of(List.of(new Extent(0, volume.length())));
            if (inPlace.isEmpty()) {
                data.addLayers(all);
            } else {
                var master = BlockDevice.openSource(Path.of(inPlace));
                data.add(all, StoredBytes.raw(master, volume.offset(), volume.length()));
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

    private void addLayers(ExtentSet all) throws IOException {
        var layer = image;
        var wanted = all;
        while (true) {
            @Nullable Sharing sharing = Sharing.of(layer).orElse(null);
            var stored = sharing == null ? null : sharing.stored().get(volume.name());
            if (sharing == null || stored == null) {
                add(wanted, StoredBytes.open(layer, volume));
                return;
            }
            var own = ExtentSet.of(stored);
            add(wanted.and(own), StoredBytes.open(layer, volume));
            wanted = wanted.minus(own);
            layer = sharing.backing(layer);
        }
    }

    private void add(ExtentSet extents, StoredBytes bytes) {
        files.add(bytes);
        extents.extents().forEach(extent -> runs.add(new Run(extent, bytes)));
    }

    @Override
    public long length() {
        return volume.length();
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
            try {
                run.bytes.read(at, into);
            } catch (DamagedException damage) {
                throw named(damage);
            }
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
            try {
                run.bytes.send(at, part, to);
            } catch (DamagedException damage) {
                throw named(damage);
            }
            at += part;
        }
    }

    /// The same in words that name image, volume and piece.
    private DamagedException named(DamagedException damage) throws IOException {
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        long before = 0;
        for (var extent : torrent.extents()) {
            if (extent.offset() <= damage.offset() && damage.offset() < extent.end()) {
                long at = before + damage.offset() - extent.offset();
                return new DamagedException(
                        "%s: piece %d of %s is damaged (%s); capture it again"
                                .formatted(
                                        image.title(),
                                        at / volume.pieceLength(),
                                        volume.name(),
                                        damage.getMessage()),
                        damage.offset(),
                        damage);
            }
            before += extent.length();
        }
        return damage;
    }

    private long checked(long offset, long count) throws EOFException {
        if (offset < 0 || offset > volume.length() - count) {
            throw new EOFException(
                    "bytes %d to %d are not inside the %d bytes of the volume"
                            .formatted(offset, offset + count, volume.length()));
        }
        return offset + count;
    }

    private int runAt(long offset) {
        int found = Arrays.binarySearch(begins, offset);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            file.close();
        }
    }
}
