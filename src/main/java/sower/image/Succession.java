package sower.image;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import sower.disk.Extent;
import sower.disk.Extents;
import sower.metainfo.PieceLayout;

/// The stream of a later version: which bytes of the volume, and in which order.
///
/// A piece keeps its hash only if it holds the same bytes of the volume in the same order, so the
/// unit of keeping is the parent's piece, not its extent. A piece of the parent is kept as it was,
/// with all its bytes, while at least half of them are still in use; what has become free inside it
/// stays captured (more than necessary, never less). All other pieces are left out. Pieces are of
/// one length, so leaving some out keeps the rest on piece boundaries. Whatever is in use and not
/// in a kept piece follows at the end, ascending. Only the parent's last piece may be shorter; what
/// follows fills it up, and it changes.
///
/// Half is the trade between two wastes: a kept piece that is mostly free costs every new machine
/// its free bytes (never more, in sum, than the bytes in use), a piece left out costs the library
/// and every machine that has the parent its used bytes once more.
///
/// The same bytes in use give the parent's own extents, hence, if they did not change, the parent's
/// info-hash.
public final class Succession {
    private static final int KEPT_FROM = 2; // one in two bytes in use

    private final List<Extent> extents;
    private final int[] kept;

    private Succession(List<Extent> extents, int[] kept) {
        this.extents = Extents.copyOf(extents);
        this.kept = kept;
    }

    /// A stream without a parent.
    ///
    /// @param used bytes in use, ascending
    public static Succession none(List<Extent> used) {
        return new Succession(used, new int[0]);
    }

    /// A stream that follows a parent.
    ///
    /// @param parent its extents in torrent order
    /// @param pieceLength of the parent, and of this
    /// @param used bytes in use now, of the same volume, ascending
    public static Succession of(List<Extent> parent, int pieceLength, List<Extent> used) {
        var map = new ExtentMap(parent);
        var inUse = ExtentSet.of(used);
        var layout = new PieceLayout(map.length(), pieceLength);
        int[] kept = new int[layout.pieceCount()];
        int count = 0;
        var builder = new Extents.Builder(parent.size());
        for (int piece = 0; piece < kept.length; piece++) {
            var slices = map.slices(layout.offset(piece), layout.length(piece));
            long wanted = slices.stream().mapToLong(inUse::bytesIn).sum();
            if (wanted * KEPT_FROM >= layout.length(piece)) {
                kept[count++] = piece;
                slices.forEach(slice -> builder.add(slice.offset(), slice.length()));
            }
        }
        var parts = builder.build();
        var fresh = inUse.minus(ExtentSet.of(parts)).extents();
        if (count == kept.length && fresh.isEmpty()) {
            return new Succession(parent, kept);
        }
        boolean lastIsFilledUp =
                count > 0 && !fresh.isEmpty() && layout.length(kept[count - 1]) < pieceLength;
        return new Succession(
                joined(parts, fresh), Arrays.copyOf(kept, lastIsFilledUp ? count - 1 : count));
    }

    /// The volume's extents in torrent order; they do not overlap.
    public List<Extent> extents() {
        return extents;
    }

    /// The parent's piece that holds the same bytes of the volume, in the same order, as this
    /// piece; empty where there is none.
    public OptionalInt parentPiece(int piece) {
        return piece < kept.length ? OptionalInt.of(kept[piece]) : OptionalInt.empty();
    }

    private static List<Extent> joined(List<Extent> kept, List<Extent> fresh) {
        var joined = new Extents.Builder(kept.size() + fresh.size());
        kept.forEach(part -> joined.join(part.offset(), part.length()));
        fresh.forEach(part -> joined.join(part.offset(), part.length()));
        return joined.build();
    }
}
