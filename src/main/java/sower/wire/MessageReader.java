package sower.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Arrays;

/// Takes messages from a blocking channel.
///
/// After a [Message.Piece] the caller takes the block with [#payload] or [#skip] before it asks for
/// the next message; so a block is copied at most once, and mostly never: the part that is not
/// buffered yet goes from the socket to its place, together with what follows it, in one read.
public final class MessageReader {
    static final int CHOKE = 0;
    static final int UNCHOKE = 1;
    static final int INTERESTED = 2;
    static final int NOT_INTERESTED = 3;
    static final int HAVE = 4;
    static final int BITFIELD = 5;
    static final int REQUEST = 6;
    static final int PIECE = 7;
    static final int CANCEL = 8;
    static final int PORT = 9;
    static final int SUGGEST = 0x0D; // BEP 6
    static final int HAVE_ALL = 0x0E;
    static final int HAVE_NONE = 0x0F;
    static final int REJECT = 0x10;
    static final int ALLOWED_FAST = 0x11;
    static final int EXTENDED = 20; // BEP 10

    /// A bit field of the most pieces, with room to spare; blocks are not buffered.
    private static final int LONGEST_MESSAGE = 1 << 19;

    private static final int FIRST_BYTES = 4 << 10; // of memory for one

    private final ScatteringByteChannel channel;
    private final ByteBuffer buffer; // always ready to be read
    private final ByteBuffer[] scatter = new ByteBuffer[2];

    /// @param bufferLength bytes read ahead; at least a few hundred
    public MessageReader(ScatteringByteChannel channel, int bufferLength) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocateDirect(bufferLength).limit(0);
    }

    /// @param ahead what has been read already; fits the buffer
    public MessageReader(ScatteringByteChannel channel, int bufferLength, ByteBuffer ahead) {
        this(channel, bufferLength);
        buffer.clear().put(ahead).flip();
    }

    /// The peer's handshake, the first thing on the channel.
    public Handshake handshake() throws IOException {
        need(Handshake.LENGTH);
        return Handshake.decode(buffer);
    }

    /// The next message; waits for it.
    ///
    /// @throws EOFException when the peer has closed the connection
    /// @throws ProtocolException when it has an illegal shape
    public Message next() throws IOException {
        need(4);
        int length = buffer.getInt();
        if (length == 0) {
            return new Message.KeepAlive();
        }
        need(1);
        int id = buffer.get() & 0xFF;
        return switch (id) {
            case CHOKE -> bare(new Message.Choke(), length);
            case UNCHOKE -> bare(new Message.Unchoke(), length);
            case INTERESTED -> bare(new Message.Interested(), length);
            case NOT_INTERESTED -> bare(new Message.NotInterested(), length);
            case HAVE_ALL -> bare(new Message.HaveAll(), length);
            case HAVE_NONE -> bare(new Message.HaveNone(), length);
            case HAVE -> new Message.Have(numbers(length, 5, id).getInt());
            case SUGGEST -> new Message.Suggest(numbers(length, 5, id).getInt());
            case ALLOWED_FAST -> new Message.AllowedFast(numbers(length, 5, id).getInt());
            case PORT -> new Message.Port(numbers(length, 3, id).getShort() & 0xFFFF);
            case REQUEST, CANCEL, REJECT -> block(id, numbers(length, 13, id));
            case PIECE -> piece(length);
            case BITFIELD -> bitfield(length);
            case EXTENDED -> extended(length);
            default -> unknown(id, length);
        };
    }

    /// Fills `into` with the next bytes of the block whose head came last.
    public void payload(ByteBuffer into) throws IOException {
        int buffered = Math.min(into.remaining(), buffer.remaining());
        into.put(into.position(), buffer, buffer.position(), buffered);
        into.position(into.position() + buffered);
        buffer.position(buffer.position() + buffered);
        while (into.hasRemaining()) {
            buffer.clear(); // it is empty: all of it went into the block
            scatter[0] = into;
            scatter[1] = buffer;
            try {
                if (channel.read(scatter) < 0) {
                    throw new EOFException("closed in the middle of a block");
                }
            } finally {
                buffer.flip();
            }
        }
    }

    /// Throws away `length` bytes of a block.
    public void skip(int length) throws IOException {
        int left = length;
        while (left > 0) {
            need(1);
            int skipped = Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + skipped);
            left -= skipped;
        }
    }

    private static Message bare(Message message, int length) throws ProtocolException {
        check(length == 1, message.getClass().getSimpleName(), length);
        return message;
    }

    private ByteBuffer numbers(int length, int expected, int id) throws IOException {
        check(length == expected, "message " + id, length);
        need(expected - 1);
        return buffer;
    }

    private static Message block(int id, ByteBuffer numbers) {
        int piece = numbers.getInt();
        int begin = numbers.getInt();
        int length = numbers.getInt();
        return switch (id) {
            case REQUEST -> new Message.Request(piece, begin, length);
            case CANCEL -> new Message.Cancel(piece, begin, length);
            default -> new Message.Reject(piece, begin, length);
        };
    }

    private Message piece(int length) throws IOException {
        check(length > 9 && length - 9 <= LONGEST_MESSAGE, "block", length);
        need(8);
        return new Message.Piece(buffer.getInt(), buffer.getInt(), length - 9);
    }

    private Message bitfield(int length) throws IOException {
        byte[] bytes = take(length - 1, "bit field");
        return new Message.Bitfield(Bitfields.decode(bytes), bytes.length);
    }

    private Message extended(int length) throws IOException {
        check(length >= 2, "extended message", length);
        need(1);
        int id = buffer.get() & 0xFF;
        return new Message.Extended(id, ByteBuffer.wrap(take(length - 2, "extended message")));
    }

    private Message unknown(int id, int length) throws IOException {
        check(length > 0 && length <= LONGEST_MESSAGE, "message " + id, length);
        skip(length - 1);
        return new Message.Unknown(id);
    }

    private byte[] take(int length, String what) throws IOException {
        check(length >= 0 && length <= LONGEST_MESSAGE, what, length);
        byte[] bytes = new byte[Math.min(length, FIRST_BYTES)]; // more when that much has come
        int done = 0;
        while (done < length) {
            need(1);
            if (done == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, 2 * done));
            }
            int taken = Math.min(bytes.length - done, buffer.remaining());
            buffer.get(bytes, done, taken);
            done += taken;
        }
        return bytes;
    }

    private void need(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return;
        }
        buffer.compact();
        try {
            while (buffer.position() < count) {
                if (((ReadableByteChannel) channel).read(buffer) < 0) {
                    throw new EOFException("closed by the peer");
                }
            }
        } finally {
            buffer.flip();
        }
    }

    private static void check(boolean legal, String what, int length) throws ProtocolException {
        if (!legal) {
            throw new ProtocolException(what + " of " + length + " bytes");
        }
    }
}
