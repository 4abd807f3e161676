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
record SeededVolume(Torrent torrent, VolumeData source) {

    /// Hears what becomes of a volume, from the moment it is seeded; on any thread.
    interface Listener {
        /// A piece is not what was captured any more.
        ///
        /// @param piece among those of all volumes
        /// @param place which bytes it is, in words for a person
        void lost(int piece, String place);

        /// Somebody without the key wanted to join.
        void stranger(String address);
    }

    /// Opens the volume's bytes, read-only, and joins its swarm as a seed.
    ///
    /// @param firstPiece its piece 0 among the pieces of all volumes
    static SeededVolume open(
            Image image, Manifest.Volume volume, int firstPiece, Engine engine, Listener listener)
            throws IOException {
        var metainfo = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        var source = VolumeData.open(image, volume);
        try {
            var storage = new ImageStorage(source, metainfo.extents());
            var all = new BitSet();
            all.set(0, metainfo.layout().pieceCount());
            var told =
                    new TorrentListener() {
                        @Override
                        public void sourceChanged(int piece) {
                            listener.lost(firstPiece + piece, place(volume, metainfo, piece));
                        }

                        @Override
                        public void stranger(String address) {
                            listener.stranger(address);
                        }
                    };
            var torrent = engine.add(metainfo, storage, all, trust(image, volume), told);
            return new SeededVolume(torrent, source);
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

    private static String place(Manifest.Volume volume, Metainfo metainfo, int piece) {
        var layout = metainfo.layout();
        var parts =
                new ExtentMap(metainfo.extents())
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
