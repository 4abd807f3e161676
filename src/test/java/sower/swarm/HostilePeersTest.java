package sower.swarm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.wire.Message;

/// Slow, silent, lying and vanishing peers cost themselves their connection, and nobody else
/// anything: the honest copy completes.
@Tag("swarm")
class HostilePeersTest {
    private static final int SECONDS = 30;
    private static final int PIECE = 1 << 20;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 11, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void aSilentPeer() throws Exception {
        var leecher = room.leecher("target");
        room.hostile(leecher, TestPeer::listen);

        assertCopies(leecher);
    }

    @Test
    void aPeerThatUnchokesAndNeverSends() throws Exception {
        assertCopiesBeside(it -> {
            it.offer();
            it.next(Message.Request.class);
            it.reached();
            it.listen();
        });
    }

    @Test
    void aPeerThatSendsWrongBlocksBringsNobodyElseIntoDisrepute() throws Exception {
        var leecher = room.leecher("target");
        var peer = room.settled(leecher, TestPeer::lie);
        int port = peer.port();

        assertCopies(leecher);
        assertTrue(Set.of(port).containsAll(leecher.badPieces()), leecher.badPieces()::toString);
    }

    @Test
    void aPeerThatSendsOnlyWrongBlocksIsNamedAndShutOut() throws Exception {
        var leecher = room.leecher("target");

        var peer = room.hostile(leecher, TestPeer::lie);
        int port = peer.port();

        assertTrue(peer.isDropped(SECONDS));
        assertTrue(
                leecher.awaitBadPieces(3, SECONDS) >= 3,
                "what was on its way may come after the third");
        assertEquals(Set.of(port), Set.copyOf(leecher.badPieces()));
    }

    @Test
    void aPeerThatVanishesInTheMiddleOfABlock() throws Exception {
        assertCopiesBeside(it -> {
            it.offer();
            var request = it.next(Message.Request.class);
            it.write(TestPeer.block(request).limit(5000));
            it.reached();
        });
    }

    @Test
    void aPeerThatStopsInTheMiddleOfABlock() throws Exception {
        assertCopiesBeside(it -> {
            it.offer();
            var request = it.next(Message.Request.class);
            it.write(TestPeer.block(request).limit(5000));
            it.reached();
            it.listen();
        });
    }

    @Test
    void aPeerThatChokesInTheMiddleOfAPiece() throws Exception {
        assertCopiesBeside(it -> {
            it.offer();
            it.next(Message.Request.class);
            it.send(new Message.Choke());
            it.reached();
            while (true) {
                var request = it.next(Message.Request.class);
                it.send(new Message.Reject(request.piece(), request.begin(), request.length()));
            }
        });
    }

