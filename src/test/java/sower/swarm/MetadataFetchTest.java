package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// Metainfo for a magnet link is fetched from whoever has it (BEP 9), and who lies is passed over.
@Tag("swarm")
class MetadataFetchTest extends MetadataRoom {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isFetchedFromAPeer() throws Exception {
        var seeder = room.seeder();
        var engine = room.engine();
        try (var fetch = new MetadataFetch(volume.metainfo().infoHash(), engine)) {
            fetch.addPeer(seeder.address());

            assertArrayEquals(info, fetch.await(20 * SECOND, () -> false).orElseThrow());
        }
    }

    @Test
    void aClosedSwarmDoesNotGiveIt() throws Exception {
        var engine = room.engine();
        room.setKey(KEY);
        var seeder = room.seeder();
        try (var fetch = new MetadataFetch(volume.metainfo().infoHash(), engine)) {
            fetch.addPeer(seeder.address());

            assertFalse(fetch.await(3 * SECOND, () -> false).isPresent());
        }
    }

    /// What a peer may do instead of sending what it was asked for.
    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another dictionary", (_, piece, all) -> data(piece, all.length, wrong(all))),
                lie(
                        "a longer piece",
                        (_, piece, all) -> {
                            var longer = ByteBuffer.allocate(MetadataMessage.PIECE_LENGTH + 1);
                            return new MetadataMessage.Data(piece, all.length, longer);
                        }),
                lie(
                        "no bytes",
                        (_, piece, all) -> {
                            return new MetadataMessage.Data(
                                    piece, all.length, ByteBuffer.allocate(0));
                        }),
                lie("another length", (_, piece, all) -> data(piece, all.length + 1, all)),
                lie("another piece", (_, _, all) -> data(3, all.length, all)),
                lie("the first piece again", (_, _, all) -> data(0, all.length, all)),
                lie(
                        "a piece that is none",
                        (_, _, all) -> {
                            return new MetadataMessage.Data(
                                    1 << 30, all.length, ByteBuffer.allocate(9));
                        }),
                lie("refusals", (_, piece, _) -> new MetadataMessage.Reject(piece)),
                lie(
                        "nothing",
                        (peer, _, _) -> {
                            peer.listen();
                            throw new IllegalStateException();
                        }));
    }

    interface Lie {
        MetadataMessage about(TestPeer peer, int piece, byte[] all) throws IOException;
    }

    private static Arguments lie(String name, Lie lie) {
        return Arguments.of(name, lie);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void isFetchedFromOthersWhenOneSends(String name, Lie lie) throws Exception {
        var infoHash = volume.metainfo().infoHash();
        try (var liar =
                        TestListener.open(
                                infoHash,
                                it -> {
                                    it.send(handshake(info.length));
                                    while (true) {
                                        var asked = it.next(Message.Extended.class);
                                        if (asked.id() == THEIRS) {
                                            int piece = request(asked).piece();
                                            it.reached();
                                            it.send(lie.about(it, piece, info).encode(1));
                                        }
                                    }
                                });
                var fetch = new MetadataFetch(infoHash, room.engine())) {
            fetch.addPeer(liar.address());
            assertFalse(fetch.await(SECOND, () -> false).isPresent());
            assertTrue(liar.wasAsked());

            fetch.addPeer(room.seeder().address());

            assertArrayEquals(info, fetch.await(20 * SECOND, () -> false).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 30, Integer.MAX_VALUE})
    void metadataThatAreTooLongAreNotAskedFor(int length) throws Exception {
        var infoHash = volume.metainfo().infoHash();
        try (var liar =
                        TestListener.open(
                                infoHash,
                                it -> {
                                    it.send(handshake(length));
                                    while (it.next(Message.Extended.class).id() != THEIRS) {}
                                    it.reached();
                                });
                var fetch = new MetadataFetch(infoHash, room.engine())) {
            fetch.addPeer(liar.address());

            assertFalse(fetch.await(SECOND, () -> false).isPresent());
            assertFalse(liar.wasAsked());
        }
    }

    private static MetadataMessage.Request request(Message.Extended asked)
            throws ProtocolException {
        return (MetadataMessage.Request) MetadataMessage.decode(asked);
    }

    private static MetadataMessage.Data data(int piece, int length, byte[] all) {
        int from = piece * MetadataMessage.PIECE_LENGTH;
        int count = MetadataMessage.pieceLength(piece, all.length);
        return new MetadataMessage.Data(piece, length, ByteBuffer.wrap(all, from, count).slice());
    }

    private static byte[] wrong(byte[] all) {
        byte[] wrong = all.clone();
        wrong[wrong.length / 2] ^= 1;
        return wrong;
    }

    private static Message.Extended handshake(int length) {
        var said =
                new ExtensionHandshake(
                        "test", 0, 250, 1 << 14, "", "", false, false, THEIRS, length, 0);
        return said.encode();
    }
}
