package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEString;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/// The bytes of a `.torrent`, and where in them its parts are.
///
/// A parsed file of a torrent takes ten times its bytes, and there may be a million: so the list of
/// files stays text, and its entries are parsed one at a time.
final class TorrentText {
    private static final byte[] NO_FILES = {'l', 'e'};

    private final byte[] bytes;
    private final int info;
    private final int infoEnd;
    private final int files; // −1 where there is no list
    private final int filesEnd;

    /// @param bytes never changed from now on
    TorrentText(byte[] bytes) throws MetainfoException {
        this.bytes = bytes;
        Bencoding.end(bytes, 0);
        this.info = bytes[0] == 'd' ? dictionary("info") : -1;
        this.infoEnd = info < 0 ? -1 : Bencoding.end(bytes, info);
        int list = info < 0 ? -1 : Bencoding.value(bytes, info, "files");
        this.files = list >= 0 && bytes[list] == 'l' ? list : -1;
        this.filesEnd = files < 0 ? -1 : Bencoding.end(bytes, files);
    }

    /// A torrent of these keys, but for the info dictionary: to encode that anew would sort its
    /// keys and change its hash.
    ///
    /// @param root with an entry `info` of any kind
    static byte[] around(
            SortedMap<String, BEObject<?>> root, Consumer<ByteArrayOutputStream> info) {
        var out = new ByteArrayOutputStream();
        out.write('d');
        root.forEach((key, value) -> {
            out.writeBytes(Bencoding.encode(new BEString(key)));
            if (key.equals("info")) {
                info.accept(out);
            } else {
                out.writeBytes(Bencoding.encode(value));
            }
        });
        out.write('e');
        return out.toByteArray();
    }

    private int dictionary(String key) throws MetainfoException {
        int at = Bencoding.value(bytes, 0, key);
        return at >= 0 && bytes[at] == 'd' ? at : -1;
    }

    /// The torrent with an empty list of files.
    Map<String, BEObject<?>> root() throws MetainfoException {
        if (files < 0) {
            return Bencoding.parse(bytes).getValue();
        }
        var rest = new ByteArrayOutputStream();
        rest.write(bytes, 0, files);
        rest.writeBytes(NO_FILES);
        rest.write(bytes, filesEnd, bytes.length - filesEnd);
        return Bencoding.parse(rest.toByteArray()).getValue();
    }

    /// The `info` dictionary as it stands there.
    Info info() throws MetainfoException {
        int mark = Bencoding.value(bytes, info, "private");
        boolean isPrivate = mark >= 0 && bytes[mark] == 'i' && bytes[mark + 1] == '1';
        MessageDigest digest = Sha1.digest();
        digest.update(bytes, info, infoEnd - info);
        return new Info(InfoHash.of(digest.digest()), infoEnd - info, isPrivate);
    }

    /// Adds the `info` dictionary as it stands there.
    void copyInfo(ByteArrayOutputStream out) {
        out.write(bytes, info, infoEnd - info);
    }

    /// Whether it has a list of files, and is not one file.
    boolean hasFiles() {
        return files >= 0;
    }

    /// Where the first file's entry begins, −1 where there is none.
    int firstFile() {
        return bytes[files + 1] == 'e' ? -1 : files + 1;
    }

    /// Where the entry after the one at `file` begins, −1 where there is none.
    int nextFile(int file) throws MetainfoException {
        int next = Bencoding.end(bytes, file);
        return bytes[next] == 'e' ? -1 : next;
    }

    /// The entry that begins at `file`.
    Map<String, BEObject<?>> file(int file) throws MetainfoException {
        if (bytes[file] != 'd') {
            throw new MetainfoException("The torrent is damaged: a file is no dictionary.");
        }
        var entry = Arrays.copyOfRange(bytes, file, Bencoding.end(bytes, file));
        try {
            return Bencoding.parse(entry).getValue();
        } catch (MetainfoException e) {
            throw new MetainfoException("The torrent is damaged: " + e.getMessage() + ".", e);
        }
    }
}
