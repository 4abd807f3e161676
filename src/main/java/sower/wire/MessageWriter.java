package sower.wire;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// Encodes messages at the end of a buffer that has room for them.
public final class MessageWriter {
    /// Head of a block message: length prefix, id, piece, begin.
    public static final int PIECE_HEAD = 13;

    /// Longest of the messages with a fixed length.
    public static final int LONGEST_FIXED = 17;

    private MessageWriter() {}

    /// Bytes that `message` takes on the wire; a block counts with its head only.
    public static int length(Message message, int pieceCount) {
        return switch (message) {
            case Message.Bitfield _ -> 5 + Bitfields.length(pieceCount);
            case Message.Extended extended -> 6 + extended.payload().remaining();
            default -> LONGEST_FIXED;
        };
    }

    /// Puts `message`; of a block only its head.
    public static void put(ByteBuffer to, Message message, int pieceCount) {
        switch (message) {
            case Message.KeepAlive _ -> to.putInt(0);
            case Message.Choke _ -> head(to, 1, MessageReader.CHOKE);
            case Message.Unchoke _ -> head(to, 1, MessageReader.UNCHOKE);
            case Message.Interested _ -> head(to, 1, MessageReader.INTERESTED);
            case Message.NotInterested _ -> head(to, 1, MessageReader.NOT_INTERESTED);
            case Message.Have(int piece) -> head(to, 5, MessageReader.HAVE).putInt(piece);
            case Message.Bitfield(BitSet pieces, int _) -> {
                byte[] bytes = Bitfields.encode(pieces, pieceCount);
                head(to, 1 + bytes.length, MessageReader.BITFIELD).put(bytes);
            }
            case Message.Request(int piece, int begin, int length) ->
                    block(to, MessageReader.REQUEST, piece, begin, length);
            case Message.Piece(int piece, int begin, int length) ->
                    head(to, 9 + length, MessageReader.PIECE).putInt(piece).putInt(begin);
            case Message.Cancel(int piece, int begin, int length) ->
                    block(to, MessageReader.CANCEL, piece, begin, length);
            case Message.Port(int port) -> head(to, 3, MessageReader.PORT).putShort((short) port);
            case Message.Suggest(int piece) -> head(to, 5, MessageReader.SUGGEST).putInt(piece);
            case Message.HaveAll _ -> head(to, 1, MessageReader.HAVE_ALL);
            case Message.HaveNone _ -> head(to, 1, MessageReader.HAVE_NONE);
            case Message.Reject(int piece, int begin, int length) ->
                    block(to, MessageReader.REJECT, piece, begin, length);
            case Message.AllowedFast(int piece) ->
                    head(to, 5, MessageReader.ALLOWED_FAST).putInt(piece);
            case Message.Extended(int id, ByteBuffer payload) ->
                    head(to, 2 + payload.remaining(), MessageReader.EXTENDED)
                            .put((byte) id)
                            .put(payload.duplicate());
            case Message.Unknown _ ->
                    throw new IllegalArgumentException("an unknown message is never sent");
        }
    }

    /// A single message, to be sent by itself.
    public static ByteBuffer encode(Message message, int pieceCount) {
        var bytes = ByteBuffer.allocate(length(message, pieceCount));
        put(bytes, message, pieceCount);
        return bytes.flip();
    }

    private static ByteBuffer head(ByteBuffer to, int length, int id) {
        return to.putInt(length).put((byte) id);
    }

    private static void block(ByteBuffer to, int id, int piece, int begin, int length) {
        head(to, 13, id).putInt(piece).putInt(begin).putInt(length);
    }
}
