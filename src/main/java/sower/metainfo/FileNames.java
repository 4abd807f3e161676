package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEList;
import bt.bencoding.types.BEString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import sower.disk.Extent;
import sower.disk.Extents;

/// Reads a torrent's file list as what it means: offsets in hex and lengths.
///
/// EZIO parses leniently and writes `disk.img` at byte 13, because `d` is a hex digit; so
/// everything that is not entirely a number is refused here.
final class FileNames {
    private FileNames() {}

    /// The extents of a torrent.
    ///
    /// @param name of a torrent that has no list of files and is one file
    static Extents extents(TorrentText torrent, Map<String, BEObject<?>> info, String name)
            throws MetainfoException {
        var extents = new Extents.Builder(16);
        if (info.get("files") instanceof BEList) {
            for (int at = torrent.firstFile(); at >= 0; at = torrent.nextFile(at)) {
                var entry = torrent.file(at);
                add(extents, path(entry).getLast(), entry);
            }
        } else {
            add(extents, name, info);
        }
        var all = extents.build();
        refuseOverlaps(all);
        return all;
    }

    private static void add(Extents.Builder extents, String name, Map<String, BEObject<?>> entry)
            throws MetainfoException {
        if (entry.get("attr") instanceof BEString attr && attr.getValueAsString().contains("p")) {
            throw new MetainfoException(
                    "The torrent has padding files (BEP 47); they have no place on a disk.");
        }
        if (!(entry.get("length") instanceof BEInteger)) {
            throw new MetainfoException("The torrent is damaged: a file has no length.");
        }
        long length = Fields.number(entry.get("length"), "length");
        long offset = offset(name);
        if (length < 0 || offset + length < 0) {
            throw new MetainfoException("The torrent's file '" + name + "' is impossibly long.");
        }
        if (length > 0) {
            extents.add(offset, length);
        }
    }

    /// The folders of a file and its name.
    static List<String> path(Map<String, BEObject<?>> entry) throws MetainfoException {
        if (entry.get("path") instanceof BEList path && !path.getValue().isEmpty()) {
            var parts = new ArrayList<String>();
            for (var part : path.getValue()) {
                parts.add(Fields.text(part, "path"));
            }
            return parts;
        }
        throw new MetainfoException("The torrent is damaged: a file has no path.");
    }

    /// The offset that a file name says: hex digits of any case and width, `0x` allowed.
    static long offset(String name) throws MetainfoException {
        var digits = name.startsWith("0x") || name.startsWith("0X") ? name.substring(2) : name;
        if (!digits.matches("[0-9a-fA-F]+")) {
            throw new MetainfoException(
                    "The torrent's file '%s' is not named by a disk offset in hex; this is no torrent of a disk."
                            .formatted(name));
        }
        var significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > 16 || Long.parseUnsignedLong(significant, 16) < 0) {
            throw new MetainfoException("The torrent's file '" + name + "' lies beyond any disk.");
        }
        return Long.parseLong(significant, 16);
    }

    static void refuseOverlaps(Extents extents) throws MetainfoException {
        if (extents.isAscending()) {
            return;
        }
        var sorted = new ArrayList<>(extents);
        sorted.sort(Comparator.comparingLong(Extent::offset));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).offset() < sorted.get(i - 1).end()) {
                throw new MetainfoException(
                        "The torrent's files overlap at byte %d of the volume."
                                .formatted(sorted.get(i).offset()));
            }
        }
    }
}
