package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sower.swarm.HoldUp;

final class NeighbourTest {
    private static final int REPORT_WITHOUT = 256;
    private static final int MOST_FOR_NEIGHBOURS = 850;

    @Test
    void theStrongestEachWayAreTold() {
        var all = new ArrayList<Neighbour>();
        for (int i = 0; i < 100; i++) {
            all.add(new Neighbour("10.0.0." + i + ":1", i, 99 - i));
        }

        var told = Neighbour.strongest(all);

        var expected = new ArrayList<>(all.reversed().subList(0, 5));
        expected.addAll(all.subList(0, 5));
        assertEquals(expected, told);
    }

    @Test
    void whoIsIdleIsNotTold() {
        assertEquals(List.of(), Neighbour.strongest(List.of(new Neighbour("10.0.0.1:1", 0, 0))));
    }

    @Test
    void aReportStaysSmall() throws IOException {
        var all = new ArrayList<Neighbour>();
        for (int i = 0; i < 200; i++) {
            all.add(
                    new Neighbour(
                            "255.255.255.%d:65535".formatted(i),
                            1_000_000_000L + i,
                            1_999_999_999L - i));
        }

        int without = FromMachine.JSON.write(report(null)).length;
        int with = FromMachine.JSON.write(report(all)).length;

        assertTrue(without <= REPORT_WITHOUT, "a report has " + without + " bytes");
        assertTrue(
                with - without <= MOST_FOR_NEIGHBOURS,
                "neighbours take " + (with - without) + " bytes");
    }

    @Test
    void whatAMachineTellsComesBackAndOfAnEarlierOneNothingIsKnown() throws IOException {
        var one = List.of(new Neighbour(Neighbour.WORKSTATION, 7, 0));
        byte[] now = FromMachine.JSON.write(report(one));
        var before =
                new String(FromMachine.JSON.write(report(null)), StandardCharsets.UTF_8)
                        .replace(",\"neighbours\":null", "")
                        .replace(",\"holdUp\":\"DISK\"", "");

        assertEquals(report(one), FromMachine.JSON.read(now));
        assertTrue(!before.contains("neighbours") && !before.contains("holdUp"));
        var earlier =
                (MachineReport) FromMachine.JSON.read(before.getBytes(StandardCharsets.UTF_8));
        assertNull(earlier.neighbours());
        assertNull(earlier.holdUp());
    }

    private static MachineReport report(@org.jspecify.annotations.Nullable List<Neighbour> all) {
        return new MachineReport(
                "id",
                "PC-01",
                6881,
                Phase.RECEIVING,
                1,
                2,
                3,
                4,
                5,
                "",
                480,
                "",
                List.of(),
                List.of(),
                all,
                HoldUp.DISK);
    }
}
