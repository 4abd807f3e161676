package sower.image;

import java.time.Instant;
import java.util.List;
import sower.disk.Extent;
import sower.partition.Partition;

/// What an image is, as data: `manifest.json` of its directory.
///
/// @param format version of this record's meaning, now 1
/// @param name as the user gave it; with `@version` from the second on, the directory's name
/// @param version counts from 1 for captures of the same name
/// @param parent the version whose order of pieces this one keeps; 0 for none
/// @param note the user's words, may be empty
/// @param inPlace the path of the master disk when there is no `<volume>.raw` but the disk itself
///   is seeded; else empty
public record Manifest(
        int format,
        String name,
        int version,
        int parent,
        String note,
        Instant created,
        Source source,
        Layout layout,
        List<Volume> volumes,
        String inPlace) {

    public static final int FORMAT = 1;

    public Manifest {
        volumes = List.copyOf(volumes);
    }

    /// The same with another version number.
    public Manifest withVersion(int other) {
        return new Manifest(
                format, name, other, parent, note, created, source, layout, volumes, inPlace);
    }

    /// The disk it was taken from.
    public record Source(String model, String serial, long length, int sectorSize) {}

    /// The partition table, to be written again on another disk.
    ///
    /// @param kind `gpt`, `mbr` or `none`
    /// @param diskId GPT: disk GUID; MBR: disk signature as 8 hex digits; else empty
    /// @param sectorSize unit in which the table addressed the source
    /// @param hybrid GPT: the first sector's entries where they name partitions too; else empty
    /// @param bootArea bytes 0 … of the disk outside partitions that must come along (MBR code and
    ///   the gap before the first partition, trailing zeros cut), Base64. What the table itself
    ///   covers is zero in it, so it is written before the table and makes no disk look partitioned
    public record Layout(
            String kind,
            String diskId,
            int sectorSize,
            List<Partition> partitions,
            List<Partition> hybrid,
            String bootArea) {
        public Layout {
            partitions = List.copyOf(partitions);
            hybrid = List.copyOf(hybrid);
        }

        /// One that is not a hybrid.
        public Layout(
                String kind,
                String diskId,
                int sectorSize,
                List<Partition> partitions,
                String bootArea) {
            this(kind, diskId, sectorSize, partitions, List.of(), bootArea);
        }
    }

    /// One partition of the image, or a whole disk that nobody can parse.
    ///
    /// @param name as in the torrent's `info.name`: `sda1`, `nvme0n1p2`, `disk`
    /// @param slot partition number, 0 for a whole disk
    /// @param offset byte on the source disk
    /// @param length bytes of the partition
    /// @param contents whether there is data to send, or what to make anew
    /// @param filesystem `ext4`, `vfat`, `swap`, …; `unknown` when nobody recognised it
    /// @param blockSize of the file system, bytes; 512 where there is none
    /// @param used bytes in the torrent
    /// @param lastExtentEnd the smallest partition it fits, bytes: the end of the file system, or
    ///   of the last extent where that is later
    /// @param infoHash 40 hex digits, empty unless contents is DATA
    /// @param sha256 one 64-digit hex string per piece, beside the torrent's SHA-1
    /// @param badSectors bytes of the volume that could not be read and are zero in the image
    public record Volume(
            String name,
            int slot,
            long offset,
            long length,
            Contents contents,
            String filesystem,
            String label,
            String uuid,
            int blockSize,
            long used,
            long lastExtentEnd,
            String infoHash,
            int pieceLength,
            List<String> sha256,
            List<Extent> badSectors) {
        public Volume {
            sha256 = List.copyOf(sha256);
            badSectors = List.copyOf(badSectors);
        }
    }

    /// How a volume gets onto a target.
    public enum Contents {
        /// by its torrent
        DATA,
        /// a swap header with the same UUID and label is written
        SWAP,
        /// the partition is made, nothing is written into it
        EMPTY
    }
}
