package sower.desktop.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sower.deploy.Neighbour;
import sower.desktop.deploy.Net.Flow;

final class NetTest {
    @Test
    void aFlowThatBothEndsTellOfIsOneAndTheStrongestComesLast() {
        var net =
                Net.of(
                        List.of(
                                peer(
                                        "10.0.0.1:1",
                                        List.of(
                                                new Neighbour(Neighbour.WORKSTATION, 500, 0),
                                                new Neighbour("10.0.0.2:1", 0, 900))),
                                peer("10.0.0.2:1", List.of(new Neighbour("10.0.0.1:1", 800, 40)))));

        assertEquals(
                List.of(new Flow(1, 0, 40), new Flow(Net.WORKSTATION, 0, 500), new Flow(0, 1, 900)),
                net.flows());
    }

    @Test
    void whatIsNextToNothingAndWhoIsNotOfTheRoomAreLeftOut() {
        var net =
                Net.of(
                        List.of(
                                peer(
                                        "10.0.0.1:1",
                                        List.of(
                                                new Neighbour("10.0.0.2:1", 1000, 9),
                                                new Neighbour("10.9.9.9:1", 700, 0))),
                                peer("10.0.0.2:1", null)));

        assertEquals(List.of(new Flow(1, 0, 1000)), net.flows());
    }

    @Test
    void machinesAreFoundWhereTheyAreDrawn() {
        for (int count : new int[] {1, 8, 30, 100}) {
            var ring = Ring.of(count, 1000, 260);
            for (int i = 0; i < count; i++) {
                assertEquals(Optional.of(i), ring.at(ring.place(i)), count + " machines");
            }
            assertEquals(Optional.empty(), ring.at(new Point2D(500, 130)));
        }
    }

    private static Peer peer(String address, @Nullable List<Neighbour> neighbours) {
        return new Peer(Receiving.machine(address, address, neighbours));
    }
}
