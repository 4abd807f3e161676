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
    private static final long SMALL_VOLUME = 8L << 30;
    private static final int SMALL_PIECE = 4 << 20;
    private static final int LARGE_PIECE = 16 << 20;
    private static final long MOST_PIECES = 2_097_152; // EZIO and libtorrent take no more

    /// Bytes of a piece.
    public int pieceLength() {
        return pieceLength(extent.length(), used.bytes());
    }

    /// Bytes of a piece (FORMAT.md).
    ///
    /// @param volume bytes of it
    /// @param used how many of them are captured
    public static int pieceLength(long volume, long used) {
        int length = volume < SMALL_VOLUME ? SMALL_PIECE : LARGE_PIECE;
        while (used / length >= MOST_PIECES) {
            length *= 2;
        }
        return length;
    }
}
