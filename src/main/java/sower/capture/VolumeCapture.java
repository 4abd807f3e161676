package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sower.disk.Extent;
import sower.image.Image;
import sower.image.Manifest;
import sower.image.Staging;
import sower.metainfo.Metainfo;

/// One volume on its way into an image: after the version before it, where there is one.
final class VolumeCapture implements Closeable {
    private final PlannedVolume planned;
    private final Optional<Forerunner> before;

    /// What came of it.
    ///
    /// @param kept bytes that a capture that was killed had written
    record Captured(Manifest.Volume volume, Metainfo torrent, long kept) {}

    /// @param newest version of the image that is to be made
    VolumeCapture(PlannedVolume planned, Optional<Image> newest) {
        this.planned = planned;
        this.before = Forerunner.of(newest, planned);
    }

    /// Bytes of the volume that will be read and hashed.
    long bytes() {
        return extents().stream().mapToLong(Extent::length).sum();
    }

    /// The disk may be called otherwise today; its volumes keep the names they had.
    String name() {
        return before.map(Forerunner::volume).map(Manifest.Volume::name).orElse(planned.name());
    }

    /// Where it lies on the disk.
    Extent extent() {
        return planned.extent();
    }

    /// The version it builds on, 0 for none.
    int parent() {
        return before.map(Forerunner::image).map(Image::manifest).map(Manifest::version).orElse(0);
    }

    /// A volume that is made anew or left empty on the target.
    Manifest.Volume withoutData() {
        return describe("", 0, List.of(), List.of());
    }

    /// Reads it once, hashes it and writes its file.
    ///
    /// @param bytes of the volume
    /// @param now for the torrent
    Captured run(
            PieceHasher hasher,
            PatientSource bytes,
            Staging staging,
            Capture.Options options,
            Instant now)
            throws IOException {
        if (options.inPlace()) {
            var hashes = hasher.hash(bytes, extents(), pieceLength(), null);
            return captured(hashes, bytes.badSectors(), now, 0);
        }
        long length = planned.extent().length();
        var older = before.filter(Forerunner::hasData);
        var all = older.isPresent() ? Optional.<List<Extent>>empty() : Optional.of(extents());
        try (var file = VolumeFile.create(staging, name(), length, all, options.compress())) {
            var shared = older.map(it -> new SharedPieces(file, it));
            var sink = shared.map(PieceSink.class::cast).orElse(file);
            var hashes = hasher.hash(bytes, extents(), pieceLength(), sink);
            file.finish();
            var captured = captured(hashes, bytes.badSectors(), now, file.kept());
            if (shared.isPresent()) {
                var image = before.orElseThrow().image();
                staging.share(captured.volume(), image, shared.get().stored());
            }
            return captured;
        }
    }

    private Captured captured(PieceHasher.Hashes hashes, List<Extent> bad, Instant now, long kept)
            throws IOException {
        var torrent = Metainfo.create(name(), pieceLength(), extents(), hashes.sha1(), "", now);
        var infoHash = torrent.infoHash().toString();
        var volume = describe(infoHash, pieceLength(), hashes.sha256(), bad);
        return new Captured(volume, torrent, kept);
    }

    private List<Extent> extents() {
        return before.map(it -> it.stream().extents()).orElse(planned.used().extents());
    }

    private int pieceLength() {
        return before.map(it -> it.volume().pieceLength()).orElse(planned.pieceLength());
    }

    private Manifest.Volume describe(
            String infoHash, int pieceLength, List<String> sha256, List<Extent> bad) {
        long end = extents().stream().mapToLong(Extent::end).max().orElse(0);
        return new Manifest.Volume(
                name(),
                planned.slot(),
                planned.extent().offset(),
                planned.extent().length(),
                planned.contents(),
                planned.filesystem(),
                planned.label(),
                planned.uuid(),
                planned.blockSize(),
                bytes(),
                Math.max(end, planned.smallest()),
                infoHash,
                pieceLength,
                sha256,
                bad);
    }

    @Override
    public void close() throws IOException {
        if (before.isPresent()) {
            before.get().close();
        }
    }
}
