package sower.binary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/// A structure as bytes: unsigned fields at offsets, in one byte order.
public final class Structure {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int[] GUID_BYTES = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private final byte[] bytes;
    private final ByteBuffer view;

    private Structure(byte[] bytes, ByteOrder order) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes).order(order);
    }

    /// A view of `bytes` (not a copy), least significant byte first.
    public static Structure littleEndian(byte[] bytes) {
        return new Structure(bytes, ByteOrder.LITTLE_ENDIAN);
    }

    /// A view of `bytes` (not a copy), most significant byte first.
    public static Structure bigEndian(byte[] bytes) {
        return new Structure(bytes, ByteOrder.BIG_ENDIAN);
    }

    /// Bytes of the whole structure.
    public int length() {
        return bytes.length;
    }

    /// Byte at `at`, 0 to 255.
    public int u8(int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    /// Two bytes from `at`.
    public int u16(int at) {
        return Short.toUnsignedInt(view.getShort(at));
    }

    /// Four bytes from `at`.
    public long u32(int at) {
        return Integer.toUnsignedLong(view.getInt(at));
    }

    /// Eight bytes from `at`; negative where the top bit is set, so check before calculating.
    public long u64(int at) {
        return view.getLong(at);
    }

    /// A copy of `length` bytes from `at`.
    public byte[] bytes(int at, int length) {
        if (at + length > bytes.length) {
            throw new IndexOutOfBoundsException(at + length);
        }
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /// Text of at most `length` bytes from `at`, up to the first zero character.
    public String text(int at, int length, Charset charset) {
        var text = new String(bytes, at, length, charset);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /// Whether the ASCII characters of `magic` stand at `at`; false beyond the end.
    public boolean holds(int at, String magic) {
        var expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        return at + expected.length <= bytes.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    /// Whether `length` bytes from `at` are all zero.
    public boolean isZero(int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Sixteen bytes from `at` as a UUID in lower case, in the order they stand (RFC 9562).
    public String uuid(int at) {
        return dashed(bytes(at, 16)).toLowerCase(Locale.ROOT);
    }

    /// Sixteen bytes from `at` as a GUID in upper case; its first three fields are little endian
    /// (UEFI, appendix A).
    public String guid(int at) {
        var ordered = new byte[16];
        for (int i = 0; i < 16; i++) {
            ordered[i] = bytes[at + GUID_BYTES[i]];
        }
        return dashed(ordered);
    }

    /// CRC-32 (ISO 3309, as GPT has it) of `length` bytes from `at`.
    public long crc32(int at, int length) {
        var crc = new CRC32();
        crc.update(bytes, at, length);
        return crc.getValue();
    }

    /// Writes the low 8 bits of `value`.
    public void putU8(int at, int value) {
        bytes[at] = (byte) value;
    }

    /// Writes the low 16 bits of `value`.
    public void putU16(int at, int value) {
        view.putShort(at, (short) value);
    }

    /// Writes the low 32 bits of `value`.
    public void putU32(int at, long value) {
        view.putInt(at, (int) value);
    }

    /// Writes all 64 bits of `value`.
    public void putU64(int at, long value) {
        view.putLong(at, value);
    }

    /// Writes `source` from `at` on.
    public void put(int at, byte[] source) {
        System.arraycopy(source, 0, bytes, at, source.length);
    }

    /// Writes a GUID given as text, the counterpart of [#guid].
    public void putGuid(int at, String guid) {
        var ordered = HEX.parseHex(guid.replace("-", ""));
        if (ordered.length != 16) {
            throw new IllegalArgumentException("not a GUID: " + guid);
        }
        for (int i = 0; i < 16; i++) {
            bytes[at + GUID_BYTES[i]] = ordered[i];
        }
    }

    /// Writes a UUID given as text, the counterpart of [#uuid].
    public void putUuid(int at, String uuid) {
        var ordered = HEX.parseHex(uuid.replace("-", ""));
        if (ordered.length != 16) {
            throw new IllegalArgumentException("not a UUID: " + uuid);
        }
        put(at, ordered);
    }

    private static String dashed(byte[] ordered) {
        var hex = HEX.formatHex(ordered);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
