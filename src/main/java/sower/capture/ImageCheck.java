package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.disk.ByteSource;
import sower.image.DamagedException;
import sower.image.Image;
import sower.image.Manifest;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

/// Hashes an image's data again and compares it with what the manifest and the torrents say.
public final class ImageCheck {
    private final Image image;

    /// A piece that is not what it should be.
    ///
    /// @param volume its volume's name
    /// @param piece its number, from 0
    public record BadPiece(String volume, int piece) {}

    public ImageCheck(Image image) {
        this.image = image;
    }

    /// Reads everything, on the caller's thread.
    ///
    /// @return the pieces that are wrong, none if the image is whole
    /// @throws IOException if a file is missing, cannot be read or is not what the manifest names
    public List<BadPiece> run(Consumer<CaptureProgress> progress, BooleanSupplier cancelled)
            throws IOException {
        var data =
                image.manifest().volumes().stream()
                        .filter(volume -> volume.contents() == Manifest.Contents.DATA)
                        .toList();
        var meter = new ProgressMeter(progress, System::nanoTime);
        meter.begin(data.stream().mapToLong(Manifest.Volume::used).sum());
        int cores = Runtime.getRuntime().availableProcessors();
        var bad = new ArrayList<BadPiece>();
        try (var hasher = new PieceHasher(cores, meter, cancelled)) {
            for (var volume : data) {
                meter.volume(volume.name());
                meter.stage(CaptureProgress.Stage.READ_AND_HASH);
                bad.addAll(check(hasher, volume));
            }
        }
        meter.stage(CaptureProgress.Stage.DONE);
        return bad;
    }

    private List<BadPiece> check(PieceHasher hasher, Manifest.Volume volume) throws IOException {
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        if (!torrent.infoHash().toString().equals(volume.infoHash())) {
            throw new IOException(
                    "%s is not the torrent that the manifest names: %s instead of %s"
                            .formatted(
                                    image.torrent(volume), torrent.infoHash(), volume.infoHash()));
        }
        try (var data = VolumeData.open(image, volume)) {
            var bytes = new Undaunted(data);
            var hashes = hasher.hash(bytes, torrent.extents(), volume.pieceLength(), null);
            return compare(volume, torrent, hashes);
        }
    }

    private static List<BadPiece> compare(
            Manifest.Volume volume, Metainfo torrent, PieceHasher.Hashes hashes) {
        var bad = new ArrayList<BadPiece>();
        for (int piece = 0; piece < hashes.sha256().size(); piece++) {
            boolean right =
                    piece < volume.sha256().size()
                            && volume.sha256().get(piece).equals(hashes.sha256().get(piece))
                            && torrent.matches(piece, hashes.sha1().get(piece));
            if (!right) {
                bad.add(new BadPiece(volume.name(), piece));
            }
        }
        return bad;
    }

    /// Goes on where a compressed frame is damaged, so that all damage is found: something that
    /// nobody captured stands there then.
    private record Undaunted(VolumeData data) implements ByteSource {
        private static final System.Logger LOG = System.getLogger(ImageCheck.class.getName());

        @Override
        public long length() {
            return data.length();
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            int begin = into.position();
            int limit = into.limit();
            try {
                data.read(offset, into);
            } catch (DamagedException damage) {
                LOG.log(System.Logger.Level.WARNING, damage.getMessage());
                var noise = new byte[limit - begin];
                ThreadLocalRandom.current().nextBytes(noise);
                into.limit(limit).position(begin).put(noise);
            }
        }
    }
}
