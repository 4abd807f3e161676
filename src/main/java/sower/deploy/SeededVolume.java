package sower.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.BitSet;
import sower.image.ExtentMap;
import sower.image.Image;
import sower.image.ImageStorage;
import sower.image.Manifest;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;
import sower.swarm.Engine;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// One volume of the image, being seeded from where its bytes are.
///
/// @param firstPiece its piece 0 among the pieces of all volumes
record SeededVolume(Manifest.Volume volume, Torrent torrent, VolumeData source, int firstPiece) {

    /// Opens the volume's bytes, read-only, and joins its swarm as a seed.
    static SeededVolume open(
            Image image,
            Manifest.Volume volume,
            int firstPiece,
            Engine engine,
            TorrentListener listener)
            throws IOException {
        var metainfo = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        var source = VolumeData.open(image, volume);
        try {
            var storage = new ImageStorage(source, metainfo.extents());
            var all = new BitSet();
            all.set(0, metainfo.layout().pieceCount());
            var torrent = engine.add(metainfo, storage, all, trust(image, volume), listener);
            return new SeededVolume(volume, torrent, source, firstPiece);
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    private static Trust trust(Image image, Manifest.Volume volume) throws IOException {
        if (!image.manifest().inPlace().isEmpty()) {
            return Trust.EVERY_READ;
        }
        return image.untouched(volume) ? Trust.PROVEN : Trust.FIRST_READ;
    }

    /// Which bytes a piece is, in words for a person.
    String place(int piece) {
        var layout = torrent.metainfo().layout();
        var parts =
                new ExtentMap(torrent.metainfo().extents())
                        .slices(layout.offset(piece), layout.length(piece));
        long first = parts.getFirst().offset();
        long last = parts.getLast().end() - 1;
        return "piece %d of %s (%s %,d to %,d of the volume)"
                .formatted(
                        piece,
                        volume.name(),
                        parts.size() == 1 ? "bytes" : "used bytes from",
                        first,
                        last);
    }
}
