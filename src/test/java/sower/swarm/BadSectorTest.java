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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One piece of a source is not what it was: everything else is copied, the source is named, and
/// another copy of the piece is used where there is one.
@Tag("swarm")
class BadSectorTest {
    private static final int SECONDS = 30;
    private static final int PIECE = 1 << 20;
    private static final int BAD = 3;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 17, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @ParameterizedTest
    @EnumSource
    void everythingElseOfTheOnlySourceIsCopied(Trust trust) throws Exception {
        var seeder = room.seeder(trust);
        room.volume.damage(BAD);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        assertEquals(15, leecher.awaitPieces(15, SECONDS));
        assertFalse(leecher.torrent().snapshot().pieces().get(BAD));
        seeder.awaitLoss(SECONDS);
        assertEquals(List.of(BAD), List.copyOf(seeder.lost()));
        var offences = leecher.offences(seeder.address().getPort());
        assertTrue(
                offences.stream().allMatch(what -> what.contains("piece " + BAD)),
                offences.toString());
        assertFalse(offences.isEmpty());
        assertEquals(1, leecher.torrent().snapshot().peers().size(), "still connected");
    }

    @ParameterizedTest
    @EnumSource
    void twoBadPiecesKeepTheOthersFromNobodyEither(Trust trust) throws Exception {
        var seeder = room.seeder(trust);
        for (int piece = BAD; piece < BAD + 2; piece++) {
            room.volume.damage(piece);
        }
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        assertEquals(14, leecher.awaitPieces(14, SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void aSecondCopyIsUsedWhereThereIsOne(Trust trust) throws Exception {
        var right = room.seederFrom(room.volume.copy(folder, "second"));
        var bad = room.seeder(trust);
        room.volume.damage(BAD);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(bad.address());
        assertEquals(15, leecher.awaitPieces(15, SECONDS));
        leecher.torrent().addPeer(right.address());

        assertTrue(leecher.completes(SECONDS), "complete in time");
        room.volume.damage(BAD); // back
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal");
    }

    @ParameterizedTest
    @EnumSource
    void aNeighbourThatHasItIsASecondCopyToo(Trust trust) throws Exception {
        var before = room.seeder(Trust.PROVEN);
        var neighbour = room.leecher("neighbour");
        room.assertCopies(neighbour, before);
        before.engine().close();
        var bad = room.seeder(trust);
        room.volume.damage(BAD);
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(bad.address());
        leecher.torrent().addPeer(neighbour.address());

        assertTrue(leecher.completes(SECONDS), "complete in time");
        room.volume.damage(BAD);
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal");
    }
}
