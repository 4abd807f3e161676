package sower.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import sower.capture.Incoming;
import sower.disk.Extent;
import sower.filesystem.Filesystems;
import sower.image.Manifest;
import sower.image.ManifestFile;
import sower.metainfo.Metainfo;

/// A folder of slices: for every volume a folder with a file per run, named by its offset, and
/// beside it `<volume>.torrent` or partclone's `<volume>.torrent.info`; or the folder that
/// partclone itself wrote, with `torrent.info` among the slices.
///
/// Where the volumes lay on their disk is said by the `manifest.json` of our own export. Without it
/// one volume can be imported, as a disk without a table.
public final class SliceFolder {
    private static final String TORRENT = ".torrent";
    private static final String INFO = ".torrent.info";
    private static final String INNER_INFO = "torrent.info";
    private static final int SECTOR = 512;

    private final Path folder;

    private SliceFolder(Path folder) {
        this.folder = folder;
    }

    /// Looks into a folder; empty where it holds nothing of this kind.
    public static Optional<Incoming> read(Path folder) throws IOException {
        var slices = new SliceFolder(folder);
        if (Files.exists(folder.resolve(INNER_INFO))) {
            var name = folder.toAbsolutePath().normalize().getFileName().toString();
            var torrent = torrent(folder.resolve(INNER_INFO), name);
            return Optional.of(alone(torrent, folder, length(folder.resolve(INNER_INFO))));
        }
        if (Files.exists(folder.resolve(ManifestFile.NAME))) {
            return Optional.of(slices.disk(ManifestFile.read(folder.resolve(ManifestFile.NAME))));
        }
        var names = slices.names();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.size() > 1) {
            throw new IOException(
                    "%s has slices of %s, and no %s that says where they lie on a disk; import each from a folder of its own"
                            .formatted(folder, String.join(", ", names), ManifestFile.NAME));
        }
        var name = names.getFirst();
        var info = folder.resolve(name + INFO);
        long length = Files.exists(info) ? length(info) : 0;
        return Optional.of(alone(slices.torrent(name), folder.resolve(name), length));
    }

    private List<String> names() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var base = name.replaceFirst("\\.torrent(\\.info)?$", "");
                if (!base.equals(name) && Files.isDirectory(folder.resolve(base))) {
                    names.add(base);
                }
            }
        }
        return List.copyOf(names);
    }

    private Incoming disk(Manifest manifest) throws IOException {
        var volumes = new ArrayList<Incoming.Volume>();
        for (var volume : manifest.volumes()) {
            Incoming.Data data = null;
            if (volume.contents() == Manifest.Contents.DATA) {
                var torrent = torrent(volume.name());
                if (torrent.lastExtentEnd() > volume.length()) {
                    throw new IOException(
                            "the torrent of %s goes beyond the %d bytes that %s says it has"
                                    .formatted(volume.name(), volume.length(), ManifestFile.NAME));
                }
                var form = form(torrent, folder.resolve(volume.name()), volume.length());
                data = Incoming.Data.of(torrent, volume.badSectors(), form);
            }
            volumes.add(
                    new Incoming.Volume(
                            volume.name(),
                            volume.slot(),
                            new Extent(volume.offset(), volume.length()),
                            volume.contents(),
                            volume.label(),
                            volume.uuid(),
                            data));
        }
        return new Incoming(manifest.source(), manifest.layout(), volumes);
    }

    /// One volume as a disk.
    ///
    /// @param atLeast bytes of its file system, as far as they are known
    private static Incoming alone(Metainfo torrent, Path slices, long atLeast) throws IOException {
        long needed = Math.max(atLeast, torrent.lastExtentEnd());
        long length = Math.max(needed, filesystemLength(torrent, slices));
        length = (length + SECTOR - 1) / SECTOR * SECTOR;
        var data = Incoming.Data.of(torrent, List.of(), form(torrent, slices, length));
        var volume =
                new Incoming.Volume(
                        torrent.name(),
                        0,
                        new Extent(0, length),
                        Manifest.Contents.DATA,
                        "",
                        "",
                        data);
        return new Incoming(
                new Manifest.Source("slices of " + torrent.name(), "", length, SECTOR),
                Incoming.noTable(SECTOR),
                List.of(volume));
    }

    /// What the file system says, which may end long after its last used block.
    private static long filesystemLength(Metainfo torrent, Path slices) throws IOException {
        long most = Long.MAX_VALUE / 2; // beyond the slices all is zero
        try (var bytes = new Slices(torrent, slices, most)) {
            long length = Filesystems.probe(bytes).length();
            return length == most ? 0 : length;
        }
    }

    /// Makes sure that all slices are there, before anything is read.
    private static Incoming.Form form(Metainfo torrent, Path slices, long length)
            throws IOException {
        for (var extent : torrent.extents()) {
            var file = Slices.file(slices, extent);
            if (!Files.isRegularFile(file) || Files.size(file) != extent.length()) {
                throw new IOException(
                        "%s is missing or not %d bytes long, as its torrent has it"
                                .formatted(file, extent.length()));
            }
        }
        return () -> new Slices(torrent, slices, length);
    }

    /// The torrent keeps its name, and so its info-hash, whatever its file is called.
    private Metainfo torrent(String base) throws IOException {
        var torrent = folder.resolve(base + TORRENT);
        var info = folder.resolve(base + INFO);
        if (Files.exists(torrent)) {
            return Metainfo.read(Files.readAllBytes(torrent));
        }
        if (Files.exists(info)) {
            return torrent(info, base);
        }
        throw new IOException(
                "%s has neither %s%s nor %s%s".formatted(folder, base, TORRENT, base, INFO));
    }

    private static Metainfo torrent(Path info, String name) throws IOException {
        var known = TorrentInfo.parse(Files.readString(info, StandardCharsets.US_ASCII));
        return Metainfo.create(
                name, Flavour.PIECE, known.extents(), known.sha1(), "", Instant.EPOCH);
    }

    private static long length(Path info) throws IOException {
        var known = TorrentInfo.parse(Files.readString(info, StandardCharsets.US_ASCII));
        return known.blockSize() * known.blocksTotal();
    }
}
