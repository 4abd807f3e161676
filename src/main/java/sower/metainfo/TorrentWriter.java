package sower.metainfo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import sower.disk.Extent;
import sower.disk.Extents;

/// Writes a torrent in the form of EZIO and partclone (FORMAT.md), keys sorted, one file after the
/// other: a million files take sixty megabytes, which need not be in memory.
///
/// @param announce tracker URL; empty for none
record TorrentWriter(
        String name,
        int pieceLength,
        Extents extents,
        Hashes hashes,
        String announce,
        List<String> webSeeds,
        Instant created) {

    /// The hashes of all pieces, 20 bytes each, never changed.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Hashes(byte[] bytes) {}

    /// The same with another tracker.
    TorrentWriter withAnnounce(String url) {
        return new TorrentWriter(name, pieceLength, extents, hashes, url, webSeeds, created);
    }

    /// The same with this web seed alone.
    TorrentWriter withWebSeed(String url) {
        var only = List.of(url);
        return new TorrentWriter(name, pieceLength, extents, hashes, announce, only, created);
    }

    /// The whole torrent.
    void write(OutputStream out) throws IOException {
        out.write('d');
        if (!announce.isEmpty()) {
            text(out, "announce");
            text(out, announce);
        }
        text(out, "created by");
        text(out, "Sower");
        text(out, "creation date");
        number(out, created.getEpochSecond());
        text(out, "info");
        info(out);
        if (!webSeeds.isEmpty()) {
            text(out, "url-list");
            out.write(Bencoding.encode(Fields.encode(webSeeds)));
        }
        out.write('e');
    }

    /// The swarm's name, and how long the dictionary is that it is the hash of.
    Info info() {
        var digest = Sha1.digest();
        var counted = new Counter();
        try (var out = new DigestOutputStream(counted, digest)) {
            info(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Info(InfoHash.of(digest.digest()), counted.count, /* isPrivate= */ false);
    }

    /// Whether what would be written is `bytes`.
    boolean writes(byte[] bytes) {
        var comparison = new Comparison(bytes);
        try (comparison) {
            write(comparison);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return comparison.same && comparison.at == bytes.length;
    }

    /// Its info dictionary.
    void info(OutputStream out) throws IOException {
        out.write('d');
        text(out, "files");
        out.write('l');
        for (var extent : extents) {
            var file = "d6:lengthi" + extent.length() + "e4:pathl32:" + name(extent) + "ee";
            out.write(file.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write('e');
        text(out, "name");
        text(out, name);
        text(out, "piece length");
        number(out, pieceLength);
        text(out, "pieces");
        out.write((hashes.bytes.length + ":").getBytes(StandardCharsets.ISO_8859_1));
        out.write(hashes.bytes);
        out.write('e');
    }

    /// What the file of an extent is called: 32 digits.
    static String name(Extent extent) {
        return "0000000000000000" + HexFormat.of().toHexDigits(extent.offset());
    }

    private static void text(OutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((bytes.length + ":").getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
    }

    private static void number(OutputStream out, long number) throws IOException {
        out.write(("i" + number + "e").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Counts instead of writing.
    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }

    /// Compares instead of writing.
    private static final class Comparison extends OutputStream {
        private final byte[] expected;
        private int at;
        private boolean same = true;

        Comparison(byte[] expected) {
            this.expected = expected;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            same &=
                    length <= expected.length - at
                            && Arrays.equals(
                                    bytes, offset, offset + length, expected, at, at + length);
            at = same ? at + length : at;
        }
    }
}
