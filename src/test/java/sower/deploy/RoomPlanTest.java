package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sower.deploy.RoomPlan.Seat;

final class RoomPlanTest {
    private static final RoomPlan PLAN =
            new RoomPlan("lab", Map.of("a", new Seat(0, 0), "b", new Seat(1, 3)));

    @Test
    void machinesThatNobodyHasPlacedStandAsTheyCome() {
        var seats = PLAN.seating(List.of("x", "y", "z"), 2);

        assertEquals(List.of(new Seat(0, 0), new Seat(0, 1), new Seat(1, 0)), seats);
    }

    @Test
    void whoHasNoPlaceComesBehindTheLastRowAlsoWhereItsMachinesAreAway() {
        var seats = PLAN.seating(List.of("a", "x", "y"), 2);

        assertEquals(List.of(new Seat(0, 0), new Seat(2, 0), new Seat(2, 1)), seats);
    }

    @Test
    void ofTwoNamesakesOneHasThePlace() {
        var seats = PLAN.seating(List.of("b", "b"), 2);

        assertEquals(List.of(new Seat(1, 3), new Seat(2, 0)), seats);
    }

    @Test
    void whatIsShownStaysWhereItIsAndWhoStandsInTheWayTakesThePlace() {
        var shown = Map.of("a", new Seat(0, 0), "x", new Seat(2, 0));

        var moved = PLAN.moved("x", new Seat(0, 0), shown);

        assertEquals(
                Map.of("a", new Seat(2, 0), "b", new Seat(1, 3), "x", new Seat(0, 0)),
                moved.seats());
        assertEquals(PLAN, PLAN.moved("a", new Seat(0, 0), Map.of("a", new Seat(0, 0))));
    }
}
