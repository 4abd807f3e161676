package sower.exchange.clonezilla;

import com.github.luben.zstd.ZstdIOException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import sower.capture.Incoming;
import sower.capture.PlannedVolume;
import sower.disk.Extent;
import sower.filesystem.UsedBlocks;

/// One partition in a folder: a partclone image, or a copy of all its bytes.
///
/// @param name of the partition
/// @param whole whether its name says that it is a copy of all bytes
/// @param files in their order
/// @param packing suffix, such as `gz`; empty where there is none
record SavedPartition(String name, boolean whole, List<Path> files, String packing) {
    /// What it holds.
    ///
    /// @param length bytes of the partition
    Incoming.Data data(long length) throws IOException {
        try (var in = open()) {
            if (!isPartclone(in)) {
                var all = UsedBlocks.whole(length);
                return data(all, () -> whole(length));
            }
            var header = PartcloneHeader.read(name, in);
            var used = BlockMap.read(name, header, length, in);
            var copy = used.covers(0, 512) ? boot(in, header, length) : BootCopy.NONE;
            var all = with(copy, used, length).merged(UsedBlocks.MERGED_GAP);
            return data(all, () -> blocks(used, copy, length));
        } catch (EOFException | ZipException | ZstdIOException broken) {
            throw new IOException(
                    "the image of %s cannot be unpacked: %s".formatted(name, broken.getMessage()),
                    broken);
        }
    }

    private static Incoming.Data data(UsedBlocks used, Incoming.Form form) {
        int pieceLength = PlannedVolume.pieceLength(used.bytes());
        return new Incoming.Data(used.extents(), pieceLength, Optional.empty(), List.of(), form);
    }

    private static BootCopy boot(InputStream in, PartcloneHeader header, long length)
            throws IOException {
        var first = in.readNBytes(BootCopy.look(header.blockSize()));
        return BootCopy.of(first, header.blocks() * header.blockSize(), length);
    }

    private static UsedBlocks with(BootCopy copy, UsedBlocks used, long length) throws IOException {
        var all = new UsedBlocks.Builder(length);
        for (var extent : used.extents()) {
            all.add(extent.offset(), extent.length());
        }
        if (copy.place().isPresent()) {
            all.add(copy.place().get().offset(), copy.place().get().length());
        }
        return all.build();
    }

    private Incoming.Stream blocks(UsedBlocks used, BootCopy copy, long length) throws IOException {
        var in = open();
        try {
            var header = PartcloneHeader.read(name, in);
            if (!BlockMap.read(name, header, length, in).equals(used)) {
                throw new IOException("the image of " + name + " changed while it was imported");
            }
            return new BlockStream(
                    name, in, used.extents(), length, header.stripBytes(), header.checksum(), copy);
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    private Incoming.Stream whole(long length) throws IOException {
        var all = List.of(new Extent(0, length));
        return new BlockStream(
                name, open(), all, length, Long.MAX_VALUE, Checksum.Kind.CRC32, BootCopy.NONE);
    }

    private boolean isPartclone(InputStream in) throws IOException {
        in.mark(PartcloneHeader.MAGIC.length());
        boolean image = PartcloneHeader.isImage(in.readNBytes(PartcloneHeader.MAGIC.length()));
        in.reset();
        if (!image && !whole) {
            throw new IOException(
                    "the image of %s in %s was not written by partclone, though its name says so"
                            .formatted(name, files.getFirst()));
        }
        return image;
    }

    /// Its bytes, unpacked.
    private InputStream open() throws IOException {
        var packed = new SplitFile(files);
        try {
            return new BufferedInputStream(Packing.unpack(name, packed, packing), 64 << 10);
        } catch (IOException failed) {
            packed.close();
            throw failed;
        }
    }
}
