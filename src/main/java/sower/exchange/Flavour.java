package sower.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystems;
import sower.metainfo.Metainfo;

/// Which runs of a volume become the files of a torrent.
public enum Flavour {
    /// Sower's own: the torrent of the image as it is.
    NATIVE(Long.MAX_VALUE),
    /// What Clonezilla makes while it clones: partclone's blocks, cut at 16 MiB.
    CLONEZILLA(16 << 20),
    /// What partclone makes when nobody asks for a buffer size: cut at 1 MiB.
    PARTCLONE(1 << 20);

    /// Piece length of everything that partclone hashes.
    static final int PIECE = 16 << 20;

    private final long cut;

    Flavour(long cut) {
        this.cut = cut;
    }

    /// The files' runs, in the order of the torrent.
    ///
    /// @param volume the whole volume, with everything its file system uses
    List<Extent> extents(ByteSource volume, Metainfo image) throws IOException {
        if (this == NATIVE) {
            return image.extents();
        }
        var extents = new ArrayList<Extent>();
        for (var run : exact(volume, image)) {
            for (long at = run.offset(); at < run.end(); at += cut) {
                extents.add(new Extent(at, Math.min(cut, run.end() - at)));
            }
        }
        return extents;
    }

    int pieceLength(Metainfo image) {
        return this == NATIVE ? image.layout().pieceLength() : PIECE;
    }

    /// Without the gaps that an image merges; of a volume that was captured whole, all of it.
    private static List<Extent> exact(ByteSource volume, Metainfo image) throws IOException {
        try {
            return Filesystems.probe(volume).usedBlocks().extents();
        } catch (CorruptFilesystemException whole) {
            return image.extents();
        }
    }
}
