package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.PeerId;

/// Strangers who know the torrent get nothing of it.
@Tag("swarm")
class ClosedSwarmTest {
    private static final SwarmKey KEY = SwarmKey.parse("00112233445566778899aabbccddeeff");
    private static final SwarmKey OTHER = SwarmKey.parse("ff112233445566778899aabbccddeeff");

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 1, 3 << 20, 1 << 18));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void membersAreServed() throws Exception {
        room.setKey(KEY);
        var seeder = room.seeder();
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        assertTrue(leecher.completes(20));
        assertTrue(seeder.strangers().isEmpty());
    }

    @Test
    void whoHasNoKeyGetsNothingAndIsTold() throws Exception {
        var stranger = room.leecher("stranger");
        room.setKey(KEY);
        var seeder = room.seeder();

        stranger.torrent().addPeer(seeder.address());

        assertFalse(stranger.completes(3));
        assertEquals(0, stranger.torrent().snapshot().downBytes());
        assertEquals(List.of("127.0.0.1"), List.copyOf(seeder.strangers()));
    }

    @Test
    void theKeyOfAnotherRunIsNone() throws Exception {
        room.setKey(OTHER);
        var stranger = room.leecher("stranger");
        room.setKey(KEY);
        var seeder = room.seeder();

        stranger.torrent().addPeer(seeder.address());

        assertFalse(stranger.completes(3));
        assertEquals(0, seeder.torrent().snapshot().upBytes());
    }

    @Test
    void aMemberTakesNothingFromAStranger() throws Exception {
        var stranger = room.seeder();
        room.setKey(KEY);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(stranger.address());

        assertFalse(leecher.completes(3));
        assertEquals(0, leecher.torrent().snapshot().downBytes());
    }

    @Test
    void whoIsNoPeerGetsNothingEither() throws Exception {
        room.setKey(KEY);
        var seeder = room.seeder();
        var got = new ByteArrayOutputStream();

        assertThrows(IOException.class, () -> seeder.engine().send(seeder.torrent(), 0, 1, got));

        assertEquals(0, got.size());
    }

    @Test
    void aProofIsWorthNothingTheOtherWayRound() {
        var torrent = room.volume.metainfo().infoHash();
        var one = PeerId.random(new Random(1));
        var two = PeerId.random(new Random(2));

        var proof = KEY.proof(torrent, one, two);

        assertTrue(KEY.proves(proof, torrent, one, two));
        assertFalse(KEY.proves(proof, torrent, two, one));
        assertFalse(OTHER.proves(proof, torrent, one, two));
    }
}
