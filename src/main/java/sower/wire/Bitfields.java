package sower.wire;

import java.util.BitSet;

/// Bit fields as the wire and a report carry them: high bit of the first byte is piece 0 (BEP 3).
public final class Bitfields {
    private Bitfields() {}

    /// Bytes that `count` bits take.
    public static int length(int count) {
        return (count + 7) / 8;
    }

    /// @param count pieces of the torrent
    public static byte[] encode(BitSet set, int count) {
        byte[] bytes = new byte[length(count)];
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            bytes[i >> 3] |= (byte) (0x80 >> (i & 7));
        }
        return bytes;
    }

    /// The bits that are set.
    public static BitSet decode(byte[] bytes) {
        var set = new BitSet(bytes.length * 8);
        for (int i = 0; i < bytes.length * 8; i++) {
            if ((bytes[i >> 3] & 0x80 >> (i & 7)) != 0) {
                set.set(i);
            }
        }
        return set;
    }
}
