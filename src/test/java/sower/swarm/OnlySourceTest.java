package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.metainfo.Span;

/// Several pieces of the only source are not what they were: it is no liar, everything else is
/// copied from it, and its bad bytes are named.
@Tag("swarm")
class OnlySourceTest {
    private static final int SECONDS = 60;
    private static final int PIECE = 1 << 18;
    private static final int PIECES = 62;
    private static final Set<Integer> BAD = Set.of(3, 4, 5, 20, 41);
    private static final Set<Integer> KNOWN = Set.of(0, 30, 61);

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 19, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @ParameterizedTest
    @EnumSource
    void everythingElseIsCopiedAndTheBadBytesAreNamed(Trust trust) throws Exception {
        var leecher = room.leecher("target");

        var source = damagedSource(trust, leecher);

        assertCopiesTheRest(leecher);
        for (int piece : BAD) {
            assertTrue(awaitNamed(leecher, source, piece), "piece " + piece);
        }
    }

    @Test
    void aRoomCopiesEverythingElse() throws Exception {
        var leecher = room.leecher("target");
        var neighbour = room.leecher("neighbour");

        damagedSource(Trust.PROVEN, leecher, neighbour);
        neighbour.torrent().addPeer(leecher.address());

        assertCopiesTheRest(leecher);
        assertCopiesTheRest(neighbour);
    }

    @Test
    void aSecondCopyIsUsedForAllOfThem() throws Exception {
        var right = room.seederFrom(room.volume.copy(folder, "second"));
        var leecher = room.leecher("target");

        damagedSource(Trust.PROVEN, leecher);
        assertCopiesTheRest(leecher);
        leecher.torrent().addPeer(right.address());

        assertCompletes(leecher);
    }

    /// It has the bad pieces and nothing else, so the source is needed all the more.
    @Test
    void whoHasTheBadPiecesAloneDoesNotMakeTheSourceALiar() throws Exception {
        var few = room.leecher(room.volume.copy(folder, "few"), pieces(BAD));
        var leecher = room.leecher("target");

        damagedSource(Trust.PROVEN, leecher);
        leecher.torrent().addPeer(few.address());

        assertCompletes(leecher);
    }

    /// Calls these machines, to whom it has sent a few pieces that were right: one whose first
    /// pieces are all wrong is taken for a liar ([ConductTest]), and which come first is chance.
    private Room.Machine damagedSource(Trust trust, Room.Machine... machines) throws Exception {
        var before = room.partSeeder(trust, pieces(KNOWN));
        for (var machine : machines) {
            machine.torrent().addPeer(before.address());
            assertEquals(KNOWN.size(), machine.awaitPieces(KNOWN.size(), SECONDS));
        }
        damage();
        var source = room.completed(before, trust);
        for (var machine : machines) {
            source.torrent().addPeer(machine.address());
        }
        return source;
    }

    private static BitSet pieces(Set<Integer> some) {
        var pieces = new BitSet();
        some.forEach(pieces::set);
        return pieces;
    }

    private void assertCompletes(Room.Machine machine) throws Exception {
        assertTrue(machine.completes(SECONDS), "complete in time");
        damage(); // back
        assertTrue(room.volume.isWrittenTo(machine.file()), "bytes equal");
    }

    private static void assertCopiesTheRest(Room.Machine machine) throws InterruptedException {
        assertEquals(PIECES - BAD.size(), machine.awaitPieces(PIECES - BAD.size(), SECONDS));
        var snapshot = machine.torrent().snapshot();
        assertTrue(BAD.stream().noneMatch(snapshot.pieces()::get));
        assertTrue(snapshot.offences().stream().noneMatch(Offence::banned));
    }

    private void damage() throws IOException {
        for (int piece : BAD) {
            room.volume.damage(piece);
        }
    }

    private boolean awaitNamed(Room.Machine machine, Room.Machine source, int piece)
            throws InterruptedException {
        var bytes = Span.of(room.volume.metainfo(), piece);
        var place = "(of the volume's bytes %,d to %,d)".formatted(bytes.begin(), bytes.end());
        return machine.awaitOffence(
                source.address().getPort(),
                offence ->
                        offence.what().contains("piece " + piece) && offence.what().endsWith(place),
                SECONDS);
    }
}
