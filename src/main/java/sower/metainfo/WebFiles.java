package sower.metainfo;

import bt.bencoding.model.BEObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;
import sower.disk.Extents;

/// A torrent's bytes as a web seed has them (BEP 19): one file per extent, in a folder of the
/// torrent's name.
public final class WebFiles {
    /// Bytes of one file that follow each other.
    ///
    /// @param file its number
    /// @param length of the whole file
    public record Part(int file, long length, long begin, long count) {}

    private final Metainfo metainfo;
    private final long[] starts; // of file i in the torrent; one more for the end
    private final @Nullable TorrentText text; // where files have names of their own
    private final int[] entries; // of file i in the text
    private final boolean ascending;

    /// @throws MetainfoException when names of files make no sense
    public WebFiles(Metainfo metainfo) throws MetainfoException {
        var files = metainfo.extents();
        this.metainfo = metainfo;
        this.starts = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            starts[i + 1] = starts[i] + files.get(i).length();
        }
        this.text = metainfo.text().orElse(null);
        this.ascending = Extents.copyOf(files).isAscending();
        this.entries = text == null || !text.hasFiles() ? new int[0] : entries(text, files);
    }

    private static int[] entries(TorrentText text, List<Extent> files) throws MetainfoException {
        int[] entries = new int[files.size()];
        int count = 0;
        for (int at = text.firstFile(); at >= 0; at = text.nextFile(at)) {
            if (Fields.number(text.file(at).get("length"), "length") > 0) {
                entries[count++] = at;
            }
        }
        return entries;
    }

    /// The parts of files behind `count` torrent bytes from `torrentOffset`, in order.
    public List<Part> parts(long torrentOffset, long count) {
        Objects.checkFromIndexSize(torrentOffset, count, metainfo.layout().length());
        var parts = new ArrayList<Part>();
        int found = Arrays.binarySearch(starts, torrentOffset);
        long at = torrentOffset;
        for (int i = found >= 0 ? found : -found - 2; at < torrentOffset + count; i++) {
            long end = Math.min(starts[i + 1], torrentOffset + count);
            parts.add(new Part(i, starts[i + 1] - starts[i], at - starts[i], end - at));
            at = end;
        }
        return parts;
    }

    /// Where a file is.
    ///
    /// @param seed the web seed's URL
    public String url(String seed, int file) throws MetainfoException {
        boolean folder = seed.endsWith("/");
        if (text != null && !text.hasFiles()) {
            return folder ? seed + Magnet.encode(metainfo.name()) : seed;
        }
        var name = text == null ? name(file) : name(text.file(entries[file]));
        return seed + (folder ? "" : "/") + Magnet.encode(metainfo.name()) + "/" + name;
    }

    private String name(int file) {
        return TorrentWriter.name(metainfo.extents().get(file));
    }

    private static String name(Map<String, BEObject<?>> entry) throws MetainfoException {
        var path = FileNames.path(entry).stream().map(Magnet::encode);
        return path.collect(Collectors.joining("/"));
    }

    /// The torrent bytes of a file that we named.
    ///
    /// @return the whole of it; empty when there is none of this name
    public Optional<Extent> find(String name) {
        if (!name.matches("0{16}[0-7][0-9a-f]{15}")) {
            return Optional.empty();
        }
        long offset = HexFormat.fromHexDigitsToLong(name, 16, 32);
        var files = metainfo.extents();
        int file = ascending ? search(files, offset) : 0;
        while (file >= 0 && file < files.size() && files.get(file).offset() != offset) {
            file++;
        }
        return file >= 0 && file < files.size()
                ? Optional.of(new Extent(starts[file], files.get(file).length()))
                : Optional.empty();
    }

    private static int search(List<Extent> files, long offset) {
        var wanted = new Extent(offset, 1);
        return Collections.binarySearch(files, wanted, Comparator.comparingLong(Extent::offset));
    }
}
