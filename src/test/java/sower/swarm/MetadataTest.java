package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;

/// The metainfo goes to whoever has a magnet link (BEP 9).
@Tag("swarm")
class MetadataTest extends MetadataRoom {
    @Test
    void aPeerGetsAllOfItInPieces() throws Exception {
        var answers = new ConcurrentLinkedQueue<MetadataMessage>();

        asking(room.seeder(), answers, 0, 1, 2, 3);

        assertEquals(4, answers.size());
        var all = ByteBuffer.allocate(info.length);
        for (var answer : answers) {
            var data = (MetadataMessage.Data) answer;
            assertEquals(info.length, data.length());
            all.put(data.bytes());
        }
        assertArrayEquals(info, all.array());
    }

    @Test
    void aPieceThatIsNoneIsRefused() throws Exception {
        var answers = new ConcurrentLinkedQueue<MetadataMessage>();

        asking(room.seeder(), answers, 4, Integer.MAX_VALUE);

        assertEquals(
                List.of(
                        new MetadataMessage.Reject(4),
                        new MetadataMessage.Reject(Integer.MAX_VALUE)),
                List.copyOf(answers));
    }

    @Test
    void whoAsksForItAgainAndAgainIsRefused() throws Exception {
        var answers = new ConcurrentLinkedQueue<MetadataMessage>();

        asking(room.seeder(), answers, IntStream.range(0, 40).map(i -> i % 4).toArray());

        long refused = answers.stream().filter(MetadataMessage.Reject.class::isInstance).count();
        assertEquals(40, answers.size());
        assertEquals(24, refused, "after four times all of it");
    }

    @Test
    void requestsThatNobodyReadsTheAnswersOfAreNoHarm() throws Exception {
        var seeder = room.seeder();
        room.hostile(
                seeder,
                it -> {
                    it.send(handshake(info.length));
                    it.flood(100_000, new MetadataMessage.Request(0).encode(MetadataMessage.ID));
                });

        room.assertCopies(room.leecher("target"), seeder);
    }

    static Stream<Arguments> whatAStrangerSays() {
        var request = new MetadataMessage.Request(0).encode(MetadataMessage.ID);
        return Stream.of(
                Arguments.of("at once", List.of(request)),
                Arguments.of("after an introduction", List.of(handshake(0), request)),
                Arguments.of("after silence", List.of(new Message.KeepAlive(), request)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAStrangerSays")
    void aClosedSwarmShowsAStrangerNothingOfIt(String when, List<Message> said) throws Exception {
        room.setKey(KEY);
        var answers = new ConcurrentLinkedQueue<Message>();

        var stranger =
                room.hostile(
                        room.seeder(),
                        it -> {
                            for (var message : said) {
                                it.send(message);
                            }
                            while (true) {
                                answers.add(it.next());
                            }
                        });

        assertTrue(stranger.isDropped(10));
        for (var answer : answers) {
            if (answer instanceof Message.Extended extended) {
                assertEquals(0, extended.id(), "a handshake, no metadata");
                var theirs = ExtensionHandshake.decode(extended);
                assertEquals(0, theirs.metadataId());
                assertEquals(0, theirs.metadataLength());
            }
        }
    }

    private static Message.Extended handshake(int length) {
        var said =
                new ExtensionHandshake(
                        "test", 0, 250, 1 << 14, "", "", false, false, THEIRS, length, 0);
        return said.encode();
    }

    /// Asks for these pieces and waits for as many answers.
    private void asking(
            Room.Machine machine, ConcurrentLinkedQueue<MetadataMessage> answers, int... pieces)
            throws Exception {
        room.settled(
                machine,
                it -> {
                    it.send(handshake(0));
                    for (int piece : pieces) {
                        it.send(new MetadataMessage.Request(piece).encode(MetadataMessage.ID));
                    }
                    while (answers.size() < pieces.length) {
                        var answer = it.next(Message.Extended.class);
                        if (answer.id() == THEIRS) {
                            answers.add(MetadataMessage.decode(answer));
                        }
                    }
                    it.reached();
                });
    }
}
