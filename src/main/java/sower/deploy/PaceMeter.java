package sower.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures the pace of one machine in one phase. Pieces come whole, so a rate is taken over five
/// seconds, once for every report of the last minute. Guarded by its [ReportingMachines].
final class PaceMeter {
    private static final long REMEMBERED_MILLIS = 60_000;
    private static final long SPAN_MILLIS = 5000;
    private static final int LEAST_RATES = 3;
    private static final double TENTH = 0.1;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long progressMillis;

    private record Sample(long millis, long bytes) {}

    PaceMeter(long nowMillis, long bytes) {
        restart(nowMillis, bytes);
    }

    /// Another phase has begun.
    void restart(long nowMillis, long bytes) {
        samples.clear();
        samples.add(new Sample(nowMillis, bytes));
        progressMillis = nowMillis;
    }

    /// @param bytes done in this phase
    void add(long nowMillis, long bytes) {
        long before = samples.getLast().bytes();
        if (bytes < before) {
            restart(nowMillis, bytes); // it was switched off and on
            return;
        }
        if (bytes > before) {
            progressMillis = nowMillis;
        }
        samples.add(new Sample(nowMillis, bytes));
        while (samples.getFirst().millis() < nowMillis - REMEMBERED_MILLIS) {
            samples.removeFirst();
        }
    }

    /// @param left bytes of this phase
    Pace pace(long left, long nowMillis) {
        long still = Math.max(0, nowMillis - progressMillis) / 1000;
        double[] rates = rates();
        if (rates.length < LEAST_RATES) {
            return new Pace(-1, -1, still);
        }
        Arrays.sort(rates);
        int tenth = (int) (rates.length * TENTH);
        double slow = rates[tenth];
        double fast = rates[rates.length - 1 - tenth];
        return new Pace(seconds(left, fast), seconds(left, slow), still);
    }

    private static long seconds(long left, double rate) {
        return rate < 1 ? -1 : Math.round(left / rate);
    }

    /// Bytes per second in the five seconds before each report.
    private double[] rates() {
        List<Sample> all = new ArrayList<>(samples);
        var rates = new double[all.size()];
        int count = 0;
        int from = 0;
        for (Sample to : all.subList(1, all.size())) {
            while (all.get(from + 1).millis() <= to.millis() - SPAN_MILLIS) {
                from++; // ends before `to`
            }
            Sample begin = all.get(from);
            long millis = to.millis() - begin.millis();
            if (millis >= SPAN_MILLIS) {
                rates[count++] = (to.bytes() - begin.bytes()) * 1000.0 / millis;
            }
        }
        return Arrays.copyOf(rates, count);
    }
}
