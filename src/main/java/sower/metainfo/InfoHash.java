package sower.metainfo;

import java.util.Arrays;
import java.util.HexFormat;

/// SHA-1 of a torrent's `info` dictionary (BEP 3): the name of a swarm.
public final class InfoHash {
    public static final int LENGTH = 20;

    private final byte[] bytes;

    private InfoHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an info-hash has 20 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /// @param bytes exactly 20
    public static InfoHash of(byte[] bytes) {
        return new InfoHash(bytes.clone());
    }

    /// @param hex exactly 40 hex digits
    public static InfoHash parse(String hex) {
        return new InfoHash(HexFormat.of().parseHex(hex));
    }

    /// A copy of its 20 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InfoHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 40 lowercase hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
