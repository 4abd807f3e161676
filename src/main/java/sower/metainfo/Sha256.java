package sower.metainfo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, which an image keeps beside the torrent's SHA-1: what our own programs believe.
public final class Sha256 {
    private Sha256() {}

    /// A new digest; every Java platform must have it.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// 32 bytes.
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }
}