    @Test
    void aPeerThatReadsAKilobyteASecond() throws Exception {
        var seeder = room.seeder();
        var leecher = room.leecher("target");
        room.settled(
                seeder,
                it -> {
                    it.send(new Message.Interested());
                    it.next(Message.Unchoke.class);
                    for (int i = 0; i < 1000; i++) {
                        it.send(new Message.Request(i % 15, i / 15 * 16384, 16384));
                    }
                    it.reached();
                    while (true) {
                        it.read(1000);
                        Thread.sleep(1000);
                    }
                });

        room.assertCopies(leecher, seeder);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 0, 16384",
        "-1, 0, 16384",
        "0, -16384, 16384",
        "0, 1048576, 16384",
        "0, 1040000, 16384",
        "15, 271360, 1",
        "0, 0, 0",
        "0, 0, -1",
        "0, 0, 1048576",
        "0, 2147483647, 2147483647",
    })
    void aRequestForWhatIsNotThereEndsTheConnection(int piece, int begin, int length)
            throws Exception {
        var seeder = room.seeder();
        var peer =
                room.hostile(
                        seeder,
                        it -> {
                            it.send(new Message.Interested());
                            it.next(Message.Unchoke.class);
                            it.send(new Message.Request(piece, begin, length));
                            it.listen();
                        });

        assertTrue(peer.isDropped(5));
    }

    @Test
    void aFloodOfRequestsIsNoHarmToOthers() throws Exception {
        var seeder = room.seeder();
        var leecher = room.leecher("target");
        room.settled(
                seeder,
                it -> {
                    it.send(new Message.Interested());
                    it.next(Message.Unchoke.class);
                    it.reached();
                    for (int i = 0; i < 5000; i++) {
                        it.send(new Message.Request(i % 15, 0, 16384));
                    }
                    it.listen();
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void aBitFieldOfTheWrongLengthEndsTheConnection() throws Exception {
        var leecher = room.leecher("target");
        var peer =
                room.hostile(
                        leecher,
                        it -> {
                            it.send(new Message.Bitfield(new BitSet(), 0)); // of 65536 pieces
                            it.listen();
                        });

        assertTrue(peer.isDropped(5));
    }

    @Test
    void aPieceThatDoesNotExistEndsTheConnection() throws Exception {
        var leecher = room.leecher("target");
        var peer =
                room.hostile(
                        leecher,
                        it -> {
                            it.send(new Message.Have(16));
                            it.listen();
                        });

        assertTrue(peer.isDropped(5));
    }

    @Test
    void aPeerThatNamesAnImpossiblePort() throws Exception {
        var handshake = ByteBuffer.wrap("d1:pi70000ee".getBytes(ISO_8859_1));
        assertCopiesBeside(it -> {
            it.send(new Message.Extended(0, handshake));
            it.offer();
            it.next(Message.Request.class);
            it.reached();
            it.listen();
        });
    }

    @Test
    void aBlockNobodyAskedForIsThrownAway() throws Exception {
        var leecher =
                assertCopiesBeside(it -> {
                    it.offer();
                    var asked = it.next(Message.Request.class);
                    for (int piece = 0; piece < 16; piece++) {
                        if (piece != asked.piece()) {
                            it.write(TestPeer.block(new Message.Request(piece, 0, 16384)));
                        }
                    }
                    it.reached();
                    it.listen();
                });
        assertEquals(Set.of(), Set.copyOf(leecher.badPieces()));
    }

    @Test
    void aConnectionWithoutHandshakeIsHungUpOn() throws Exception {
        var leecher = room.leecher("target");
        try (var mute = TestPeer.mute(leecher.address())) {

            assertCopies(leecher);

            mute.socket().setSoTimeout(15_000);
            assertEquals(-1, mute.socket().getInputStream().read());
        }
    }

    @Test
    void asksTheOnlySourceAgainAfterOneWrongPiece() throws Exception {
        var leecher = room.leecher("target");
        byte[] content = room.content();

        room.hostile(
                leecher,
                it -> {
                    it.offer();
                    for (boolean wrong = true; ; wrong = false) {
                        var request = it.next(Message.Request.class);
                        it.write(
                                wrong
                                        ? TestPeer.block(request)
                                        : TestPeer.block(request, content, PIECE));
                    }
                });

        assertTrue(leecher.completes(60), "complete in time");
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal, gaps untouched");
    }

    @Test
    void asksAgainWhoeverStalledAndThenUnchokesAnew() throws Exception {
        var leecher = room.leecher("target");

        var peer =
                room.hostile(
                        leecher,
                        it -> {
                            it.offer();
                            it.next(Message.Request.class);
                            Thread.sleep(6000); // longer than anybody waits for a block
                            it.send(new Message.Choke());
                            it.send(new Message.Unchoke());
                            for (int i = 0; i < 16; i++) { // as many were asked for at first
                                it.next(Message.Request.class);
                            }
                            it.reached();
                            it.listen();
                        });

        assertTrue(peer.awaitReached());
    }

    /// With a peer that has done as `behaviour` says before an honest seeder comes.
    private Room.Machine assertCopiesBeside(TestPeer.Behaviour behaviour) throws Exception {
        var leecher = room.leecher("target");
        room.settled(leecher, behaviour);
        assertCopies(leecher);
        return leecher;
    }

    private void assertCopies(Room.Machine leecher) throws Exception {
        room.assertCopies(leecher, room.seeder());
    }
}
