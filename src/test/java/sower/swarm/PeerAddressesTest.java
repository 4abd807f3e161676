package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// When a peer that does not answer is tried again.
class PeerAddressesTest {
    private static final long SECOND = 1_000_000_000;

    private final InetSocketAddress peer = new InetSocketAddress("10.0.0.1", 6881);
    private final PeerAddresses addresses = new PeerAddresses(new Random(1));

    @Test
    void oneThatNeverAnswersIsTriedLessAndLess() {
        assertEquals(List.of(0, 2, 6, 14, 30, 62, 122), triedFrom(0, 180, false));
    }

    @Test
    void oneThatWasThereAndIsNamedAgainIsTriedSoon() {
        addresses.connected(peer, 0, true);
        assertEquals(List.of(2, 4, 8, 16, 32), triedFrom(0, 62, false));

        assertEquals(List.of(64, 73, 82), triedFrom(62, 90, true));
    }

    /// In a room of a thousand not everybody calls everybody all the time.
    @Test
    void oneThatNeverWasThereIsNotTriedSoonerWhenItIsNamedAgain() {
        assertEquals(List.of(0, 2, 6, 14, 30, 62, 122), triedFrom(0, 180, true));
    }

    /// It may be far away at a crowded place, and we are not needed there.
    @Test
    void oneThatHangsUpEachTimeIsTriedLessAndLess() {
        addresses.add(peer, 0);
        var tried = new ArrayList<Integer>();
        for (int second = 0; second < 60; second++) {
            if (!addresses.due(second * SECOND, 10).isEmpty()) {
                tried.add(second);
                addresses.connected(peer, second * SECOND, false);
            }
        }
        assertEquals(List.of(0, 4, 12, 28), tried);
    }

    @Test
    void aSourceIsTriedHoweverManyOthersThereAre() {
        var other = new InetSocketAddress("10.0.0.2", 6881);
        addresses.add(other, 0);
        addresses.addSource(peer, 0);
        assertEquals(List.of(peer), addresses.due(0, 0));

        addresses.connected(peer, 0, true);
        assertEquals(List.of(other), addresses.due(SECOND, 1));
        assertEquals(List.of(peer), addresses.due(3 * SECOND, 0), "the connection has broken");
    }

    private List<Integer> triedFrom(int from, int to, boolean named) {
        addresses.add(peer, from * SECOND);
        var tried = new ArrayList<Integer>();
        for (int second = from; second < to; second++) {
            if (named) {
                addresses.add(peer, second * SECOND);
            }
            if (!addresses.due(second * SECOND, 10).isEmpty()) {
                tried.add(second);
            }
        }
        return tried;
    }
}
