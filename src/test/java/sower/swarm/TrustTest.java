package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a source holds is believed as far as was said, and never when somebody has doubts.
@Tag("swarm")
class TrustTest {
    private static final int SECONDS = 60;
    private static final int PIECE = 1 << 20;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 12, 16 * PIECE, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void aProvenSourceServesWithoutMemory() throws Exception {
        var seeder = room.seeder(Trust.PROVEN);
        var whole = seeder.engine().host().pool().takeForUpload(32);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        assertEquals(32, whole.size());
        assertTrue(leecher.completes(SECONDS));
        assertTrue(room.volume.isWrittenTo(leecher.file()));
    }

    @Test
    void decayOfAProvenSourceIsFoundWhenItsPieceIsAskedForAgain() throws Exception {
        var seeder = room.seeder(Trust.PROVEN);
        room.volume.damage(3);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        seeder.awaitLoss(SECONDS);
        assertEquals(List.of(3), List.copyOf(seeder.lost()));
        assertEquals(15, leecher.awaitPieces(15, SECONDS));
        assertFalse(leecher.torrent().snapshot().complete());
        assertFalse(leecher.torrent().snapshot().pieces().get(3));
    }

    @Test
    void damageAfterTheFirstServingIsFoundWhereEveryReadIsHashed() throws Exception {
        room.setMemory(8 << 20); // half of the volume: what the first one got is not all cached
        var seeder = room.seeder(Trust.EVERY_READ);
        var first = room.leecher("first");
        first.torrent().addPeer(seeder.address());
        assertTrue(first.completes(SECONDS));
        first.engine().close();
        for (int piece = 0; piece < 16; piece++) {
            room.volume.damage(piece);
        }
        var second = room.leecher("second");

        second.torrent().addPeer(seeder.address());

        seeder.awaitLoss(SECONDS);
        assertEquals(List.of(), List.copyOf(second.badPieces()), "nothing wrong was sent");
    }
}
