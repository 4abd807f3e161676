package sower.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What [MessageWriter] writes, [MessageReader] reads.
class MessagesTest {
    private static final int PIECES = 1003;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatWasWrittenWhateverTheReadsAre(int seed) throws IOException {
        var random = new Random(seed);
        var messages = IntStream.range(0, 300).mapToObj(_ -> any(random)).toList();
        var sent = ByteBuffer.allocate(64 << 20);
        var blocks = new ArrayList<ByteBuffer>();
        for (var message : messages) {
            MessageWriter.put(sent, message, PIECES);
            if (message instanceof Message.Piece piece) {
                blocks.add(block(random, piece.length()));
                sent.put(blocks.getLast().duplicate());
            }
        }

        var reader =
                new MessageReader(new Dribble(sent.flip(), random), 300 + random.nextInt(70_000));
        var read = new ArrayList<Message>();
        var taken = new ArrayList<ByteBuffer>();
        for (int i = 0; i < messages.size(); i++) {
            read.add(reader.next());
            if (read.getLast() instanceof Message.Piece piece) {
                taken.add(take(reader, random, piece.length(), blocks.get(taken.size())));
            }
        }

        assertEquals(messages, read);
        assertEquals(blocks, taken);
        assertThrows(EOFException.class, reader::next);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void predictsHowMuchRoomAMessageTakes(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            var message = any(random);
            var buffer = ByteBuffer.allocate(MessageWriter.length(message, PIECES));

            MessageWriter.put(buffer, message, PIECES); // or BufferOverflowException
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000000200_00, choke with a payload",
        "0000000401_000000, unchoke with a payload",
        "0000000404_000000, have too short",
        "0000000604_0000000000, have too long",
        "0000000C06_0000000000000000000000, request too short",
        "0000000E06_00000000000000000000000000, request too long",
        "0000000907_0000000000000000, block without bytes",
        "0008000A07_0000000000000000, block of more than half a MiB",
        "0010000005_00, bit field of a MiB",
        "0000000209_00, port too short",
        "0000000114, extended message without id",
        "0010000014_00, extended message of a MiB",
        "FFFFFFFF00, negative length of a choke",
        "FFFFFFFF05, negative length of a bit field",
        "FFFFFFFF07, negative length of a block",
        "FFFFFFFF14, negative length of an extended message",
        "FFFFFFFF63, negative length of an unknown message",
        "7FFFFFFF63, endless unknown message",
    })
    void refusesAnIllegalShape(String hex, String what) {
        var sent = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace("_", "")));
        var reader = new MessageReader(new Dribble(sent, new Random(1)), 300);

        assertThrows(ProtocolException.class, reader::next, what);
    }

    @Test
    void passesOverAMessageItDoesNotKnow() throws IOException {
        var sent = ByteBuffer.wrap(HexFormat.of().parseHex("0000000363AABB" + "0000000101"));
        var reader = new MessageReader(new Dribble(sent, new Random(1)), 300);

        assertEquals(
                List.of(new Message.Unknown(0x63), new Message.Unchoke()),
                List.of(reader.next(), reader.next()));
    }

    @Test
    void saysThatAConnectionEndedInTheMiddleOfABlock() throws IOException {
        var sent = ByteBuffer.allocate(100);
        MessageWriter.put(sent, new Message.Piece(0, 0, 16384), PIECES);
        var reader = new MessageReader(new Dribble(sent.position(90).flip(), new Random(1)), 300);
        reader.next();

        assertThrows(EOFException.class, () -> reader.payload(ByteBuffer.allocate(16384)));
    }

    private static ByteBuffer take(
            MessageReader reader, Random random, int length, ByteBuffer expected)
            throws IOException {
        if (random.nextInt(4) == 0) {
            reader.skip(length);
            return expected;
        }
        var block = ByteBuffer.allocateDirect(length + 20).position(10).limit(10 + length);
        reader.payload(block);
        return block.position(10);
    }

    private static ByteBuffer block(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static Message any(Random random) {
        int piece = random.nextInt();
        int begin = random.nextInt();
        int length = 1 + random.nextInt(random.nextBoolean() ? 100 : 140_000);
        return switch (random.nextInt(17)) {
            case 0 -> new Message.KeepAlive();
            case 1 -> new Message.Choke();
            case 2 -> new Message.Unchoke();
            case 3 -> new Message.Interested();
            case 4 -> new Message.NotInterested();
            case 5 -> new Message.Have(piece);
            case 6 -> new Message.Bitfield(pieces(random), 126);
            case 7 -> new Message.Request(piece, begin, length);
            case 8 -> new Message.Cancel(piece, begin, length);
            case 9 -> new Message.Port(random.nextInt(65536));
            case 10 -> new Message.Suggest(piece);
            case 11 -> new Message.HaveAll();
            case 12 -> new Message.HaveNone();
            case 13 -> new Message.Reject(piece, begin, length);
            case 14 -> new Message.AllowedFast(piece);
            case 15 -> new Message.Extended(random.nextInt(256), block(random, length / 100));
            default -> new Message.Piece(piece, begin, length);
        };
    }

    private static BitSet pieces(Random random) {
        var pieces = new BitSet();
        for (int i = 0; i < PIECES; i++) {
            pieces.set(i, random.nextBoolean());
        }
        return pieces;
    }
}
