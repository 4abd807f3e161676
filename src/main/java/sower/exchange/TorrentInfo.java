package sower.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import sower.disk.Extent;
import sower.metainfo.Metainfo;

/// partclone's `torrent.info`: a text with a line per fact, from which Clonezilla makes a torrent.
///
/// @param blockSize of the file system, 0 where the text is too old to tell
/// @param blocksTotal of the file system, 0 likewise
/// @param extents its files, in the order of the stream
/// @param sha1 20 bytes per piece of 16 MiB
public record TorrentInfo(
        int blockSize, long blocksTotal, List<Extent> extents, List<byte[]> sha1) {

    public TorrentInfo {
        extents = List.copyOf(extents);
        sha1 = List.copyOf(sha1);
    }

    /// What partclone would have written beside this torrent, but for the file system's own
    /// figures.
    static TorrentInfo of(Metainfo torrent) {
        var hashes = new ArrayList<byte[]>();
        for (int piece = 0; piece < torrent.layout().pieceCount(); piece++) {
            hashes.add(torrent.sha1(piece));
        }
        return new TorrentInfo(0, 0, torrent.extents(), hashes);
    }

    /// Reads the text. Offsets, lengths and hashes are three lists of their own; how they are mixed
    /// means nothing.
    ///
    /// @throws IOException in one sentence, when it is no such text
    public static TorrentInfo parse(String text) throws IOException {
        int blockSize = 0;
        long blocksTotal = 0;
        var offsets = new ArrayList<Long>();
        var lengths = new ArrayList<Long>();
        var hashes = new ArrayList<byte[]>();
        for (var line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(": ");
            var value = line.substring(Math.max(0, colon + 2)).strip();
            try {
                switch (line.substring(0, Math.max(0, colon))) {
                    case "block_size" -> blockSize = Integer.parseInt(value);
                    case "blocks_total" -> blocksTotal = Long.parseLong(value);
                    case "offset" -> offsets.add(Long.parseLong(value, 16));
                    case "length" -> lengths.add(Long.parseLong(value, 16));
                    case "sha1" -> hashes.add(HexFormat.of().parseHex(value));
                    default -> throw new NumberFormatException(line);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("This is no torrent.info: it has the line '" + line + "'", e);
            }
        }
        if (offsets.size() != lengths.size()) {
            throw new IOException(
                    "The torrent.info is damaged: %d offsets and %d lengths"
                            .formatted(offsets.size(), lengths.size()));
        }
        var extents = new ArrayList<Extent>();
        for (int i = 0; i < offsets.size(); i++) {
            extents.add(new Extent(offsets.get(i), lengths.get(i)));
        }
        return new TorrentInfo(blockSize, blocksTotal, extents, hashes);
    }

    /// The text, files first.
    public byte[] encode() {
        var text = new StringBuilder();
        if (blockSize > 0) {
            text.append("block_size: ").append(blockSize).append('\n');
            text.append("blocks_total: ").append(blocksTotal).append('\n');
        }
        for (var extent : extents) {
            text.append(String.format(Locale.ROOT, "offset: %032x\n", extent.offset()));
            text.append(String.format(Locale.ROOT, "length: %032x\n", extent.length()));
        }
        for (var hash : sha1) {
            text.append("sha1: ").append(HexFormat.of().formatHex(hash)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
