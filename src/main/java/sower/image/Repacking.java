package sower.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sower.disk.Extent;
import sower.metainfo.Metainfo;

/// A compressed file that takes over bytes from another version: written anew beside the old one,
/// piece by piece, and put in its place in one step.
final class Repacking {
    private final Image image;
    private final Manifest.Volume volume;
    private final ExtentSet own;

    private Repacking(Image image, Manifest.Volume volume, ExtentSet own) {
        this.image = image;
        this.volume = volume;
        this.own = own;
    }

    /// @param own what the file holds
    static Repacking of(Image image, Manifest.Volume volume, ExtentSet own) {
        return new Repacking(image, volume, own);
    }

    /// @param source of what is taken over
    /// @param taken what it does not hold yet
    void run(StoredBytes source, ExtentSet taken) throws IOException {
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        var layout = torrent.layout();
        var map = new ExtentMap(torrent.extents());
        var file = image.packed(volume);
        var next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (var arena = Arena.ofConfined();
                var before = StoredBytes.open(image, volume);
                var packed = PackedWriter.create(next)) {
            var bytes = arena.allocate(layout.pieceLength()).asByteBuffer();
            for (int piece = 0; piece < layout.pieceCount(); piece++) {
                var parts = new ArrayList<Part>();
                for (var slice : map.slices(layout.offset(piece), layout.length(piece))) {
                    parts.addAll(parts(slice, before, source, taken));
                }
                read(parts, bytes.clear());
                packed.add(piece, bytes.flip(), parts.stream().map(Part::extent).toList());
            }
            packed.finish();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.names(image.directory());
    }

    private record Part(Extent extent, StoredBytes from) {}

    private List<Part> parts(
            Extent slice, StoredBytes before, StoredBytes source, ExtentSet taken) {
        var parts = new ArrayList<Part>();
        own.in(slice).forEach(extent -> parts.add(new Part(extent, before)));
        taken.in(slice).forEach(extent -> parts.add(new Part(extent, source)));
        parts.sort(Comparator.comparingLong(part -> part.extent().offset()));
        return parts;
    }

    private static void read(List<Part> parts, ByteBuffer into) throws IOException {
        for (var part : parts) {
            into.limit(into.position() + (int) part.extent().length());
            part.from().read(part.extent().offset(), into);
        }
    }
}
