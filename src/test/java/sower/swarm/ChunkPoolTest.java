package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkPoolTest {
    private static final int CHUNKS = 16;

    @TempDir Path folder;
    private final ChunkPool pool = new ChunkPool((long) CHUNKS * Chunk.LENGTH, Chunk::allocate);
    private Room room;
    private Torrent torrent;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 1, 100_000, 1 << 20));
        torrent = room.leecher("target").torrent();
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void neverExceedsItsBudget() {
        assertEquals(CHUNKS, pool.takeForUpload(CHUNKS).size());
        assertEquals(List.of(), pool.takeForUpload(1));
    }

    @Test
    void leavesRoomToServeFromWhenAllAreDownloading() {
        while (!pool.takeForDownload(2).isEmpty()) {}

        assertEquals(2, pool.takeForUpload(2).size());
    }

    @Test
    void letsAPieceLargerThanTheSharePassAlone() {
        assertEquals(CHUNKS, pool.takeForDownload(CHUNKS).size());
    }

    @Test
    void takesBackWhatCameToNothing() {
        var taken = pool.takeForDownload(8);

        pool.dropDownload(taken);

        assertEquals(8, pool.takeForDownload(8).size());
    }

    @Test
    void servesFromWhatWasRead() {
        var taken = pool.takeForUpload(2);

        pool.cacheAll(torrent, 7, taken);

        assertEquals(taken.get(1), pool.pin(new ChunkPool.Key(torrent, 7, 1)));
    }

    @Test
    void throwsOutWhatWasUsedLeastRecently() {
        pool.cacheAll(torrent, 0, pool.takeForUpload(8));
        pool.cacheAll(torrent, 1, pool.takeForUpload(8));
        var used = key(0, 3);
        pool.unpin(pinned(used));

        pool.takeForUpload(15);

        assertTrue(pool.contains(used));
    }

    @Test
    void keepsWhatIsBeingSent() {
        pool.cacheAll(torrent, 0, pool.takeForUpload(CHUNKS));
        pinned(key(0, 5));

        assertEquals(List.of(), pool.takeForUpload(CHUNKS));
        assertTrue(pool.contains(key(0, 5)));
    }

    @Test
    void freesWhatWasForgottenWhileItWasSent() {
        pool.cacheAll(torrent, 0, pool.takeForUpload(CHUNKS));
        var chunk = pinned(key(0, 5));
        pool.forget(torrent);
        assertFalse(pool.contains(key(0, 5)));
        assertEquals(List.of(), pool.takeForUpload(CHUNKS));

        pool.unpin(chunk);

        assertEquals(CHUNKS, pool.takeForUpload(CHUNKS).size());
    }

    @Test
    void losesNothingWhenAPieceIsCachedTwice() {
        pool.cacheAll(torrent, 0, pool.takeForUpload(4));
        pool.cacheAll(torrent, 0, pool.takeForUpload(4));

        assertEquals(CHUNKS, pool.takeForUpload(CHUNKS).size());
    }

    @Test
    void doesNotFindWhatWasNeverThere() {
        assertNull(pool.pin(key(0, 0)));
    }

    private ChunkPool.Key key(int piece, int index) {
        return new ChunkPool.Key(torrent, piece, index);
    }

    private Chunk pinned(ChunkPool.Key key) {
        var chunk = pool.pin(key);
        assertNotNull(chunk);
        return chunk;
    }
}
