package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
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
    private final TorrentWriter writer;
    private final PieceLayout layout;
    private final byte[] hashes;
    private final Trackers trackers;
    private final byte @Nullable [] bytes; // null where the writer writes the same

    private Metainfo(
            Info info,
            TorrentWriter writer,
            PieceLayout layout,
            Trackers trackers,
            byte @Nullable [] bytes) {
        this.info = info;
        this.writer = writer;
        this.layout = layout;
        this.hashes = writer.hashes().bytes();
        this.trackers = trackers;
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
        var writer =
                new TorrentWriter(name, pieceLength, files, hashes, announce, List.of(), created);
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
        var name = Fields.text(info.getValue().get("name"), "name");
        var hashes = Fields.bytes(info.getValue().get("pieces"), "pieces");
        var extents = FileNames.extents(text, info.getValue(), name);
        long pieceLength = Fields.number(info.getValue().get("piece length"), "piece length");
        var layout = layout(pieceLength, bytes(extents), hashes.length);
        var announce = root.get("announce") instanceof BEString url ? url.getValueAsString() : "";
        var writer =
                new TorrentWriter(
                        name,
                        layout.pieceLength(),
                        extents,
                        new TorrentWriter.Hashes(hashes),
                        announce,
                        Fields.webSeeds(root.get("url-list")),
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

    public InfoHash infoHash() {
        return info.hash();
    }

    /// `info.name`: the volume's name.
    public String name() {
        return writer.name();
    }

    public PieceLayout layout() {
        return layout;
    }

    /// The volume's runs in torrent order; they do not overlap and none is empty.
    public List<Extent> extents() {
        return writer.extents();
    }

    /// The byte after the last one: the smallest volume it fits.
    public long lastExtentEnd() {
        return extents().stream().mapToLong(Extent::end).max().orElse(0);
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
        return Optional.of(writer.announce()).filter(url -> !url.isEmpty());
    }

    /// All trackers it names.
    public Trackers trackers() {
        return trackers;
    }

    /// Web servers that have its files (BEP 19): the URLs that it names.
    public List<String> webSeeds() {
        return writer.webSeeds();
    }

    /// Whether only its tracker may say who is in its swarm (BEP 27).
    public boolean isPrivate() {
        return info.isPrivate();
    }

    /// Bytes of the info dictionary.
    public long infoLength() {
        return info.length();
    }

    /// Writes the info dictionary, whose SHA-1 is the info-hash, in many small parts.
    public void writeInfoTo(OutputStream out) throws IOException {
        if (bytes == null) {
            writer.info(out);
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
            writer.write(out);
        } else {
            out.write(bytes);
        }
    }

    /// The same torrent (same info-hash) that names another tracker.
    public Metainfo withAnnounce(String url) throws MetainfoException {
        if (bytes == null) {
            var same = writer.withAnnounce(url);
            return new Metainfo(info, same, layout, Trackers.of(List.of(url)), null);
        }
        return edited(
                new TorrentText(bytes),
                root -> {
                    root.put("announce", new BEString(url));
                    root.remove("announce-list");
                });
    }

    /// The same torrent (same info-hash) that names this web seed alone.
    public Metainfo withWebSeed(String url) throws MetainfoException {
        return bytes == null
                ? new Metainfo(info, writer.withWebSeed(url), layout, trackers, null)
                : edited(new TorrentText(bytes), root -> root.put("url-list", new BEString(url)));
    }

    private static Metainfo edited(TorrentText text, Consumer<Map<String, BEObject<?>>> change)
            throws MetainfoException {
        var root = new TreeMap<String, BEObject<?>>(text.root());
        change.accept(root);
        return read(TorrentText.around(root, text::copyInfo));
    }

    /// What it was read from; empty where its files are named as we name them.
    Optional<TorrentText> text() throws MetainfoException {
        return bytes == null ? Optional.empty() : Optional.of(new TorrentText(bytes));
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
}
