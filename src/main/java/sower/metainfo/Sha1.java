package sower.metainfo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-1, the hash of BitTorrent v1: compatibility, not security.
public final class Sha1 {
    private Sha1() {}

    /// A new digest; every Java platform must have it.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// 20 bytes.
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }
}
