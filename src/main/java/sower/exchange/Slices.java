package sower.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.capture.Incoming;
import sower.disk.Extent;
import sower.metainfo.Metainfo;

/// A volume in slices, read at any place; what no slice holds is zero. One thread reads, and one
/// file is open at a time.
final class Slices implements Incoming.Stream {
    private final Path folder;
    private final List<Extent> extents;
    private final long[] begins;
    private final long length;
    private int current = -1;
    private @Nullable FileChannel file;

    /// @param length bytes of the volume
    Slices(Metainfo torrent, Path folder, long length) {
        var ascending = new ArrayList<>(torrent.extents());
        ascending.sort(Comparator.comparingLong(Extent::offset));
        this.extents = List.copyOf(ascending);
        this.begins = extents.stream().mapToLong(Extent::offset).toArray();
        this.folder = folder;
        this.length = length;
    }

    /// The file of a run.
    static Path file(Path folder, Extent extent) {
        return folder.resolve("%032x".formatted(extent.offset()));
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        if (offset < 0 || offset > length - into.remaining()) {
            throw new EOFException("byte " + offset + " is not inside the volume");
        }
        long at = offset;
        while (into.hasRemaining()) {
            int found = Arrays.binarySearch(begins, at);
            int index = found >= 0 ? found : -found - 2;
            if (index >= 0 && at < extents.get(index).end()) {
                at += slice(index, at, into);
            } else {
                long next = index + 1 < begins.length ? begins[index + 1] : length;
                int zeros = (int) Math.min(next - at, into.remaining());
                into.put(new byte[zeros]);
                at += zeros;
            }
        }
    }

    private int slice(int index, long at, ByteBuffer into) throws IOException {
        var extent = extents.get(index);
        var open = open(index);
        int count = (int) Math.min(extent.end() - at, into.remaining());
        var part = into.slice(into.position(), count);
        while (part.hasRemaining()) {
            if (open.read(part, at - extent.offset() + part.position()) < 0) {
                throw new EOFException(file(folder, extent) + " was cut short");
            }
        }
        into.position(into.position() + count);
        return count;
    }

    private FileChannel open(int index) throws IOException {
        if (file == null || current != index) {
            close();
            file = FileChannel.open(file(folder, extents.get(index)), StandardOpenOption.READ);
            current = index;
        }
        return file;
    }

    /// The torrent's hashes say the rest.
    @Override
    public void finish() {}

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
