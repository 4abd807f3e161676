package sower.capture;

import sower.disk.Extent;
import sower.filesystem.UsedBlocks;
import sower.image.Manifest;

/// One volume as it would be captured.
///
/// @param name as in the manifest
/// @param slot partition number, 0 for a whole disk
/// @param extent bytes of the disk
/// @param filesystem as Linux names it, or `unknown`
/// @param blockSize bytes, 512 where there is none
/// @param used bytes of the volume, counted from its beginning
/// @param smallest bytes of the smallest partition it fits
public record PlannedVolume(
        String name,
        int slot,
        Extent extent,
        Manifest.Contents contents,
        String filesystem,
        String label,
        String uuid,
        int blockSize,
        UsedBlocks used,
        long smallest) {
    private static final int SMALLEST_PIECE = 4 << 20;
    private static final int LARGEST_PIECE = 16 << 20; // while there are not too many of it
    private static final long ENOUGH_PIECES = 2048;
    private static final long MOST_PIECES = 2_097_152; // EZIO and libtorrent take no more

    /// Bytes of a piece.
    public int pieceLength() {
        return pieceLength(used.bytes());
    }

    /// Bytes of a piece: 4, 8 or 16 MiB, so that a volume of more than 4 GiB has a thousand pieces
    /// at least. A room hands on whole pieces only, and until there are enough of them in it, ports
    /// are idle (`src/bench/study`, last machine : bound):
    ///
    /// | pieces | 16 machines | 32 | 100 | 100 on two switches |
    /// |---|---|---|---|---|
    /// | 512 | 1.041 | 1.055 | 1.081 | 1.225 |
    /// | 1,024 | 1.022 | 1.029 | 1.044 | 1.144 |
    ///
    /// A hard disk that seeks for every 4 MiB is as fast as a gigabit all the same, and pieces side
    /// by side are written together.
    ///
    /// @param used bytes that are captured
    public static int pieceLength(long used) {
        int length = SMALLEST_PIECE;
        while (length < LARGEST_PIECE && used > ENOUGH_PIECES * length) {
            length *= 2;
        }
        while (used / length >= MOST_PIECES) {
            length *= 2;
        }
        return length;
    }
}
