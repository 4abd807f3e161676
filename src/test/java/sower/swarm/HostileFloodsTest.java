package sower.swarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;

/// Peers that say too much of what is legal, to a machine that receives and to one that sends: the
/// honest copy completes meanwhile.
@Tag("swarm")
class HostileFloodsTest {
    private static final int PIECE = 1 << 20;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 12, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    static Stream<Arguments> floods() {
        var nothing = ByteBuffer.wrap("de".getBytes(ISO_8859_1));
        var long100k = ByteBuffer.allocate(100_000);
        var handshake = new ExtensionHandshake("flood", 1, 250, 1 << 14, "", "").encode();
        return Stream.of(
                flood("keep-alives", 500_000, new Message.KeepAlive()),
                flood("haves of one piece", 200_000, new Message.Have(3)),
                flood("haves of two pieces", 50_000, new Message.Have(3), new Message.Have(15)),
                flood("all it has, again", 20_000, new Message.HaveAll(), new Message.HaveNone()),
                flood("extension handshakes", 20_000, handshake),
                flood("handshakes that say nothing", 50_000, new Message.Extended(0, nothing)),
                flood("unknown extensions", 200, new Message.Extended(77, long100k)),
                flood("suggestions", 100_000, new Message.Suggest(1), new Message.AllowedFast(2)),
                flood("ports", 100_000, new Message.Port(6881)),
                flood("cancels", 100_000, new Message.Cancel(1, 0, 16384)),
                flood("rejects", 100_000, new Message.Reject(1, 0, 16384)),
                flood("chokes", 50_000, new Message.Choke(), new Message.Unchoke()),
                flood("unchokes", 50_000, new Message.Unchoke()),
                flood("interest", 20_000, new Message.Interested(), new Message.NotInterested()));
    }

    private static Arguments flood(String name, int count, Message... messages) {
        return Arguments.of(name, count, List.of(messages));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void isNoHarmToAMachineThatReceives(String name, int count, List<Message> messages)
            throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();

        flooded(leecher, count, messages);

        room.assertCopies(leecher, seeder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void isNoHarmToAMachineThatSends(String name, int count, List<Message> messages)
            throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();

        flooded(seeder, count, messages);

        room.assertCopies(leecher, seeder);
    }

    private void flooded(Room.Machine machine, int count, List<Message> messages) throws Exception {
        room.settled(
                machine,
                it -> {
                    it.offer();
                    it.reached();
                    it.flood(count, messages.toArray(Message[]::new));
                    it.listen();
                });
    }

    /// Every one of them is answered with a reject, which nobody reads.
    @Test
    void requestsOfWhoIsChokedAndDoesNotRead() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        room.settled(
                seeder,
                it -> {
                    it.reached();
                    it.flood(1_000_000, new Message.Request(1, 0, 16384));
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void blocksThatNobodyAskedFor() throws Exception {
        var leecher = room.leecher("target");
        room.settled(
                leecher,
                it -> {
                    it.reached();
                    for (int i = 0; i < 2000; i++) {
                        var unasked = new Message.Request(i % 15, 0, 16384);
                        it.write(TestPeer.block(unasked));
                    }
                    it.listen();
                });

        room.assertCopies(leecher, room.seeder());

        assertEquals(List.of(), List.copyOf(leecher.badPieces()));
    }

    /// Both halves of the end game are theirs, and they keep what they were asked for.
    @Test
    void twoThatChokeAndUnchokeForEverAndSendNothing() throws Exception {
        var leecher = room.leecher("target");
        room.crowd(
                2,
                leecher,
                it -> {
                    it.offer();
                    it.next(Message.Request.class);
                    it.reached();
                    while (true) {
                        Thread.sleep(1000);
                        it.send(new Message.Choke());
                        it.send(new Message.Unchoke());
                    }
                });

        room.assertCopies(leecher, room.seeder());
    }
}
