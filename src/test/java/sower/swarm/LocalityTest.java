package sower.swarm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.PeerId;

/// Who fetches what over a cable that many share.
class LocalityTest {
    private static final int PIECES = 1000;
    private static final long LOOK = 6_000_000_000L;
    private final Random random = new Random(1);

    @Test
    void machinesThatKnowEachOtherAgreeWhoImportsWhat() {
        var annex = machines("annex", 7);
        var far = PeerId.random(random);
        annex.forEach((id, locality) -> locality.joined(far, "main", false, new BitSet(), 0));

        for (int piece = 0; piece < PIECES; piece++) {
            assertEquals(1, importersOf(annex, far, piece).size(), "importers of " + piece);
        }
        for (var id : annex.keySet()) {
            long share = 0;
            for (int piece = 0; piece < PIECES; piece++) {
                share += importersOf(annex, far, piece).contains(id) ? 1 : 0;
            }
            assertTrue(share > PIECES / 14 && share < PIECES / 4, "a fair share: " + share);
        }
    }

    /// They find pieces much faster than others fetch them, and ask for none.
    @Test
    void whoseDiskIsStillBeingCheckedImportsNothing() {
        var annex = machines("annex", 5);
        var far = PeerId.random(random);
        annex.forEach((id, locality) -> locality.joined(far, "main", false, new BitSet(), 0));
        var checked = List.copyOf(annex.keySet()).subList(0, 3);
        annex.keySet().removeAll(checked);
        for (var locality : annex.values()) {
            for (var id : checked) {
                locality.holds(id, true);
                all().stream().forEach(piece -> locality.got(id, piece));
            }
            locality.tick(LOOK);
        }
        assertEquals(PIECES, imports(annex));

        for (var locality : annex.values()) {
            checked.forEach(id -> locality.holds(id, false));
        }

        int now = imports(annex);
        assertTrue(now < PIECES / 2, "the rest is for those that ask now: " + now);
    }

    private static int imports(Map<PeerId, Locality> machines) {
        return machines.values().stream()
                .mapToInt(each -> (int) all().stream().filter(each::imports).count())
                .sum();
    }

    @Test
    void theSeedShowsAPieceToItsImporterOnly() {
        var annex = machines("annex", 5);
        var far = PeerId.random(random);
        annex.forEach((id, locality) -> locality.joined(far, "main", false, new BitSet(), 0));
        var seed = new Locality("main", far, PIECES, 0);
        annex.keySet().forEach(id -> seed.joined(id, "annex", false, new BitSet(), 0));

        for (int piece = 0; piece < PIECES; piece++) {
            int each = piece;
            var shown = annex.keySet().stream().filter(id -> seed.concerns(id, each)).toList();
            assertEquals(importersOf(annex, far, piece), shown);
        }
    }

    @Test
    void whatANeighbourHasIsNotFetchedFromAfar() {
        var self = PeerId.random(random);
        var neighbour = PeerId.random(random);
        var far = PeerId.random(random);
        var locality = new Locality("annex", self, PIECES, 0);
        locality.joined(far, "main", false, new BitSet(), 0);
        assertTrue(locality.allows(far, 3), "it is alone there");

        var has = new BitSet();
        has.set(3);
        locality.joined(neighbour, "annex", false, has, 0);
        assertFalse(locality.allows(far, 3));
        assertTrue(locality.allows(neighbour, 3));
        assertFalse(locality.allowed(far, all()).get(3));

        locality.left(neighbour);
        assertTrue(locality.allows(far, 3), "the neighbour left");
    }

    /// Nine machines waited for its port, which had to send the piece to each of them.
    @Test
    void whatOnlyASlowNeighbourHasIsFetchedOnceMore() {
        var self = PeerId.random(random);
        var far = PeerId.random(random);
        var locality = new Locality("annex", self, PIECES, 0);
        locality.joined(far, "main", false, new BitSet(), 0);
        var slow = PeerId.random(random);
        var quick = PeerId.random(random);
        locality.joined(slow, "annex", false, new BitSet(), 0);
        locality.joined(quick, "annex", false, new BitSet(), 0);
        for (int piece = 0; piece < 8; piece++) {
            locality.got(slow, piece);
        }
        for (int piece = 10; piece < 50; piece++) {
            locality.got();
            locality.got(quick, piece);
        }
        assertEquals(0, allowed(locality, far, 0, 8), "a neighbour has them");

        locality.tick(LOOK);
        int some = allowed(locality, far, 0, 8);
        assertTrue(some > 0, "it has got little in all that time");
        assertEquals(0, allowed(locality, far, 10, 50));
        locality.tick(2 * LOOK);
        assertEquals(some, allowed(locality, far, 0, 8), "nobody gets anything, and it is as slow");
    }

    private static int allowed(Locality locality, PeerId far, int from, int to) {
        return locality.allowed(far, all()).get(from, to).cardinality();
    }

