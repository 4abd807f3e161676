package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;
import sower.disk.Extents;

/// The torrent of one volume (BEP 3, multi-file form): each file is a run of the volume's bytes and
/// is named by the offset of its first byte, in hex.
///
/// What we write: FORMAT of EZIO and partclone, 32 lowercase digits, ascending, nothing else in
/// `info`. What we read: any width and case, `0x`, directories before it, any order.
public final class Metainfo {
    private final Info info;
    private final String name;
    private final PieceLayout layout;
    private final Extents extents;
    private final byte[] hashes;
    private final String announce;
    private final Trackers trackers;
    private final Instant created;
    private final byte @Nullable [] bytes; // null where a TorrentWriter writes the same

    private Metainfo(
            Info info,
            TorrentWriter writer,
            PieceLayout layout,
            Trackers trackers,
            byte @Nullable [] bytes) {
        this.info = info;
        this.name = writer.name();
        this.layout = layout;
        this.extents = writer.extents();
        this.hashes = writer.hashes().bytes();
        this.announce = writer.announce();
        this.trackers = trackers;
        this.created = writer.created();
        this.bytes = bytes;
    }

    /// Makes the torrent of a volume whose pieces were hashed already.
    ///
    /// @param extents in torrent order, none empty, lengths adding up to what was hashed
    /// @param sha1s 20 bytes per piece
    /// @param announce tracker URL; empty for none
    public static Metainfo create(
            String name,
            int pieceLength,
            List<Extent> extents,
            byte[] sha1s,
            String announce,
            Instant created)
            throws MetainfoException {
        var files = Extents.copyOf(extents);
        FileNames.refuseOverlaps(files);
        var layout = layout(pieceLength, bytes(files), sha1s.length);
        var hashes = new TorrentWriter.Hashes(sha1s.clone());
        var writer = new TorrentWriter(name, pieceLength, files, hashes, announce, created);
        var trackers = Trackers.of(List.of(announce));
        return new Metainfo(writer.info(), writer, layout, trackers, null);
    }

    /// The same with one hash per piece, in their order.
    public static Metainfo create(
            String name,
            int pieceLength,
            List<Extent> extents,
            List<byte[]> sha1s,
            String announce,
            Instant created)
            throws MetainfoException {
        var joined = new ByteArrayOutputStream();
        sha1s.forEach(joined::writeBytes);
        return create(name, pieceLength, extents, joined.toByteArray(), announce, created);
    }

    /// Reads a `.torrent` and checks all that later code relies on.
    ///
    /// @throws MetainfoException with the reason, when it is damaged or no torrent of a disk
    public static Metainfo read(byte[] torrent) throws MetainfoException {
        TorrentText text;
        Map<String, BEObject<?>> root;
        try {
            text = new TorrentText(torrent);
            root = text.root();
        } catch (MetainfoException e) {
            throw new MetainfoException("The torrent is damaged: " + e.getMessage() + ".", e);
        }
        if (!(root.get("info") instanceof BEMap info)) {
            throw new MetainfoException("The torrent is damaged: it has no info dictionary.");
        }
        refuseVersion2(info.getValue());
        var name = text(info.getValue().get("name"), "name");
        var hashes = bytes(info.getValue().get("pieces"), "pieces");
        var extents = FileNames.extents(text, info.getValue(), name);
        long pieceLength = number(info.getValue().get("piece length"), "piece length");
        var layout = layout(pieceLength, bytes(extents), hashes.length);
        var announce = root.get("announce") instanceof BEString url ? url.getValueAsString() : "";
        var writer =
                new TorrentWriter(
                        name,
                        layout.pieceLength(),
                        extents,
                        new TorrentWriter.Hashes(hashes),
                        announce,
                        created(root));
        byte[] kept = writer.writes(torrent) ? null : torrent.clone();
        return new Metainfo(text.info(), writer, layout, Trackers.of(root), kept);
    }

    /// The torrent of an info dictionary that came from peers (BEP 9).
    ///
    /// @param info whose SHA-1 is the name of the swarm
    /// @throws MetainfoException as [#read] does
    public static Metainfo ofInfo(byte[] info, Trackers trackers) throws MetainfoException {
        var root = new TreeMap<String, BEObject<?>>();
        trackers.first().ifPresent(url -> root.put("announce", new BEString(url)));
        if (!trackers.isEmpty()) {
            root.put("announce-list", trackers.encode());
        }
        root.put("info", new BEMap(Map.of())); // its place
        return read(TorrentText.around(root, out -> out.writeBytes(info)));
    }

    /// When it was made, as far as that is a time.
    private static Instant created(Map<String, BEObject<?>> root) {
        long seconds =
                root.get("creation date") instanceof BEInteger date
                        ? date.getValue().longValue()
                        : 0;
        return Instant.ofEpochSecond(Math.clamp(seconds, 0, Integer.MAX_VALUE));
    }

