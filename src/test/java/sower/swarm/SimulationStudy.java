package sower.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/// M4: rooms on virtual time, as a table, a CSV file and a curve. Deterministic; takes minutes.
///
///     src/bench/study [PIECES [MACHINES … [ROOM]]]
///
/// The image has so many pieces of 1 MiB, the ports carry 100 Mbit/s; in the last rooms it has as
/// many of 16 MiB (50 GB are 3,072), and the ports carry 1 Gbit/s. Headers are not counted.
public final class SimulationStudy {
    private static final double RATE = 100e6 / 8;
    private static final int PIECE = 1 << 20;
    private static final int SEED = 1;
    private static final Logger QUIET = Logger.getLogger("sower.swarm");

    /// A room that has run, against what its slowest part allows.
    private record Row(String name, int machines, double boundSeconds, Outcome outcome) {
        private double lastToBound() {
            return outcome.last() / boundSeconds;
        }
    }

    private final int pieces;
    private final String only;
    private final List<Row> rows = new ArrayList<>();

    /// @param only the one room that runs, by its name; empty for all
    private SimulationStudy(int pieces, String only) {
        this.pieces = pieces;
        this.only = only;
    }

    public static void main(String[] args) throws IOException {
        QUIET.setLevel(Level.WARNING);
        int pieces = args.length > 0 ? Integer.parseInt(args[0]) : 512;
        boolean named = args.length > 1 && !Character.isDigit(args[args.length - 1].charAt(0));
        int numbers = named ? args.length - 1 : args.length;
        int[] counts =
                numbers > 1
                        ? Arrays.stream(args, 1, numbers).mapToInt(Integer::parseInt).toArray()
                        : new int[] {1, 2, 4, 8, 16, 32, 64, 100, 250, 500, 1000};
        var study = new SimulationStudy(pieces, named ? args[numbers] : "");
        System.out.printf("%d pieces of 1 MiB, ports of 100 Mbit/s%n", pieces);
        System.out.println(
                "room               | machines | bound s | median : bound | last : bound | p99 : median"
                        + " | copies | wasted | real s");
        for (int count : counts) {
            study.add(
                    "equal ports",
                    count,
                    study.bound(),
                    () -> SimulatedRoom.equal(SEED, pieces, count, RATE));
        }
        int some = Math.min(100, counts[counts.length - 1]);
        study.add(
                "hard disks",
                some,
                study.bound(),
                () -> SimulatedRoom.hardDisks(SEED, pieces, some, RATE));
        study.add(
                "half with 1/10",
                some,
                10 * study.bound(),
                () -> SimulatedRoom.mixed(SEED, pieces, some, RATE));
        study.add(
                "two switches",
                some,
                study.bound(),
                () -> SimulatedRoom.twoSwitches(SEED, pieces, some, RATE));
        study.add(
                "behind a cable",
                some,
                study.bound(),
                () -> SimulatedRoom.behindACable(SEED, pieces, some, RATE));
        for (long memory : new long[] {64, 128, 256}) {
            study.add(
                    "gigabit, %d MiB".formatted(memory),
                    some,
                    SimulatedRoom.gigabitSeconds(pieces),
                    () -> SimulatedRoom.gigabit(SEED, pieces, some, memory << 20));
        }
        study.write(Path.of("target"));
    }

    private double bound() {
        return (double) pieces * PIECE / RATE;
    }

    private void add(String name, int machines, double bound, Supplier<SimulatedRoom> make) {
        if (!only.isEmpty() && !only.equals(name)) {
            return;
        }
        long start = System.nanoTime();
        var room = make.get();
        if (!room.run(machines, 10 * bound)) {
            throw new IllegalStateException(name + ": a machine is not done");
        }
        var outcome = room.outcome();
        rows.add(new Row(name, machines, bound, outcome));
        System.out.printf(
                "%-18s | %8d | %7.1f | %14.3f | %12.3f | %12.3f | %6.2f | %5.2f%% | %.0f%s%n",
                name,
                machines,
                bound,
                outcome.median() / bound,
                outcome.last() / bound,
                outcome.percentile(99) / outcome.median(),
                outcome.copies(),
                100 * outcome.wasted(),
                (System.nanoTime() - start) / 1e9,
                outcome.crossed() > 0
                        ? " (%.2f copies over the cable)".formatted(outcome.crossed())
                        : "");
    }

    private void write(Path folder) throws IOException {
        var csv =
                new StringBuilder(
                        "room,machines,bound_s,median_s,p99_s,last_s,copies,wasted,crossed\n");
        var curve = new StringBuilder();
        for (var row : rows) {
            var outcome = row.outcome;
            csv.append(
                    "%s,%d,%.3f,%.3f,%.3f,%.3f,%.4f,%.5f,%.3f%n"
                            .formatted(
                                    row.name,
                                    row.machines,
                                    row.boundSeconds,
                                    outcome.median(),
                                    outcome.percentile(99),
                                    outcome.last(),
                                    outcome.copies(),
                                    outcome.wasted(),
                                    outcome.crossed()));
            if (row.name.startsWith("equal")) {
                curve.append(
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f ",
                                60 + 48 * Math.log(row.machines) / Math.log(2),
                                260 - 800 * (row.lastToBound() - 1)));
            }
        }
        Files.writeString(folder.resolve("simulation.csv"), csv);
        Files.writeString(folder.resolve("simulation.svg"), svg(curve.toString().strip()));
        System.out.println("target/simulation.csv, target/simulation.svg");
    }

    /// Machines (1, 4, 16 …) from left to right, the last one's time over the bound upwards.
    private static String svg(String curve) {
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="560" height="300" font-family="sans-serif" font-size="11">
        <path d="M60 20V260H540M60 180h480M60 100h480" fill="none" stroke="#999"/>
        <text x="8" y="264">bound</text><text x="8" y="184">1.10</text><text x="8" y="104">1.20</text>
        <text x="60" y="280">1</text><text x="156" y="280">4</text><text x="252" y="280">16</text>
        <text x="348" y="280">64</text><text x="444" y="280">256</text><text x="530" y="280">1,000</text>
        <text x="250" y="296">machines</text>
        <polyline points="%s" fill="none" stroke="#0969da" stroke-width="2"/>
        </svg>
        """
                .formatted(curve);
    }
}
