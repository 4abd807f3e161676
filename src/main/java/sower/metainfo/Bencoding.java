package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.serializers.BEParser;
import bt.bencoding.types.BEMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// bt-core's bencoding behind a border check: its parser recurses, so depth is bounded first.
public final class Bencoding {
    private static final int MOST_DEPTH = 16;

    private Bencoding() {}

    /// Parses a dictionary.
    ///
    /// @throws MetainfoException when the bytes are no bencoded dictionary
    public static BEMap parse(byte[] bytes) throws MetainfoException {
        end(bytes, 0);
        try (var parser = new BEParser(bytes)) {
            return parser.readMap();
        } catch (RuntimeException e) {
            throw new MetainfoException("not bencoded: " + e.getMessage(), e);
        }
    }

    /// The bytes of a value; the keys of a dictionary are sorted.
    public static byte[] encode(BEObject<?> value) {
        var out = new ByteArrayOutputStream();
        try {
            value.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a ByteArrayOutputStream never fails
        }
        return out.toByteArray();
    }

    /// Where the value that begins at `start` ends.
    ///
    /// @throws MetainfoException when it does not, or is nested too deep
    public static int end(byte[] bytes, int start) throws MetainfoException {
        int depth = 0;
        int i = start;
        do {
            if (i >= bytes.length) {
                throw new MetainfoException("it ends too early, after " + bytes.length + " bytes");
            }
            switch (bytes[i]) {
                case 'd', 'l' -> {
                    depth++;
                    i++;
                }
                case 'e' -> {
                    depth--;
                    i++;
                }
                case 'i' -> i = indexOf(bytes, 'e', i) + 1;
                default -> i = afterString(bytes, i);
            }
            if (depth > MOST_DEPTH) {
                throw new MetainfoException(
                        "not bencoded: nested more than " + MOST_DEPTH + " deep");
            }
        } while (depth > 0);
        return i;
    }

    /// Where the value of a key begins.
    ///
    /// @param dictionary where it begins, whose end was found already
    /// @return −1 where there is no such key
    static int value(byte[] bytes, int dictionary, String key) throws MetainfoException {
        int found = -1;
        var wanted = (key.length() + ":" + key).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = dictionary + 1; bytes[i] != 'e'; ) {
            int value = afterString(bytes, i);
            if (bytes[value] == 'e') {
                throw new MetainfoException("not bencoded: a key without a value at " + i);
            }
            if (Arrays.equals(bytes, i, value, wanted, 0, wanted.length)) {
                if (found >= 0) {
                    throw new MetainfoException("not bencoded: '" + key + "' is there twice");
                }
                found = value;
            }
            i = end(bytes, value);
        }
        return found;
    }

    private static int afterString(byte[] bytes, int start) throws MetainfoException {
        long length = 0;
        int colon = start;
        for (; colon < bytes.length && bytes[colon] != ':'; colon++) {
            int digit = bytes[colon] - '0';
            if (digit < 0 || digit > 9 || length > bytes.length) {
                throw new MetainfoException("not bencoded: unexpected byte at " + colon);
            }
            length = length * 10 + digit;
        }
        if (colon + 1 + length > bytes.length) {
            throw new MetainfoException("it ends too early, after " + bytes.length + " bytes");
        }
        return (int) (colon + 1 + length);
    }

    private static int indexOf(byte[] bytes, char wanted, int start) throws MetainfoException {
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new MetainfoException("it ends too early, after " + bytes.length + " bytes");
    }
}
