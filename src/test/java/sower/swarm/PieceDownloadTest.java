package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.swarm.PieceDownload.Run;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.PeerId;

class PieceDownloadTest {
    private static final int BLOCK = 16384;
    private static final int LENGTH = 3 * BLOCK + 5;

    @TempDir Path folder;
    private Room room;
    private Peer anna;
    private Peer ben;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 1, 100_000, 1 << 20));
        var machine = room.leecher("target");
        anna = peer(machine, 1);
        ben = peer(machine, 2);
    }

    @AfterEach
    void close() throws Exception {
        anna.close();
        ben.close();
        room.close();
    }

    @Test
    void givesEveryBlockOutOnce() {
        var download = download(false);

        assertEquals(new Run(download, 0, 3), download.claim(anna, 3));
        assertEquals(new Run(download, 3, 1), download.claim(ben, 3));
        assertNull(download.claim(ben, 3));
    }

    @Test
    void givesABlockOutAgainWhenItComesBack() {
        var download = download(false);
        download.claim(anna, 4);

        download.release(anna, 1, 1);

        assertEquals(new Run(download, 1, 1), download.claim(ben, 4));
    }

    @Test
    void asksForNoRunAcrossAChunk() {
        var download =
                new PieceDownload(
                        0, 2 * Chunk.LENGTH, List.of(Chunk.allocate(), Chunk.allocate()), false);
        download.claim(anna, 60);

        assertEquals(new Run(download, 60, 4), download.claim(anna, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 16384", // not aligned
        "0, 100", // not whole
        "0, 32768", // longer than asked for
        "49152, 16384", // beyond the end of the piece
        "16384, 16384", // asked of nobody
        "-16384, 16384",
    })
    void takesNoBlockThatWasNotAskedFor(int begin, int count) {
        var download = download(false);
        download.claim(anna, 1);

        assertFalse(download.begin(anna, begin, count));
    }

    @Test
    void takesNoBlockFromSomebodyElse() {
        var download = download(false);
        download.claim(anna, 1);

        assertFalse(download.begin(ben, 0, BLOCK));
    }

    @Test
    void isCompleteWithTheLastShortBlock() {
        var download = download(false);
        download.claim(anna, 4);

        send(download, anna, 0, 3 * BLOCK);
        assertFalse(download.completes());
        send(download, anna, 3 * BLOCK, 5);

        assertTrue(download.completes());
        assertEquals(LENGTH, download.received());
    }

    /// Two readers that brought the last two blocks at once handed the piece on twice, its chunks
    /// came back to the pool twice, and another piece was overwritten.
    @Test
    void isHandedOnOnceWhenTwoBringTheLastBlocksTogether() {
        var download = download(false);
        download.claim(anna, 3);
        download.claim(ben, 1);

        send(download, anna, 0, 3 * BLOCK);
        send(download, ben, 3 * BLOCK, 5);

        assertTrue(download.completes());
        assertFalse(download.completes());
    }

    @Test
    void keepsABlockForThePeerThatIsSendingIt() {
        var download = download(false);
        download.claim(anna, 4);
        download.begin(anna, 0, BLOCK);

        download.release(anna, 0, 4);

        assertEquals(new Run(download, 1, 3), download.claim(ben, 4));
    }

    @Test
    void givesABlockOutAgainThatBrokeOffInTheMiddle() {
        var download = download(false);
        download.claim(anna, 4);
        download.begin(anna, 0, BLOCK);

        download.abandon(anna, 0, BLOCK);

        assertEquals(new Run(download, 0, 1), download.claim(ben, 4));
    }

    @Test
    void asksASecondPeerInTheEndGame() {
        var download = download(false);
        download.claim(anna, 4);

        assertEquals(new Run(download, 0, 2), download.claimAgain(ben, 2, _ -> true));
        assertEquals(List.of(anna), send(download, ben, 0, 2 * BLOCK));
    }

    @Test
    void neverAsksTheSamePeerTwice() {
        var download = download(false);
        download.claim(anna, 4);

        assertNull(download.claimAgain(anna, 4, _ -> true));
    }

    @Test
    void leavesAPeerAloneThatIsQuickEnough() {
        var download = download(false);
        download.claim(anna, 4);

        assertNull(download.claimAgain(ben, 4, peer -> peer != anna));
    }

    @Test
    void throwsAwayWhatTheSlowerOfTwoSends() {
        var download = download(false);
        download.claim(anna, 1);
        download.claimAgain(ben, 1, _ -> true);
        assertTrue(download.begin(ben, 0, BLOCK));

        assertFalse(download.begin(anna, 0, BLOCK));
    }

    @Test
    void fallsBackToTheSecondPeerWhenTheFirstLeaves() {
        var download = download(false);
        download.claim(anna, 1);
        download.claimAgain(ben, 1, _ -> true);

        download.release(anna, 0, 1);

        assertTrue(download.begin(ben, 0, BLOCK));
    }

    @Test
    void isOrphanedWhenNobodyIsAsked() {
        var download = download(false);
        download.claim(anna, 4);
        send(download, anna, 0, BLOCK);
        assertFalse(download.orphaned());

        download.release(anna, 1, 3);

        assertTrue(download.orphaned());
    }

    @Test
    void comesFromOnePeerAloneWhenItIsSuspect() {
        var download = download(true);
        download.claim(anna, 1);

        assertNull(download.claim(ben, 1));
        assertNull(download.claimAgain(ben, 1, _ -> true));
        assertNotNull(download.claim(anna, 1));
    }

    @Test
    void beginsAnewWhenTheOnlyPeerOfASuspectPieceLeaves() {
        var download = download(true);
        download.claim(anna, 2);
        send(download, anna, 0, BLOCK);
        download.release(anna, 1, 1);

        assertEquals(new Run(download, 0, 4), download.claim(ben, 4));
        send(download, ben, 0, LENGTH);
        assertEquals(List.of(ben), download.sources());
    }

    private static PieceDownload download(boolean exclusive) {
        return new PieceDownload(0, LENGTH, List.of(Chunk.allocate()), exclusive);
    }

    private static List<Peer> send(PieceDownload download, Peer peer, int begin, int count) {
        assertTrue(download.begin(peer, begin, count));
        return download.finish(peer, begin, count);
    }

    /// A peer that cannot be reached: only its identity counts here.
    private static Peer peer(Room.Machine machine, int seed) {
        var torrent = machine.torrent();
        var id = PeerId.random(new Random(seed));
        return new Peer(
                machine.engine().host(),
                torrent,
                new Unreachable(),
                new Handshake(torrent.metainfo().infoHash(), id, true, true),
                new InetSocketAddress(Room.LOOPBACK, seed),
                true);
    }

    private static final class Unreachable implements PeerLink {
        @Override
        public boolean send(List<? extends Message> messages) {
            return false;
        }

        @Override
        public boolean sendLater(Message message) {
            return false;
        }

        @Override
        public void flush() {}

        @Override
        public void serve(Message.Request request) {}

        @Override
        public void serve(MetadataMessage.Request request, int id) {}

        @Override
        public void cancel(Message.Cancel cancel) {}

        @Override
        public void choke() {}

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public long writingSince() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
