package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pauses and limits of real engines, changed while they run.
@Tag("swarm")
class ThrottleTest {
    private static final int PIECE = 1 << 20;
    private static final int SECONDS = 30;

    @TempDir Path folder;
    private Room room;
    private Room.Machine seeder;
    private Room.Machine leecher;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 18, 32_000_000, PIECE));
        seeder = room.seeder();
        leecher = room.leecher("target");
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void aPausedReceiverStandsStillAndGoesOn() throws Exception {
        standsStillWhilePaused(leecher.torrent());
    }

    @Test
    void aPausedSenderStandsStillAndGoesOn() throws Exception {
        standsStillWhilePaused(seeder.torrent());
    }

    private void standsStillWhilePaused(Torrent torrent) throws Exception {
        seeder.engine().limit(4_000_000, 0);
        leecher.torrent().addPeer(seeder.address());
        await(() -> have() >= 2);

        torrent.pause();

        assertTrue(torrent.snapshot().paused());
        Thread.sleep(3000); // what was asked for may still come
        int before = have();
        Thread.sleep(3000);
        assertEquals(before, have());
        assertTrue(before < 31, "not everything yet");

        torrent.resume();
        seeder.engine().limit(0, 0);

        assertFalse(torrent.snapshot().paused());
        assertTrue(leecher.completes(SECONDS), "complete in time");
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal");
    }

    @Test
    void aLimitedSenderTakesItsTimeUntilTheLimitIsTakenAway() throws Exception {
        seeder.torrent().limit(1_000_000, 0);

        assertSlowAtFirst(() -> seeder.torrent().limit(0, 0));
    }

    @Test
    void aLimitedReceiverTakesItsTimeUntilTheLimitIsTakenAway() throws Exception {
        leecher.engine().limit(0, 1_000_000);

        assertSlowAtFirst(() -> leecher.engine().limit(0, 0));
    }

    /// No more than the rate allows; how much less is the machine's affair.
    private void assertSlowAtFirst(Runnable free) throws Exception {
        leecher.torrent().addPeer(seeder.address());
        long start = System.nanoTime();
        await(() -> down() > 2_000_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        double most = 1_000_000 * (seconds + 1) + 2 * Peer.LONGEST_REQUEST;
        assertTrue(down() <= most, () -> down() + " bytes in " + seconds + " s");

        free.run();

        assertTrue(leecher.completes(SECONDS), "complete in time");
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal");
    }

    private int have() {
        return leecher.torrent().snapshot().pieces().cardinality();
    }

    private long down() {
        return leecher.torrent().snapshot().downBytes();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 20 * SECONDS && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean());
    }
}
