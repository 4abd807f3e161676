package sower.wire;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import sower.metainfo.Bencoding;
import sower.metainfo.MetainfoException;

/// What peers say of the metainfo to those that have only its hash (BEP 9, `ut_metadata`). The
/// metadata are the info dictionary, in pieces of 16 KiB, all but the last.
public sealed interface MetadataMessage {
    /// By which id others are to send them to us.
    int ID = 1;

    /// Bytes of every piece but the last.
    int PIECE_LENGTH = 1 << 14;

    /// The longest info dictionary that is given or taken: a million files take about so many.
    int MOST_BYTES = 64 << 20;

    /// @param piece of the metadata
    record Request(int piece) implements MetadataMessage {}

    /// @param length of all metadata (`total_size`)
    /// @param bytes a buffer of its own, from position to limit
    record Data(int piece, int length, ByteBuffer bytes) implements MetadataMessage {}

    record Reject(int piece) implements MetadataMessage {}

    /// One that we do not know: passed over, as BEP 9 asks.
    record Unknown(int type) implements MetadataMessage {}

    /// How many pieces so many bytes have.
    static int pieces(int length) {
        return (length + PIECE_LENGTH - 1) / PIECE_LENGTH;
    }

    /// Bytes of a piece.
    static int pieceLength(int piece, int length) {
        return Math.min(PIECE_LENGTH, length - piece * PIECE_LENGTH);
    }

    /// As a message.
    ///
    /// @param id that the receiver has given them
    default Message.Extended encode(int id) {
        return switch (this) {
            case Request(int piece) -> message(id, 0, piece, Map.of());
            case Data(int piece, int length, ByteBuffer bytes) -> {
                var head = message(id, 1, piece, Map.of("total_size", new BEInteger(length)));
                var payload =
                        ByteBuffer.allocate(head.payload().remaining() + bytes.remaining())
                                .put(head.payload())
                                .put(bytes.duplicate());
                yield new Message.Extended(id, payload.flip());
            }
            case Reject(int piece) -> message(id, 2, piece, Map.of());
            case Unknown _ -> throw new IllegalArgumentException("never sent");
        };
    }

    private static Message.Extended message(
            int id, int type, int piece, Map<String, BEObject<?>> more) {
        var root = new TreeMap<String, BEObject<?>>(more);
        root.put("msg_type", new BEInteger(type));
        root.put("piece", new BEInteger(piece));
        return new Message.Extended(id, ByteBuffer.wrap(Bencoding.encode(new BEMap(root))));
    }

    /// @param message with the id that we have given them
    static MetadataMessage decode(Message.Extended message) throws ProtocolException {
        byte[] bytes = new byte[message.payload().remaining()];
        message.payload().duplicate().get(bytes);
        try {
            int end = Bencoding.end(bytes, 0); // what follows the dictionary is the piece
            var root = Bencoding.parse(Arrays.copyOf(bytes, end)).getValue();
            int type = number(root, "msg_type");
            return switch (type) {
                case 0 -> new Request(number(root, "piece"));
                case 1 -> {
                    var data = ByteBuffer.wrap(bytes, end, bytes.length - end).slice();
                    yield new Data(number(root, "piece"), number(root, "total_size"), data);
                }
                case 2 -> new Reject(number(root, "piece"));
                default -> new Unknown(type);
            };
        } catch (MetainfoException e) {
            throw new ProtocolException("metadata message: " + e.getMessage());
        }
    }

    private static int number(Map<String, BEObject<?>> root, String key) throws ProtocolException {
        long value = root.get(key) instanceof BEInteger number ? number.getValue().longValue() : -1;
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new ProtocolException("metadata message without " + key);
        }
        return (int) value;
    }
}
