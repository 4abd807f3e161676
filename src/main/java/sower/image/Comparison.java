package sower.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sower.metainfo.PieceLayout;

/// How much of a volume another image has already.
///
/// @param volume its name in the newer image
/// @param pieces of the newer image
/// @param equalPieces how many of them the older image has, by SHA-256
/// @param bytes in all pieces
/// @param changedBytes in those that the older image does not have
public record Comparison(
        String volume, int pieces, int equalPieces, long bytes, long changedBytes) {

    /// Compares the volumes with data of `newer` with those in the same slots of `older`.
    public static List<Comparison> of(Manifest older, Manifest newer) {
        var rows = new ArrayList<Comparison>();
        for (var volume : newer.volumes()) {
            if (volume.contents() == Manifest.Contents.DATA) {
                var known = new HashSet<String>();
                older.volumes().stream()
                        .filter(other -> other.slot() == volume.slot())
                        .forEach(other -> known.addAll(other.sha256()));
                rows.add(of(known, volume));
            }
        }
        return rows;
    }

    private static Comparison of(Set<String> known, Manifest.Volume volume) {
        var layout = new PieceLayout(volume.used(), volume.pieceLength());
        int equal = 0;
        long changed = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (known.contains(volume.sha256().get(piece))) {
                equal++;
            } else {
                changed += layout.length(piece);
            }
        }
        return new Comparison(volume.name(), layout.pieceCount(), equal, volume.used(), changed);
    }
}