    private static long bytes(List<Extent> extents) {
        return extents.stream().mapToLong(Extent::length).sum();
    }

    private TorrentWriter writer(String tracker) {
        var known = new TorrentWriter.Hashes(hashes);
        return new TorrentWriter(name, layout.pieceLength(), extents, known, tracker, created);
    }

    public InfoHash infoHash() {
        return info.hash();
    }

    /// `info.name`: the volume's name.
    public String name() {
        return name;
    }

    public PieceLayout layout() {
        return layout;
    }

    /// The volume's runs in torrent order; they do not overlap and none is empty.
    public List<Extent> extents() {
        return extents;
    }

    /// The byte after the last one: the smallest volume it fits.
    public long lastExtentEnd() {
        return extents.stream().mapToLong(Extent::end).max().orElse(0);
    }

    /// The hash of piece `piece`, 20 bytes.
    public byte[] sha1(int piece) {
        int from = piece * InfoHash.LENGTH;
        return Arrays.copyOfRange(hashes, from, from + InfoHash.LENGTH);
    }

    /// Whether `digest` (20 bytes) is the hash of piece `piece`.
    public boolean matches(int piece, byte[] digest) {
        int from = piece * InfoHash.LENGTH;
        return Arrays.equals(hashes, from, from + InfoHash.LENGTH, digest, 0, InfoHash.LENGTH);
    }

    /// Tracker URL; empty where the torrent names none.
    public Optional<String> announce() {
        return announce.isEmpty() ? Optional.empty() : Optional.of(announce);
    }

    /// All trackers it names.
    public Trackers trackers() {
        return trackers;
    }

    /// Bytes of the info dictionary.
    public long infoLength() {
        return info.length();
    }

    /// Writes the info dictionary, whose SHA-1 is the info-hash, in many small parts.
    public void writeInfoTo(OutputStream out) throws IOException {
        if (bytes == null) {
            writer(announce).info(out);
        } else {
            var info = new ByteArrayOutputStream();
            new TorrentText(bytes).copyInfo(info);
            info.writeTo(out);
        }
    }

    /// The whole `.torrent` file.
    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    /// Writes the whole `.torrent` file, in many small parts.
    public void writeTo(OutputStream out) throws IOException {
        if (bytes == null) {
            writer(announce).write(out);
        } else {
            out.write(bytes);
        }
    }

    /// The same torrent (same info-hash) that names another tracker.
    public Metainfo withAnnounce(String url) throws MetainfoException {
        if (bytes == null) {
            return new Metainfo(info, writer(url), layout, Trackers.of(List.of(url)), null);
        }
        var text = new TorrentText(bytes);
        var root = new TreeMap<String, BEObject<?>>(text.root());
        root.put("announce", new BEString(url));
        root.remove("announce-list");
        return read(TorrentText.around(root, text::copyInfo));
    }

    private static PieceLayout layout(long pieceLength, long length, int hashBytes)
            throws MetainfoException {
        if (pieceLength < PieceLayout.BLOCK || pieceLength > 1 << 30) {
            throw new MetainfoException(
                    "The torrent's pieces are %d bytes long; 16 KiB to 1 GiB are possible."
                            .formatted(pieceLength));
        }
        if (length <= 0
                || hashBytes != (length + pieceLength - 1) / pieceLength * InfoHash.LENGTH) {
            throw new MetainfoException(
                    "The torrent is damaged: %d bytes of hashes do not fit %d bytes of content."
                            .formatted(hashBytes, length));
        }
        if (hashBytes / InfoHash.LENGTH > PieceLayout.MOST_PIECES) {
            throw new MetainfoException(
                    "The torrent has more than %d pieces.".formatted(PieceLayout.MOST_PIECES));
        }
        return new PieceLayout(length, (int) pieceLength);
    }

    private static void refuseVersion2(Map<String, BEObject<?>> info) throws MetainfoException {
        if (info.containsKey("meta version") || info.containsKey("file tree")) {
            throw new MetainfoException(
                    "This is a BitTorrent v2 or hybrid torrent; a disk image must be v1 (BEP 3).");
        }
    }

    static String text(@Nullable BEObject<?> value, String key) throws MetainfoException {
        return new String(bytes(value, key), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(@Nullable BEObject<?> value, String key) throws MetainfoException {
        if (value instanceof BEString string) {
            return string.getValue();
        }
        throw new MetainfoException("The torrent is damaged: '" + key + "' is missing.");
    }

    static long number(@Nullable BEObject<?> value, String key) throws MetainfoException {
        if (value instanceof BEInteger integer) {
            try {
                return integer.longValueExact();
            } catch (ArithmeticException e) {
                throw new MetainfoException(
                        "The torrent is damaged: '" + key + "' is no number that a disk can have.",
                        e);
            }
        }
        throw new MetainfoException("The torrent is damaged: '" + key + "' is missing.");
    }
}
