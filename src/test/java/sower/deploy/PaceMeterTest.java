package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PaceMeterTest {
    private final PaceMeter meter = new PaceMeter(0, 0);

    @Test
    void aSteadyMachineHasOneFigure() {
        for (long second = 1; second <= 20; second++) {
            meter.add(second * 1000, second * 10);
        }

        assertEquals(new Pace(100, 100, 0), meter.pace(1000, 20_000));
    }

    @Test
    void theRangeIsWhatTheLastMinuteMeasured() {
        long bytes = 0;
        for (long second = 1; second <= 60; second++) {
            bytes += second <= 30 ? 10 : 40;
            meter.add(second * 1000, bytes);
        }

        assertEquals(new Pace(25, 100, 0), meter.pace(1000, 60_000));
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        long bytes = 0;
        for (long second = 1; second <= 130; second++) {
            bytes += second <= 60 ? 10 : 40;
            meter.add(second * 1000, bytes);
        }

        assertEquals(new Pace(25, 25, 0), meter.pace(1000, 130_000));
    }

    @Test
    void nothingIsKnownInTheFirstSeconds() {
        for (long second = 1; second <= 6; second++) {
            meter.add(second * 1000, second * 10);
        }

        assertEquals(new Pace(-1, -1, 0), meter.pace(1000, 6000));
    }

    @Test
    void whoStoodStillHasNoSlowEnd() {
        for (long second = 1; second <= 30; second++) {
            meter.add(second * 1000, Math.min(second, 15) * 10);
        }

        assertEquals(new Pace(100, -1, 15), meter.pace(1000, 30_000));
    }

    @Test
    void anotherPhaseBeginsAnew() {
        for (long second = 1; second <= 20; second++) {
            meter.add(second * 1000, second * 10);
        }
        meter.restart(20_500, 0);

        assertEquals(new Pace(-1, -1, 1), meter.pace(1000, 22_000));
    }
}
