package sower.capture;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.disk.RefusedException;
import sower.filesystem.Filesystem;
import sower.filesystem.Filesystems;
import sower.filesystem.swap.Swap;
import sower.image.Durable;
import sower.image.ExtentMap;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.Staging;
import sower.image.StoredBytes;
import sower.metainfo.Metainfo;

/// One import: a disk in another program's form, into a library, under a name. What comes of it is
/// an image like a captured one.
public final class Intake {
    private static final int LARGEST_PIECE = 64 << 20; // some are in memory at once
    private static final int SECTOR = 512;

    private final ImageLibrary library;
    private final String name;
    private final String note;
    private final Capture.Options options;

    public Intake(ImageLibrary library, String name, String note, Capture.Options options) {
        this.library = library;
        this.name = name;
        this.note = note;
        this.options = options;
    }

    /// Does it, on the caller's thread.
    ///
    /// @param progress told a few times a second, on this thread
    /// @param cancelled asked every few megabytes
    /// @throws RefusedException before anything was written, if there is no room
    /// @throws CancelledException when `cancelled` said so; nothing is left behind
    public Image run(
            Incoming incoming, Consumer<CaptureProgress> progress, BooleanSupplier cancelled)
            throws IOException {
        ImageLibrary.checkName(name);
        check(incoming);
        var meter = new ProgressMeter(progress, System::nanoTime);
        meter.begin(bytes(incoming));
        try (var staging = library.stage(name);
                var hasher = new PieceHasher(options.cores(), meter, cancelled)) {
            var now = options.clock().instant();
            var volumes = new ArrayList<Manifest.Volume>();
            for (var volume : incoming.volumes()) {
                meter.volume(volume.name());
                meter.stage(CaptureProgress.Stage.READ_AND_HASH);
                volumes.add(take(volume, staging, hasher, now, meter));
            }
            var image = staging.publish(manifest(incoming, volumes, now));
            meter.stage(CaptureProgress.Stage.DONE);
            return image;
        }
    }

    private void check(Incoming incoming) throws IOException {
        long free = library.freeBytes(name);
        if (bytes(incoming) > free) {
            throw new RefusedException(
                    "the image needs up to %s, and the library has room for %s"
                            .formatted(CapturePlan.size(bytes(incoming)), CapturePlan.size(free)));
        }
        for (var volume : incoming.volumes()) {
            if (!ImageLibrary.isFileName(volume.name())) {
                throw new RefusedException(
                        "a volume cannot be called '%s', because its files could not"
                                .formatted(volume.name()));
            }
            var data = volume.data();
            if (data != null && data.pieceLength() > LARGEST_PIECE) {
                throw new RefusedException(
                        "the pieces of %s are %,d bytes long, and more than %,d is not imported"
                                .formatted(volume.name(), data.pieceLength(), LARGEST_PIECE));
            }
        }
    }

    private static long bytes(Incoming incoming) {
        long bytes = 0;
        for (var volume : incoming.volumes()) {
            bytes += volume.data() == null ? 0 : volume.data().bytes();
        }
        return bytes;
    }

    private Manifest.Volume take(
            Incoming.Volume volume,
            Staging staging,
            PieceHasher hasher,
            Instant now,
            ProgressMeter meter)
            throws IOException {
        var data = volume.data();
        if (data == null) {
            return withoutData(volume);
        }
        PieceHasher.Hashes hashes;
        long length = volume.extent().length();
        var all = Optional.of(data.extents());
        boolean compress = options.compress();
        try (var file = VolumeFile.create(staging, volume.name(), length, all, compress);
                var bytes = data.form().open()) {
            hashes = hasher.hash(bytes, data.extents(), data.pieceLength(), file);
            bytes.finish();
            file.finish();
            meter.kept(file.kept());
        }
        var torrent = torrent(volume, data, hashes, now);
        Durable.create(staging.directory().resolve(volume.name() + ".torrent"), torrent::writeTo);
        return describe(volume, data, torrent, hashes.sha256(), staging);
    }

    private static Metainfo torrent(
            Incoming.Volume volume, Incoming.Data data, PieceHasher.Hashes hashes, Instant now)
            throws IOException {
        if (data.torrent().isEmpty()) {
            return Metainfo.create(
                    volume.name(), data.pieceLength(), data.extents(), hashes.sha1(), "", now);
        }
        var torrent = data.torrent().get();
        for (int piece = 0; piece < torrent.layout().pieceCount(); piece++) {
            if (!torrent.matches(piece, hashes.sha1().get(piece))) {
                throw new IOException(
                        "%s is damaged: its piece %d of %d, from byte %d of the volume on, is not what its torrent says"
                                .formatted(
                                        volume.name(),
                                        piece,
                                        torrent.layout().pieceCount(),
                                        new ExtentMap(data.extents())
                                                .position(torrent.layout().offset(piece))));
            }
        }
        return torrent;
    }

    /// A volume with data is described by what is in it, whoever wrote it.
    private static Manifest.Volume describe(
            Incoming.Volume volume,
            Incoming.Data data,
            Metainfo torrent,
            List<String> sha256,
            Staging staging)
            throws IOException {
        Filesystem filesystem;
        try (var bytes =
                StoredBytes.open(staging.directory(), volume.name(), volume.extent().length())) {
            filesystem = Filesystems.probe(bytes);
        }
        return new Manifest.Volume(
                volume.name(),
                volume.slot(),
                volume.extent().offset(),
                volume.extent().length(),
                Manifest.Contents.DATA,
                filesystem.kind(),
                filesystem.label(),
                filesystem.uuid(),
                filesystem.blockSize(),
                data.bytes(),
                Math.max(torrent.lastExtentEnd(), filesystem.length()),
                torrent.infoHash().toString(),
                data.pieceLength(),
                sha256,
                data.badSectors());
    }

    private static Manifest.Volume withoutData(Incoming.Volume volume) {
        return new Manifest.Volume(
                volume.name(),
                volume.slot(),
                volume.extent().offset(),
                volume.extent().length(),
                volume.contents(),
                volume.contents() == Manifest.Contents.SWAP ? Swap.KIND : "",
                volume.label(),
                volume.uuid(),
                SECTOR,
                0,
                volume.extent().length(),
                "",
                0,
                List.of(),
                List.of());
    }

    private Manifest manifest(Incoming incoming, List<Manifest.Volume> volumes, Instant now) {
        return new Manifest(
                Manifest.FORMAT,
                name,
                1,
                0,
                note,
                now,
                incoming.source(),
                incoming.layout(),
                volumes,
                "");
    }
}
