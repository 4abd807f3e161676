package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateLimit limit = new RateLimit(0.1);
    private long now = 42 * SECOND;

    @Test
    void everythingPassesWhereThereIsNoLimit() {
        limit.spend(1L << 50);

        assertEquals(0, limit.waitNanos(now));
    }

    @ParameterizedTest
    @CsvSource({"1000, 16384", "1000000, 16384", "1000000, 262144", "125000000, 262144"})
    void keepsTheRateOnAverage(long rate, int block) {
        limit.set(rate, now);

        assertEquals((double) rate, passed(30, block) / 30.0, 0.1 * rate + block / 30.0);
    }

    @Test
    void aChangedRateHoldsFromThatMomentOn() {
        limit.set(1_000_000, now);
        passed(3, 16384);

        limit.set(4_000_000, now);

        assertEquals(4_000_000, passed(10, 16384) / 10.0, 100_000);
    }

    @Test
    void whoWaitedAtALowRatePassesWhenTheLimitIsTakenAway() {
        limit.set(1, now);
        limit.spend(1 << 20);
        assertTrue(limit.waitNanos(now) > SECOND);

        limit.set(0, now);

        assertEquals(0, limit.waitNanos(now));
    }

    @Test
    void aSilenceIsNotSaved() {
        limit.set(1_000_000, now);
        now += 3600 * SECOND;

        assertTrue(passed(1, 16384) <= 1_100_000 + 16384);
    }

    @Test
    void whatDidNotPassIsGivenBack() {
        limit.set(1_000_000, now);
        limit.spend(500_000);
        limit.spend(-500_000);

        assertEquals(0, limit.waitNanos(now));
    }

    /// By somebody who always has something to send.
    private long passed(int seconds, int block) {
        long until = now + seconds * SECOND;
        long bytes = 0;
        while (now < until) {
            long wait = limit.waitNanos(now);
            now += wait;
            if (wait == 0) {
                limit.spend(block);
                bytes += block;
            }
        }
        return bytes;
    }
}
