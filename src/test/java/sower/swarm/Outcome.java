package sower.swarm;

import java.util.List;

/// How a simulated room did.
///
/// @param doneSeconds of every machine that finished, ascending
/// @param copies of the image that the seed sent
/// @param wasted bytes that came and were not wanted, as a part of those that were
/// @param crossed copies that went over the cable to another switch than the seed's
record Outcome(List<Double> doneSeconds, double copies, double wasted, double crossed) {
    Outcome {
        doneSeconds = List.copyOf(doneSeconds);
    }

    double median() {
        return percentile(50);
    }

    double last() {
        return doneSeconds.getLast();
    }

    double percentile(int percent) {
        return doneSeconds.get((doneSeconds.size() - 1) * percent / 100);
    }
}
