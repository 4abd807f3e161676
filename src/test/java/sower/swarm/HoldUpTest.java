package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Machines on virtual time, each slow for one reason, tell which.
class HoldUpTest {
    private static final int PIECES = 256;
    private static final double RATE = 100e6 / 8;
    private static final double SECONDS = PIECES * (double) (1 << 20) / RATE;

    @Test
    void aDiskThatIsSlowerThanTheNetwork() {
        assertEquals(HoldUp.DISK, halfWay(new SimulatedDisk.Model(RATE / 8, 0), RATE, 0));
    }

    @Test
    void aNetworkThatIsSlowerThanTheDisk() {
        assertEquals(HoldUp.NETWORK, halfWay(SimulatedDisk.Model.SSD, RATE / 2, 0));
    }

    @Test
    void aLimitThatWasSet() {
        assertEquals(HoldUp.LIMIT, halfWay(SimulatedDisk.Model.SSD, RATE, (long) RATE / 8));
    }

    @Test
    void neighboursThatHaveNoMore() {
        var room = room(SimulatedDisk.Model.SSD, RATE, 0);

        room.run(1, SECONDS / 2);
        room.source().powerOff();
        room.run(1, SECONDS);

        assertEquals(HoldUp.SOURCES, holdUp(room));
    }

    @Test
    void nothingWhereNothingIsMissing() {
        var room = room(SimulatedDisk.Model.SSD, RATE, 0);

        assertTrue(room.run(1, 2 * SECONDS));

        assertEquals(HoldUp.NOTHING, holdUp(room));
        assertEquals(HoldUp.NOTHING, HoldUp.of(List.of()));
    }

    private static HoldUp halfWay(SimulatedDisk.Model disk, double rate, long limit) {
        var room = room(disk, rate, limit);
        room.run(1, SECONDS / 2);
        return holdUp(room);
    }

    private static SimulatedRoom room(SimulatedDisk.Model disk, double rate, long limit) {
        var room = SimulatedRoom.room(1, PIECES, RATE);
        var machine = room.add(SimulatedRoom.model(rate, disk, 0));
        machine.torrent().limit(0, limit);
        room.introduce();
        return room;
    }

    private static HoldUp holdUp(SimulatedRoom room) {
        return HoldUp.of(List.of(room.leechers().getFirst().torrent().snapshot()));
    }
}
