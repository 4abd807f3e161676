package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sower.wire.ExtensionHandshake;

class PeerRequestsTest {
    private static final double RATE = 100e6 / 8;

    private final SimulatedRoom room = SimulatedRoom.equal(1, 64, 2, RATE);

    /// The news of its end and the wish for more come from different threads; what it is asked for
    /// after its end would be kept from everybody, and the last piece would never come.
    @Test
    void isAskedForNothingAfterItsEnd() {
        var requests = requests();

        requests.end();
        requests.fill(0, extension());

        assertEquals(0, requests.bytes());
    }

    @Test
    void isAskedForSomethingBefore() {
        var requests = requests();

        requests.fill(0, extension());

        assertTrue(requests.bytes() > 0);
    }

    private PeerRequests requests() {
        assertFalse(room.run(2, 0.1));
        var machine = room.leechers().getFirst();
        return new PeerRequests(machine, machine.torrent(), machine.peers().getFirst());
    }

    private static ExtensionHandshake extension() {
        return new ExtensionHandshake("", 0, PeerWriter.MOST_REQUESTS, 16384, "", "");
    }
}
