package sower.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sower.metainfo.InfoHash;

/// The first 68 bytes each side sends (BEP 3), with the reserved bits we know.
///
/// @param extended speaks the extension protocol (BEP 10)
/// @param fast speaks the fast extension (BEP 6)
public record Handshake(InfoHash infoHash, PeerId peerId, boolean extended, boolean fast) {
    /// Bytes on the wire.
    public static final int LENGTH = 68;

    private static final byte[] PROTOCOL =
            "\023BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final int EXTENDED = 0x10; // reserved[5]
    private static final int FAST = 0x04; // reserved[7]

    /// Its 68 bytes, ready to be read.
    public ByteBuffer encode() {
        var buffer = ByteBuffer.allocate(LENGTH).put(PROTOCOL);
        byte[] reserved = new byte[8];
        reserved[5] |= (byte) (extended ? EXTENDED : 0);
        reserved[7] |= (byte) (fast ? FAST : 0);
        return buffer.put(reserved).put(infoHash.bytes()).put(peerId.bytes()).flip();
    }

    /// How many bytes tell whether this is one.
    public static int markLength() {
        return PROTOCOL.length;
    }

    /// Whether a connection begins with one.
    ///
    /// @param first so many bytes as above, remaining
    public static boolean isMark(ByteBuffer first) {
        return first.equals(ByteBuffer.wrap(PROTOCOL));
    }

    /// @param buffer 68 bytes remaining
    public static Handshake decode(ByteBuffer buffer) throws ProtocolException {
        byte[] protocol = new byte[PROTOCOL.length];
        byte[] reserved = new byte[8];
        byte[] infoHash = new byte[InfoHash.LENGTH];
        byte[] peerId = new byte[PeerId.LENGTH];
        buffer.get(protocol).get(reserved).get(infoHash).get(peerId);
        if (!Arrays.equals(protocol, PROTOCOL)) {
            throw new ProtocolException("not a BitTorrent handshake");
        }
        return new Handshake(
                InfoHash.of(infoHash),
                new PeerId(peerId),
                (reserved[5] & EXTENDED) != 0,
                (reserved[7] & FAST) != 0);
    }
}
