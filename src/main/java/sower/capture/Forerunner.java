package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import sower.image.Image;
import sower.image.Manifest;
import sower.image.Signature;
import sower.image.Succession;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;
import sower.metainfo.PieceLayout;

/// A volume's version before, on which the new one builds.
///
/// @param volume as the version before describes it
/// @param stream the order of the new version
/// @param data its bytes
record Forerunner(
        Image image, Manifest.Volume volume, Metainfo torrent, Succession stream, VolumeData data)
        implements Closeable {

    /// Looks for the same volume in `image`: the same place on the disk, of the same length, with
    /// the same file system (kind, UUID, block size and end). Anything else starts afresh, and so
    /// does what cannot be read or was tampered with: a version is never worth less than a first
    /// capture.
    static Optional<Forerunner> of(Optional<Image> image, PlannedVolume planned) {
        if (image.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (var volume : image.get().manifest().volumes()) {
                if (isSame(volume, planned)) {
                    return open(image.get(), volume, planned);
                }
            }
        } catch (IOException unusable) {
            System.getLogger(Forerunner.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            planned.name() + " is captured anew: " + unusable.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<Forerunner> open(
            Image image, Manifest.Volume volume, PlannedVolume planned) throws IOException {
        if (Signature.of(image) instanceof Signature.Wrong wrong) {
            throw new IOException(image.title() + ": " + wrong.text());
        }
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        int pieceLength = torrent.layout().pieceLength();
        long mostBytes = (long) pieceLength * PieceLayout.MOST_PIECES;
        boolean fits = planned.used().bytes() <= mostBytes / 2; // at most so much is kept besides
        if (!fits || !torrent.infoHash().toString().equals(volume.infoHash())) {
            return Optional.empty();
        }
        var stream = Succession.of(torrent.extents(), pieceLength, planned.used().extents());
        var data = VolumeData.open(image, volume);
        return Optional.of(new Forerunner(image, volume, torrent, stream, data));
    }

    private static boolean isSame(Manifest.Volume volume, PlannedVolume planned) {
        return volume.contents() == Manifest.Contents.DATA
                && planned.contents() == Manifest.Contents.DATA
                && volume.slot() == planned.slot()
                && volume.offset() == planned.extent().offset()
                && volume.length() == planned.extent().length()
                && volume.filesystem().equals(planned.filesystem())
                && volume.uuid().equals(planned.uuid())
                && volume.blockSize() == planned.blockSize()
                && volume.lastExtentEnd() == planned.smallest();
    }

    /// Whether its data lies in the library, and so need not be stored again.
    boolean hasData() {
        return image.manifest().inPlace().isEmpty();
    }

    /// Whether the new version's piece `piece` with this hash is one of its own.
    boolean has(int piece, String sha256) {
        var same = stream.parentPiece(piece);
        return same.isPresent() && volume.sha256().get(same.getAsInt()).equals(sha256);
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
