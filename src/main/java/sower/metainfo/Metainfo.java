package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEList;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;

/// The torrent of one volume (BEP 3, multi-file form): each file is a run of the volume's bytes and
/// is named by the offset of its first byte, in hex.
///
/// What we write: FORMAT of EZIO and partclone, 32 lowercase digits, ascending, nothing else in
/// `info`. What we read: any width and case, `0x`, directories before it, any order.
public final class Metainfo {
    private final InfoHash infoHash;
    private final String name;
    private final PieceLayout layout;
    private final List<Extent> extents;
    private final byte[] hashes;
    private final String announce;
    private final byte[] bytes;

    private Metainfo(
            InfoHash infoHash,
            String name,
            PieceLayout layout,
            List<Extent> extents,
            byte[] hashes,
            String announce,
            byte[] bytes) {
        this.infoHash = infoHash;
        this.name = name;
        this.layout = layout;
        this.extents = List.copyOf(extents);
        this.hashes = hashes;
        this.announce = announce;
        this.bytes = bytes;
    }

    /// Makes the torrent of a volume whose pieces were hashed already.
    ///
    /// @param extents in torrent order, lengths adding up to what was hashed
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
        var files = new ArrayList<BEObject<?>>(extents.size());
        for (var extent : extents) {
            var path = new BEList(List.of(new BEString("%032x".formatted(extent.offset()))));
            files.add(map(Map.of("length", new BEInteger(extent.length()), "path", path)));
        }
        var info =
                map(
                        Map.of(
                                "files", new BEList(files),
                                "name", new BEString(name),
                                "piece length", new BEInteger(pieceLength),
                                "pieces", new BEString(sha1s)));
        var root = new TreeMap<String, BEObject<?>>();
        if (!announce.isEmpty()) {
            root.put("announce", new BEString(announce));
        }
        root.put("created by", new BEString("Sower"));
        root.put("creation date", new BEInteger(created.getEpochSecond()));
        root.put("info", info);
        return read(Bencoding.encode(new BEMap(root)));
    }

    /// Reads a `.torrent` and checks all that later code relies on.
    ///
    /// @throws MetainfoException with the reason, when it is damaged or no torrent of a disk
    public static Metainfo read(byte[] torrent) throws MetainfoException {
        Map<String, BEObject<?>> root;
        try {
            root = Bencoding.parse(torrent).getValue();
        } catch (MetainfoException e) {
            throw new MetainfoException("The torrent is damaged: " + e.getMessage() + ".", e);
        }
        if (!(root.get("info") instanceof BEMap info)) {
            throw new MetainfoException("The torrent is damaged: it has no info dictionary.");
        }
        refuseVersion2(info.getValue());
        var name = text(info.getValue().get("name"), "name");
        var hashes = bytes(info.getValue().get("pieces"), "pieces");
        var extents = FileNames.extents(info.getValue(), name);
        long length = extents.stream().mapToLong(Extent::length).sum();
        var layout = layout(info.getValue(), length, hashes.length);
        var announce = root.get("announce") instanceof BEString url ? url.getValueAsString() : "";
        byte[] infoBytes = info.getContent();
        return new Metainfo(
                InfoHash.of(Sha1.of(infoBytes)),
                name,
                layout,
                extents,
                hashes,
                announce,
                torrent.clone());
    }

    public InfoHash infoHash() {
        return infoHash;
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

    /// The whole `.torrent` file.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The same torrent (same info-hash) that names another tracker.
    public Metainfo withAnnounce(String url) throws MetainfoException {
        var root = new TreeMap<String, BEObject<?>>(Bencoding.parse(bytes).getValue());
        root.put("announce", new BEString(url));
        root.remove("announce-list");
        var out = new ByteArrayOutputStream();
        out.write('d');
        root.forEach((key, value) -> {
            out.writeBytes(Bencoding.encode(new BEString(key)));
            // encoding info anew would sort its keys, and so change its hash
            boolean info = key.equals("info");
            out.writeBytes(info ? value.getContent() : Bencoding.encode(value));
        });
        out.write('e');
        return read(out.toByteArray());
    }

    private static PieceLayout layout(Map<String, BEObject<?>> info, long length, int hashBytes)
            throws MetainfoException {
        long pieceLength = number(info.get("piece length"), "piece length");
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

    private static BEMap map(Map<String, BEObject<?>> entries) {
        return new BEMap(new TreeMap<>(entries));
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
