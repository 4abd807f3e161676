package sower.swarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
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

/// Peers that break the protocol or do not keep their word are named in the snapshot, with what
/// they did; the honest copy completes.
@Tag("swarm")
class HostileLiesTest {
    private static final int SECONDS = 30;
    private static final int PIECE = 1 << 20;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 13, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        "none and a bit field that does not fit",
                        it -> {
                            it.send(new Message.HaveNone());
                            it.send(new Message.Bitfield(new BitSet(), 0));
                        }),
                breach("a piece before the first", it -> it.send(new Message.Have(-1))),
                breach("a piece after the last", it -> it.send(new Message.Have(1 << 30))),
                breach("a request of twelve bytes", it -> it.write(message(12, 6))),
                breach("a have of four bytes", it -> it.write(message(4, 4))),
                breach("a choke of two bytes", it -> it.write(message(2, 0))),
                breach("an extended message of one byte", it -> it.write(message(1, 20))),
                breach("a block of no bytes", it -> it.write(message(9, 7))),
                breach("a message of two gigabytes", it -> it.write(message(Integer.MAX_VALUE, 5))),
                breach("a message of less than nothing", it -> it.write(message(-1, 7))),
                breach("an unknown one of a gigabyte", it -> it.write(message(1 << 30, 99))),
                breach("nested lists", it -> it.send(extended("d1:m" + "l".repeat(60_000)))),
                breach("lists that end", it -> it.send(extended(nested(20_000)))),
                breach("a list for a dictionary", it -> it.send(extended("l1:ae"))),
                breach("a string that ends late", it -> it.send(extended("d1:v999999999:xe"))),
                breach("a number without end", it -> it.send(extended("d1:pi1"))),
                breach(
                        "a handshake of 70 kB",
                        it -> it.send(extended("d1:v70000:" + "x".repeat(70_000) + "e"))),
                breach(
                        "a handshake of 600 kB",
                        it -> it.send(extended("d1:v600000:" + "x".repeat(600_000) + "e"))));
    }

    private static Arguments breach(String name, TestPeer.Behaviour behaviour) {
        return Arguments.of(name, behaviour);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void whoBreaksTheProtocolIsHungUpOnAndNamed(String name, TestPeer.Behaviour breach)
            throws Exception {
        var leecher = room.leecher("target");

        var peer =
                room.hostile(
                        leecher,
                        it -> {
                            breach.talk(it);
                            it.listen();
                        });
        int port = peer.port();

        assertTrue(peer.isDropped(SECONDS));
        assertEquals(1, leecher.offences(port).size());
        room.assertCopies(leecher, room.seeder());
    }

    @Test
    void whoIsRightAtFirstAndWrongLaterIsNamedAndShutOut() throws Exception {
        var leecher = room.leecher("target");
        byte[] content = room.content();
        var peer =
                room.hostile(
                        leecher,
                        it -> {
                            it.offer();
                            for (int i = 0; ; i++) {
                                var request = it.next(Message.Request.class);
                                boolean right = i < 200;
                                it.write(
                                        right
                                                ? TestPeer.block(request, content, PIECE)
                                                : TestPeer.block(request));
                            }
                        });
        int port = peer.port();

        assertTrue(peer.isDropped(SECONDS));
        assertTrue(leecher.offences(port).size() >= 3, "and what was on its way");
        assertTrue(leecher.torrent().snapshot().offences().getLast().banned());
        room.assertCopies(leecher, room.seeder());
    }

    @Test
    void whoSaysToHaveEverythingAndRefusesItIsNamed() throws Exception {
        var leecher = room.leecher("target");
        var peer = room.hostile(leecher, HostileLiesTest::refuse);
        int port = peer.port();
        assertTrue(peer.awaitReached());

        room.assertCopies(leecher, room.seeder());

        assertFalse(leecher.offences(port).isEmpty());
    }

    /// What a neighbour has is not fetched from the other site; so this one would cut us off.
    @Test
    void aNeighbourThatSaysToHaveEverythingDoesNotCutUsOff() throws Exception {
        room.setSite("main");
        var seeder = room.seeder();
        room.setSite("annex");
        var leecher = room.leecher("target");
        room.settled(
                leecher,
                it -> {
                    it.send(new ExtensionHandshake("near", 1, 250, 1 << 14, "", "annex").encode());
                    refuse(it);
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void aNeighbourThatSaysToHaveEverythingAndIsSilentDoesNotCutUsOff() throws Exception {
        room.setSite("main");
        var seeder = room.seeder();
        room.setSite("annex");
        var leecher = room.leecher("target");
        room.settled(
                leecher,
                it -> {
                    it.send(new ExtensionHandshake("near", 1, 250, 1 << 14, "", "annex").encode());
                    it.offer();
                    it.next(Message.Request.class);
                    it.reached();
                    it.listen();
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void whoSendsABlockByteByByteKeepsItFromNobody() throws Exception {
        var leecher = room.leecher("target");
        room.settled(
                leecher,
                it -> {
                    it.offer();
                    var block = TestPeer.block(it.next(Message.Request.class));
                    it.reached();
                    while (block.hasRemaining()) {
                        it.write(block.slice(block.position(), 1));
                        block.position(block.position() + 1);
                        Thread.sleep(1000);
                    }
                });

        room.assertCopies(leecher, room.seeder());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handshakes")
    void whoIntroducesItselfWronglyIsHungUpOn(String name, String first) throws Exception {
        var leecher = room.leecher("target");

        var peer =
                TestPeer.start(
                        leecher.address(),
                        it -> {
                            it.write(ByteBuffer.wrap(first.getBytes(ISO_8859_1)));
                            it.listen();
                        });

        assertTrue(peer.isDropped(SECONDS));
        room.assertCopies(leecher, room.seeder());
    }

    static Stream<Arguments> handshakes() {
        return Stream.of(
                Arguments.of("another protocol", "GET / HTTP/1.1\r\n" + "x".repeat(60)),
                Arguments.of("encrypted", "\u0005\u00ff\u0081\u0013".repeat(40)),
                Arguments.of("another torrent", "\u0013BitTorrent protocol" + "\0".repeat(8 + 40)));
    }

    @Test
    void whoCallsItselfLikeUsIsHungUpOn() throws Exception {
        var leecher = room.leecher("target");

        var peer = namesake(leecher, leecher, TestPeer::listen);

        assertTrue(peer.isDropped(SECONDS));
        room.assertCopies(leecher, room.seeder());
    }

    /// It has learned the seeder's name by calling it.
    @Test
    void whoCallsItselfLikeOurSourceDoesNotGetItsPlace() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        seeder.torrent().limit(1_000_000, 0);
        leecher.torrent().addPeer(seeder.address());
        Thread.sleep(6000);
        for (int i = 0; i < 20; i++) {
            namesake(seeder, leecher, TestPeer::lie);
        }
        Thread.sleep(1000);
        assertTrue(leecher.torrent().snapshot().downRate() > 0, "the source still sends");

        seeder.torrent().limit(0, 0);

        room.assertCopies(leecher, seeder);
        assertEquals(List.of(), List.copyOf(leecher.badPieces()));
    }

    private TestPeer namesake(Room.Machine of, Room.Machine machine, TestPeer.Behaviour behaviour)
            throws IOException {
        var infoHash = room.volume.metainfo().infoHash();
        return TestPeer.connect(machine.address(), infoHash, of.engine().id(), behaviour);
    }

    private static void refuse(TestPeer peer) throws IOException {
        peer.offer();
        while (true) {
            var request = peer.next(Message.Request.class);
            peer.send(new Message.Reject(request.piece(), request.begin(), request.length()));
            peer.reached();
        }
    }

    /// A message with this length prefix and nothing right after its id.
    private static ByteBuffer message(int length, int id) {
        return ByteBuffer.allocate(64).putInt(length).put((byte) id).rewind();
    }

    private static Message extended(String bencoded) {
        return new Message.Extended(0, ByteBuffer.wrap(bencoded.getBytes(ISO_8859_1)));
    }

    private static String nested(int depth) {
        return "d1:m" + "l".repeat(depth) + "e".repeat(depth) + "e";
    }
}