    @Test
    void whatASeedFromAfarShowsIsForThisMachine() {
        var annex = machines("annex", 5);
        var far = PeerId.random(random);
        annex.forEach((id, locality) -> locality.joined(far, "main", true, new BitSet(), 0));

        annex.values().forEach(locality -> assertEquals(all(), locality.allowed(far, all())));
        annex.values().forEach(locality -> assertFalse(locality.severalSites()));
    }

    @Test
    void whereOthersHandOnNeighboursHavePrecedence() {
        var locality = new Locality("annex", PeerId.random(random), PIECES, 0);
        assertEquals(0, crowdedOut(locality, "annex", 70), "nobody else hands on");
        int far = crowdedOut(locality, "main", 20);
        assertEquals(4, far, "sixteen stay");
        assertEquals(1, crowdedOut(locality, "annex", 1), "there are enough already");
        assertFalse(locality.crowded(PeerId.random(random)), "it has not told");
    }

    private int crowdedOut(Locality locality, String site, int count) {
        int out = 0;
        for (int i = 0; i < count; i++) {
            var id = PeerId.random(random);
            locality.joined(id, site, false, new BitSet(), 0);
            if (locality.crowded(id)) {
                locality.left(id);
                out++;
            }
        }
        return out;
    }

    @Test
    void whoFallsBehindIsPassedOverUntilItKeepsUp() {
        var annex = machines("annex", 4);
        var ids = new ArrayList<>(annex.keySet());
        var slow = ids.getFirst(); // it gets nothing
        var observer = requireNonNull(annex.get(ids.getLast()));
        var far = PeerId.random(random);
        observer.joined(far, "main", false, new BitSet(), 0);
        long before = imported(observer, far);

        for (int piece = 0; piece < 40; piece++) {
            for (var id : ids.subList(1, 3)) {
                observer.got(id, piece);
            }
            observer.got();
        }
        observer.tick(LOOK);
        long after = imported(observer, far);
        assertTrue(after > before, "its share of the slow one's: " + before + " " + after);

        observer.got(slow, 0);
        observer.tick(2 * LOOK);
        assertEquals(before, imported(observer, far), "it is no worse than the others now");
    }

    @Test
    void whoSaysNoSiteIsNear() {
        var locality = new Locality("annex", PeerId.random(random), PIECES, 0);
        var plain = PeerId.random(random);
        locality.joined(plain, "", false, new BitSet(), 0);
        assertTrue(locality.isNear(plain));
        assertEquals(all(), locality.allowed(plain, all()));

        var nowhere = new Locality("", PeerId.random(random), PIECES, 0);
        nowhere.joined(plain, "main", false, new BitSet(), 0);
        assertTrue(nowhere.isNear(plain), "a machine that knows no site of its own");
    }

    @Test
    void loopbackIsNoSite() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        assertEquals("", Site.of(loopback));
        assertEquals("", Site.towards(new InetSocketAddress(loopback, 9)));
    }

    /// Real engines: what the annex takes from the main building is little more than one copy.
    @Test
    void theAnnexImportsTheImageOnce(@TempDir Path folder) throws Exception {
        var room = new Room(folder, SampleVolume.make(folder, 1, 24 << 20, 1 << 18));
        room.setSite("main");
        var seeder = room.seeder();
        room.setSite("annex");
        var annex = new ArrayList<Room.Machine>();
        for (int i = 0; i < 4; i++) {
            annex.add(room.leecher("annex" + i));
        }
        for (var machine : annex) {
            annex.forEach(other -> machine.torrent().addPeer(other.address()));
        }
        Thread.sleep(500); // they know each other before the first piece is shown
        annex.forEach(machine -> machine.torrent().addPeer(seeder.address()));
        for (var machine : annex) {
            assertTrue(machine.completes(30));
        }
        double copies = seeder.torrent().snapshot().upBytes() / (double) (24 << 20);
        assertTrue(copies < 1.5, copies + " copies crossed");
        room.close();
    }

    private Map<PeerId, Locality> machines(String site, int count) {
        var machines = new HashMap<PeerId, Locality>();
        for (int i = 0; i < count; i++) {
            var id = PeerId.random(random);
            machines.put(id, new Locality(site, id, PIECES, 0));
        }
        machines.forEach((id, locality) -> {
            machines.keySet().stream()
                    .filter(other -> !other.equals(id))
                    .forEach(other -> locality.joined(other, site, false, new BitSet(), 0));
        });
        return machines;
    }

    private static List<PeerId> importersOf(Map<PeerId, Locality> annex, PeerId far, int piece) {
        return annex.entrySet().stream()
                .filter(machine -> machine.getValue().allows(far, piece))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long imported(Locality locality, PeerId far) {
        var beyond = locality.allowed(far, all());
        beyond.clear(0, 100); // what neighbours got in these tests
        return beyond.cardinality();
    }

    private static BitSet all() {
        var all = new BitSet();
        all.set(0, PIECES);
        return all;
    }
}
