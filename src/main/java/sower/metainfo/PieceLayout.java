package sower.metainfo;

import java.util.BitSet;

/// How a torrent's bytes are cut into pieces and blocks: every size calculation of the wire half.
///
/// @param length bytes of the torrent
/// @param pieceLength bytes of every piece but the last
public record PieceLayout(long length, int pieceLength) {
    /// Bytes of a block, the unit that strangers request (BEP 3: all clients use 2^14).
    public static final int BLOCK = 1 << 14;

    /// libtorrent's limit; EZIO and most clients inherit it.
    public static final int MOST_PIECES = 2_097_152;

    public PieceLayout {
        if (length <= 0 || pieceLength < BLOCK || (length - 1) / pieceLength >= MOST_PIECES) {
            throw new IllegalArgumentException(
                    "no piece layout: " + length + " bytes in pieces of " + pieceLength);
        }
    }

    public int pieceCount() {
        return (int) ((length + pieceLength - 1) / pieceLength);
    }

    /// First torrent byte of a piece.
    public long offset(int piece) {
        return (long) piece * pieceLength;
    }

    /// Bytes of a piece; only the last may be shorter.
    public int length(int piece) {
        return (int) Math.min(pieceLength, length - offset(piece));
    }

    /// Bytes of several pieces.
    public long length(BitSet pieces) {
        int last = pieceCount() - 1;
        long whole = (long) pieces.cardinality() * pieceLength;
        return pieces.get(last) ? whole - pieceLength + length(last) : whole;
    }

    public int blockCount(int piece) {
        return (length(piece) + BLOCK - 1) / BLOCK;
    }

    /// Bytes of a block; only the last of a piece may be shorter.
    public int blockLength(int piece, int block) {
        return Math.min(BLOCK, length(piece) - block * BLOCK);
    }

    /// Whether `length` bytes at `begin` lie inside piece `piece`.
    public boolean contains(int piece, int begin, int length) {
        return piece >= 0
                && piece < pieceCount()
                && begin >= 0
                && length > 0
                && (long) begin + length <= length(piece);
    }
}
