package sower.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import sower.disk.ByteSource;
import sower.metainfo.Metainfo;
import sower.metainfo.Sha1;

/// One volume of an image on its way out: read once from the first byte to the last.
///
/// The bytes are checked against the image's own torrent where the stream is the same; where a
/// flavour has a stream of its own, they are hashed into it.
public final class VolumeExport {
    private static final int BUFFER = 1 << 20;

    private final Metainfo image;
    private final ByteSource volume;
    private final Instant created;
    private final LongConsumer progress;
    private final BooleanSupplier cancelled;

    /// @param image the volume's torrent in the library
    /// @param volume the volume's bytes
    /// @param created for the torrents that are made
    /// @param progress told bytes that are done, every megabyte
    /// @param cancelled asked as often
    public VolumeExport(
            Metainfo image,
            ByteSource volume,
            Instant created,
            LongConsumer progress,
            BooleanSupplier cancelled) {
        this.image = image;
        this.volume = volume;
        this.created = created;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /// `<folder>/<name>.torrent` alone, in a flavour.
    public Metainfo torrent(Flavour flavour, Path folder) throws IOException {
        var file = folder.resolve(image.name() + ".torrent");
        refuseExisting(file);
        var torrent = flavour == Flavour.NATIVE ? image : walk(flavour, new Sink.Nothing());
        Files.createDirectories(folder);
        Files.write(file, torrent.bytes());
        return torrent;
    }

    /// `<folder>/<name>/<32 hex digits>` for every run, and beside it `<name>.torrent` and, with
    /// partclone's cuts, `<name>.torrent.info`: what ordinary clients seed as it is.
    public Metainfo slices(Flavour flavour, Path folder) throws IOException {
        var whole = folder.resolve(image.name());
        refuseExisting(whole);
        var part = Files.createDirectories(folder.resolve(image.name() + ".part"));
        Metainfo torrent;
        try (var slices = new Sink.Slices(part)) {
            torrent = walk(flavour, slices);
        }
        Files.write(folder.resolve(image.name() + ".torrent"), torrent.bytes());
        if (flavour != Flavour.NATIVE) {
            var info = TorrentInfo.of(torrent);
            Files.write(folder.resolve(image.name() + ".torrent.info"), info.encode());
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        return torrent;
    }

    /// `<folder>/<name>.raw`: the volume as a sparse file, to be mounted or converted.
    public Path raw(Path folder) throws IOException {
        var whole = folder.resolve(image.name() + ".raw");
        refuseExisting(whole);
        Files.createDirectories(folder);
        var part = folder.resolve(image.name() + ".raw.part");
        try (var file = new Sink.Raw(part, volume.length())) {
            walk(Flavour.NATIVE, file);
        }
        return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    private Metainfo walk(Flavour flavour, Sink sink) throws IOException {
        var extents = flavour.extents(volume, image);
        int pieceLength = flavour.pieceLength(image);
        var sha1 = new ByteArrayOutputStream();
        var digest = Sha1.digest();
        long done = 0;
        for (var extent : extents) {
            sink.begin(extent);
            for (long at = extent.offset(); at < extent.end(); ) {
                long most = Math.min(pieceLength - done % pieceLength, BUFFER);
                var bytes = read(at, (int) Math.min(extent.end() - at, most));
                at += bytes.remaining();
                done += bytes.remaining();
                digest.update(bytes.duplicate());
                sink.write(bytes);
                endPiece(digest, done, pieceLength, sha1);
                progress.accept(done);
            }
        }
        if (done % pieceLength != 0) {
            sha1.writeBytes(digest.digest());
        }
        var torrent =
                Metainfo.create(
                        image.name(), pieceLength, extents, sha1.toByteArray(), "", created);
        return flavour == Flavour.NATIVE ? checked(torrent) : torrent;
    }

    private static void endPiece(
            MessageDigest digest, long done, int pieceLength, ByteArrayOutputStream sha1) {
        if (done % pieceLength == 0) {
            sha1.writeBytes(digest.digest());
        }
    }

    private Metainfo checked(Metainfo made) throws IOException {
        for (int piece = 0; piece < image.layout().pieceCount(); piece++) {
            if (!image.matches(piece, made.sha1(piece))) {
                throw new IOException(
                        "%s is damaged: its piece %d is not what was captured; capture it again"
                                .formatted(image.name(), piece));
            }
        }
        return image;
    }

    private ByteBuffer read(long at, int count) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new IOException("stopped; what was written so far ends in .part");
        }
        var bytes = ByteBuffer.allocate(count);
        volume.read(at, bytes);
        return bytes.flip();
    }

    private static void refuseExisting(Path path) throws IOException {
        if (Files.exists(path)) {
            throw new IOException(path + " exists already; choose another folder or remove it");
        }
    }
}
