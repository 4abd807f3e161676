package sower.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bt.net.buffer.DelegatingByteBufferView;
import bt.protocol.Bitfield;
import bt.protocol.Cancel;
import bt.protocol.Choke;
import bt.protocol.DecodingContext;
import bt.protocol.EncodingContext;
import bt.protocol.Have;
import bt.protocol.Interested;
import bt.protocol.KeepAlive;
import bt.protocol.NotInterested;
import bt.protocol.Request;
import bt.protocol.StandardBittorrentProtocol;
import bt.protocol.Unchoke;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// bt-core's codec of BEP 3 and ours understand each other.
@Tag("oracle")
class BtCoreOracleTest {
    private static final int PIECES = 11;
    private final StandardBittorrentProtocol oracle = new StandardBittorrentProtocol(Map.of());

    static Stream<Arguments> pairs() throws Exception {
        var pieces = new BitSet();
        pieces.set(0);
        pieces.set(9);
        return Stream.of(
                Arguments.of(new Message.KeepAlive(), KeepAlive.instance()),
                Arguments.of(new Message.Choke(), Choke.instance()),
                Arguments.of(new Message.Unchoke(), Unchoke.instance()),
                Arguments.of(new Message.Interested(), Interested.instance()),
                Arguments.of(new Message.NotInterested(), NotInterested.instance()),
                Arguments.of(new Message.Have(70_000), new Have(70_000)),
                Arguments.of(
                        new Message.Bitfield(pieces, 2),
                        new Bitfield(new byte[] {(byte) 0x80, 0x40})),
                Arguments.of(new Message.Request(3, 1 << 20, 5), new Request(3, 1 << 20, 5)),
                Arguments.of(new Message.Cancel(3, 1 << 20, 5), new Cancel(3, 1 << 20, 5)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsOurs(Message ours, bt.protocol.Message theirs) {
        var sent = ByteBuffer.allocate(100);
        MessageWriter.put(sent, ours, PIECES);

        var context = new DecodingContext(null);
        int read = oracle.decode(context, new DelegatingByteBufferView(sent.flip()));

        assertEquals(sent.limit(), read);
        assertEquals(theirs.toString(), context.getMessage().toString());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void writesWhatWeRead(Message ours, bt.protocol.Message theirs) throws IOException {
        var sent = ByteBuffer.allocate(100);
        assertTrue(oracle.encode(new EncodingContext(null), theirs, sent));

        var reader = new MessageReader(new Dribble(sent.flip(), new Random(1)), 300);

        assertEquals(ours, reader.next());
    }
}
