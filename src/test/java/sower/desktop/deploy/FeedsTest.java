package sower.desktop.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.Neighbour;
import sower.desktop.deploy.Feeds.Feed;

final class FeedsTest {
    @Test
    void machinesOfTheRoomHaveTheirNamesAndTheStrongestComesFirst() {
        var one =
                Receiving.machine(
                        "PC-01",
                        "10.0.0.1:1",
                        List.of(
                                new Neighbour(Neighbour.WORKSTATION, 5, 0),
                                new Neighbour("10.0.0.2:1", 9, 3),
                                new Neighbour("10.0.0.99:7", 0, 4)));
        var room = room(one, Receiving.machine("PC-02", "10.0.0.2:1", null));

        assertEquals(
                new Feeds(
                        true,
                        List.of(new Feed("PC-02", 9), new Feed("", 5)),
                        List.of(new Feed("10.0.0.99:7", 4), new Feed("PC-02", 3))),
                Feeds.of(one, room));
    }

    @Test
    void ofOneThatDoesNotTellNothingIsKnown() {
        var one = Receiving.machine("PC-01", "10.0.0.1:1", null);

        assertEquals(new Feeds(false, List.of(), List.of()), Feeds.of(one, room(one)));
    }

    private static DeploymentSnapshot room(MachineSnapshot... machines) {
        return new DeploymentSnapshot("lab", 1, 1, 0, 0, 0, -1, "", List.of(machines), List.of());
    }
}
