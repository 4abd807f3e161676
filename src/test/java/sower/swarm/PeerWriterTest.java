package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.Message;

/// What is said to a peer at once, and what may wait for the next word.
final class PeerWriterTest {
    private static final int HAVE = 9; // bytes
    private static final int PIECES = 8;
    private static final int PIECE = 1 << 16;

    @TempDir private Path folder;

    private final LinkedBlockingQueue<Integer> writes = new LinkedBlockingQueue<>(); // in bytes
    private Room room;
    private Room.Machine machine;
    private PeerWriter writer;
    private Thread thread;

    @BeforeEach
    void begin() throws Exception {
        room = new Room(folder, SampleVolume.make(folder, 31, PIECES * PIECE, PIECE));
        machine = room.leecher("target");
        var host = machine.engine().host();
        var sent = new RateMeter(host.nanos());
        writer = new PeerWriter(host, machine.torrent(), new Counting(), sent, true);
        thread = Thread.ofPlatform().start(this::write);
        awaitRest();
    }

    @AfterEach
    void end() throws Exception {
        writer.close();
        thread.join();
        room.close();
    }

    @Test
    void whatMayWaitGoesOutWithWhatMayNot() throws Exception {
        for (int piece = 0; piece < 3; piece++) {
            writer.sendLater(new Message.Have(piece));
            awaitRest();
        }
        writer.send(List.of(new Message.Have(3)));

        assertEquals(4 * HAVE, writes.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void nothingWaitsAfterAFlush() throws Exception {
        writer.flush();
        writer.sendLater(new Message.Have(0));
        awaitRest();
        writer.flush();

        assertEquals(HAVE, writes.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whoHasAPieceHearsOfOursThoughNothingElseIsSaid() throws Exception {
        var had = new BitSet();
        had.set(1, PIECES); // with all of them we would say that we are not interested any more
        var seeder = room.partSeeder(Trust.PROVEN, had);
        try (var peer = room.hostile(machine, PeerWriterTest::listen)) {
            machine.torrent().addPeer(seeder.address());
            assertEquals(PIECES - 1, machine.awaitPieces(PIECES - 1, 60));

            assertTrue(reached(peer, 5), "a piece was kept from it");
        }
    }

    /// Sooner than the next sign of life comes, with which everything would go out.
    private static boolean reached(TestPeer peer, int seconds) throws InterruptedException {
        for (int i = 0; i < 10 * seconds && !peer.hasReached(); i++) {
            Thread.sleep(100);
        }
        return peer.hasReached();
    }

    private static void listen(TestPeer peer) throws IOException {
        peer.send(new Message.HaveAll());
        var heard = new BitSet();
        while (heard.cardinality() < PIECES - 1) {
            heard.set(peer.next(Message.Have.class).piece());
        }
        peer.reached();
        peer.listen();
    }

    /// Until it waits, as it does while there is nothing to say.
    private void awaitRest() throws InterruptedException {
        do {
            Thread.sleep(10);
        } while (thread.isAlive() && thread.getState() != Thread.State.WAITING);
    }

    private void write() {
        try {
            writer.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes everything, and tells how much at a time.
    private final class Counting implements GatheringByteChannel {
        @Override
        public long write(ByteBuffer[] some, int offset, int length) {
            int bytes = 0;
            for (var buffer : Arrays.asList(some).subList(offset, offset + length)) {
                bytes += buffer.remaining();
                buffer.position(buffer.limit());
            }
            writes.add(bytes);
            return bytes;
        }

        @Override
        public long write(ByteBuffer[] some) {
            return write(some, 0, some.length);
        }

        @Override
        public int write(ByteBuffer one) {
            return (int) write(new ByteBuffer[] {one});
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
