package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.image.Manifest;
import sower.metainfo.Metainfo;
import sower.partition.Gpt;
import sower.partition.PartitionTable;

/// A disk in another program's form, looked at and not yet read.
///
/// @param source what is known of the disk it was taken from
/// @param layout its table
/// @param volumes in the order of their slots
public record Incoming(Manifest.Source source, Manifest.Layout layout, List<Volume> volumes) {
    public Incoming {
        volumes = List.copyOf(volumes);
    }

    /// A disk whose table is known.
    ///
    /// @param disk its bytes as far as they are not in volumes: they may hold boot code
    public static Manifest.Layout layout(ByteSource disk, PartitionTable table) throws IOException {
        return new Manifest.Layout(
                table.kind(),
                table.diskId(),
                table.sectorSize(),
                table.partitions(),
                table instanceof Gpt gpt ? gpt.hybrid() : List.of(),
                BootArea.base64(disk, table));
    }

    /// A volume without a table around it.
    public static Manifest.Layout noTable(int sectorSize) {
        return new Manifest.Layout("none", "", sectorSize, List.of(), "");
    }

    /// One volume. What file system it holds is seen when it is in the library.
    ///
    /// @param name as in the manifest
    /// @param slot partition number, 0 for a whole disk
    /// @param extent bytes of the disk
    /// @param label of a swap area; else empty
    /// @param uuid likewise
    /// @param data null unless contents is DATA
    public record Volume(
            String name,
            int slot,
            Extent extent,
            Manifest.Contents contents,
            String label,
            String uuid,
            @Nullable Data data) {}

    /// What a form holds of a volume.
    ///
    /// @param extents in the order in which they are read
    /// @param pieceLength of the torrent
    /// @param torrent the form's own, which becomes the image's: its hashes are checked
    /// @param badSectors as in the manifest
    /// @param form where the bytes are
    public record Data(
            List<Extent> extents,
            int pieceLength,
            Optional<Metainfo> torrent,
            List<Extent> badSectors,
            Form form) {

        /// What a form holds that came with its torrent.
        public static Data of(Metainfo torrent, List<Extent> badSectors, Form form) {
            return new Data(
                    torrent.extents(),
                    torrent.layout().pieceLength(),
                    Optional.of(torrent),
                    badSectors,
                    form);
        }

        /// Bytes to be read.
        public long bytes() {
            return extents.stream().mapToLong(Extent::length).sum();
        }
    }

    /// Where a volume's bytes are.
    public interface Form {
        /// Opens them, to be read once from the first to the last.
        Stream open() throws IOException;
    }

    /// A volume's bytes, to be read once: every range begins where the one before ended, or later.
    public interface Stream extends ByteSource, Closeable {
        /// Makes sure that all was there and nothing is left.
        ///
        /// @throws IOException in one sentence, when the form says otherwise
        void finish() throws IOException;
    }
}
