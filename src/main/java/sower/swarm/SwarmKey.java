package sower.swarm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sower.metainfo.InfoHash;
import sower.wire.PeerId;

/// What the peers of a closed swarm know and strangers do not. It is never sent: each end proves in
/// its extension handshake that it has it, for this torrent and these two peers.
///
/// It keeps strangers out; it does not hide what is sent from whoever can listen on the wire.
public final class SwarmKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 16;
    private static final int RANDOM_BYTES = 32;

    private final byte[] bytes;

    private SwarmKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// One that nobody else has.
    public static SwarmKey random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SwarmKey(bytes);
    }

    /// @param hex at least 16 bytes
    public static SwarmKey parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a swarm's key has at least 16 bytes");
        }
        return new SwarmKey(bytes);
    }

    /// To be handed to machines over a channel that nobody else reads.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /// What `sender` shows to `receiver`, hex.
    String proof(InfoHash torrent, PeerId sender, PeerId receiver) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update("sower peer".getBytes(StandardCharsets.US_ASCII));
            mac.update(torrent.bytes());
            mac.update(sender.bytes());
            return HexFormat.of().formatHex(mac.doFinal(receiver.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// Whether `shown` is the proof of `sender` for `receiver`.
    boolean proves(String shown, InfoHash torrent, PeerId sender, PeerId receiver) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.US_ASCII),
                proof(torrent, sender, receiver).getBytes(StandardCharsets.US_ASCII));
    }

    /// Never the key: this may end in a log.
    @Override
    public String toString() {
        return "a swarm's key";
    }
}
