package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.metainfo.Metainfo;

/// What a version that is to be deleted hands over to a later one, which reads some of its bytes.
///
/// The bytes are copied into holes of the later version's raw file, flushed, and only then its
/// `sharing.json` says that they are there. A compressed file has no holes: it is packed anew with
/// these bytes beside it and takes its name, before its `sharing.json` says so; it holds more until
/// then than is asked of it. Whenever the power goes, the later version is whole: before that
/// moment it reads the bytes from the old version, from then on from itself; and a second attempt
/// writes the same bytes to the same places.
final class Handover {
    private static final int CHUNK = 1 << 20;
    private static final byte[] ZEROS = new byte[CHUNK];

    private final Image from;
    private final Image heir;
    private final Sharing shared;
    private final Map<String, ExtentSet> owed = new HashMap<>();

    private Handover(Image from, Image heir, Sharing shared) {
        this.from = from;
        this.heir = heir;
        this.shared = shared;
    }

    /// Works out what the heir needs.
    ///
    /// @param shared the heir's, with `from`
    static Handover of(Image from, Image heir, Sharing shared) throws IOException {
        var handover = new Handover(from, heir, shared);
        for (var volume : heir.manifest().volumes()) {
            var stored = shared.stored().get(volume.name());
            if (stored != null) {
                var torrent = Metainfo.read(Files.readAllBytes(heir.torrent(volume)));
                var missing = ExtentSet.of(torrent.extents()).minus(ExtentSet.of(stored));
                handover.owed.put(volume.name(), missing.and(storedBy(from, volume)));
            }
        }
        return handover;
    }

    /// Bytes that the library needs, at most.
    long bytes() throws IOException {
        long bytes = owed.values().stream().mapToLong(ExtentSet::bytes).sum();
        for (var volume : heir.manifest().volumes()) {
            if (owed.containsKey(volume.name()) && heir.isPacked(volume)) {
                bytes += Files.size(heir.packed(volume));
            }
        }
        return bytes;
    }

    /// Copies, and lets the heir share with whoever the old version shares with.
    ///
    /// @param freeBytes of the library
    void run(long freeBytes) throws IOException {
        if (bytes() > freeBytes) {
            throw new RefusedException(
                    "%s needs %,d bytes of %s, and the library has room for %,d; make room, or delete %s first"
                            .formatted(
                                    heir.title(), bytes(), from.title(), freeBytes, heir.title()));
        }
        for (var volume : heir.manifest().volumes()) {
            var missing = owed.get(volume.name());
            if (missing != null) {
                try (var source = StoredBytes.open(from, volume)) {
                    if (heir.isPacked(volume)) {
                        var own = own(volume.name());
                        Repacking.of(heir, volume, own).run(source, missing);
                    } else {
                        copy(source, heir.raw(volume), missing.extents());
                    }
                }
            }
        }
        var file = heir.directory().resolve(Sharing.NAME);
        var before = Sharing.of(from);
        var stored = new HashMap<String, List<Extent>>();
        owed.forEach((volume, taken) -> {
            if (before.isPresent() && before.get().stored().containsKey(volume)) {
                stored.put(volume, own(volume).plus(taken).extents());
            }
        });
        if (before.isEmpty() || stored.isEmpty()) {
            Files.delete(file);
            Durable.names(heir.directory());
            return;
        }
        var next = new Sharing(before.get().backing(), before.get().manifest(), stored);
        Durable.replace(file, next.bytes());
    }

    private ExtentSet own(String volume) {
        return ExtentSet.of(shared.stored().getOrDefault(volume, List.of()));
    }

    private static ExtentSet storedBy(Image image, Manifest.Volume volume) throws IOException {
        var everything = List.of(new Extent(0, volume.length()));
        var stored =
                Sharing.of(image)
                        .map(sharing -> sharing.stored().getOrDefault(volume.name(), everything))
                        .orElse(everything);
        return ExtentSet.of(stored);
    }

    private static void copy(StoredBytes source, Path to, List<Extent> extents) throws IOException {
        try (var target = FileChannel.open(to, StandardOpenOption.WRITE)) {
            var bytes = new byte[CHUNK];
            var buffer = ByteBuffer.wrap(bytes);
            for (var extent : extents) {
                for (long at = extent.offset(); at < extent.end(); at += buffer.limit()) {
                    buffer.clear().limit((int) Math.min(CHUNK, extent.end() - at));
                    source.read(at, buffer);
                    boolean zero =
                            Arrays.equals(bytes, 0, buffer.limit(), ZEROS, 0, buffer.limit());
                    if (!zero) { // the heir has a hole wherever it does not store
                        write(target, at, buffer.flip());
                    }
                }
            }
            target.force(true);
        }
    }

    private static void write(FileChannel target, long offset, ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            target.write(from, offset + from.position());
        }
    }
}
