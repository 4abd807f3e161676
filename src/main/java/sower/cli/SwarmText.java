package sower.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import sower.swarm.HoldUp;
import sower.swarm.LimitingFactor;
import sower.swarm.Offence;
import sower.swarm.PeerSnapshot;
import sower.swarm.SwarmSnapshot;

/// A program's swarms in words, a line for each peer, those that move most first.
final class SwarmText {
    private static final int MOST_PEERS = 40;
    private static final int MOST_NAMED = 4;
    private static final int MOST_OFFENCES = 3;
    private static final int LONGEST_CLIENT = 20;

    private SwarmText() {}

    /// @param title the program's
    static String of(String title, List<SwarmSnapshot> swarms) {
        var lines = new ArrayList<String>();
        lines.add(title + (swarms.isEmpty() ? ": no swarm yet" : ""));
        swarms.forEach(swarm -> add(lines, swarm));
        return lines.stream().map(line -> plain(line) + "\n").collect(Collectors.joining());
    }

    private static String plain(String line) {
        return RehearsalText.plain(line).stripTrailing();
    }

    private static void add(List<String> lines, SwarmSnapshot swarm) {
        lines.add("");
        lines.add(
                "%s  %.1f %% of %s, %,d of %,d pieces  down %s  up %s  to disk %s%s"
                        .formatted(
                                swarm.name(),
                                100.0 * swarm.bytesHave() / swarm.length(),
                                Quantity.bytes(swarm.length()),
                                swarm.pieces().cardinality(),
                                swarm.pieceCount(),
                                Quantity.rate(swarm.downRate()),
                                Quantity.rate(swarm.upRate()),
                                Quantity.rate(swarm.diskRate()),
                                swarm.paused() ? "  paused" : ""));
        var heldUp = heldUp(swarm.holdUp());
        if (!heldUp.isEmpty()) {
            lines.add("  receiving waits for " + heldUp);
        }
        if (swarm.unavailable() > 0) {
            lines.add("  nobody here has %,d of the pieces".formatted(swarm.unavailable()));
        }
        addFeeders(lines, "fed by", swarm, PeerSnapshot::downRate);
        addFeeders(lines, "feeds", swarm, PeerSnapshot::upRate);
        addPeers(lines, swarm);
        swarm.offences().reversed().stream()
                .limit(MOST_OFFENCES)
                .map(SwarmText::offence)
                .forEach(lines::add);
    }

    private static void addFeeders(
            List<String> lines,
            String how,
            SwarmSnapshot swarm,
            ToLongFunction<PeerSnapshot> rate) {
        var moving =
                swarm.peers().stream()
                        .filter(peer -> rate.applyAsLong(peer) > 0)
                        .sorted(Comparator.comparingLong(rate).reversed())
                        .toList();
        if (!moving.isEmpty()) {
            var named =
                    moving.stream()
                            .limit(MOST_NAMED)
                            .map(peer -> address(peer) + " " + percent(rate, peer, moving))
                            .collect(Collectors.joining(", "));
            int others = moving.size() - MOST_NAMED;
            lines.add(
                    "  %s %s%s"
                            .formatted(how, named, others > 0 ? " and " + others + " more" : ""));
        }
    }

    private static String percent(
            ToLongFunction<PeerSnapshot> rate, PeerSnapshot peer, List<PeerSnapshot> all) {
        long sum = all.stream().mapToLong(rate).sum();
        return "(%.0f %%)".formatted(100.0 * rate.applyAsLong(peer) / sum);
    }

    private static void addPeers(List<String> lines, SwarmSnapshot swarm) {
        if (swarm.peers().isEmpty()) {
            lines.add("  no peer is connected");
            return;
        }
        lines.add(row("peer", "program", "has", "from it", "to it", "asked", "queue", "slowed by"));
        swarm.peers().stream()
                .sorted(Comparator.comparingLong(SwarmText::rates).reversed())
                .limit(MOST_PEERS)
                .map(peer -> row(peer, swarm.pieceCount()))
                .forEach(lines::add);
        if (swarm.peers().size() > MOST_PEERS) {
            lines.add("  … and %d more".formatted(swarm.peers().size() - MOST_PEERS));
        }
    }

    private static long rates(PeerSnapshot peer) {
        return peer.downRate() + peer.upRate();
    }

    private static String row(PeerSnapshot peer, int pieceCount) {
        var client = peer.client();
        return row(
                address(peer),
                client.substring(0, Math.min(client.length(), LONGEST_CLIENT)),
                "%d %%".formatted(100L * peer.pieces().cardinality() / pieceCount),
                Quantity.rate(peer.downRate()),
                Quantity.rate(peer.upRate()),
                Quantity.bytes(peer.requested()),
                String.valueOf(peer.waiting()),
                limit(peer.limit()));
    }

    private static String row(
            String address,
            String client,
            String has,
            String from,
            String to,
            String asked,
            String queue,
            String limit) {
        return "  %-21s  %-20s  %5s  %10s  %10s  %8s  %5s  %s"
                .formatted(address, client, has, from, to, asked, queue, limit);
    }

    private static String address(PeerSnapshot peer) {
        return peer.address().getAddress().getHostAddress() + ":" + peer.address().getPort();
    }

    private static String heldUp(HoldUp holdUp) {
        return switch (holdUp) {
            case NOTHING -> "";
            case SOURCES -> "others to have more";
            case NETWORK -> "the network";
            case LIMIT -> "a limit that was set";
            case DISK -> "this machine's disk";
        };
    }

    private static String limit(LimitingFactor limit) {
        return switch (limit) {
            case NOTHING -> "nothing";
            case US -> "this machine";
            case NETWORK -> "the network";
            case ITS_DISK -> "its disk";
            case ITS_SOURCES -> "its sources";
        };
    }

    private static String offence(Offence offence) {
        return String.format(
                Locale.ROOT,
                "  ! %s:%d (%s) %s%s%s",
                offence.address().getAddress().getHostAddress(),
                offence.address().getPort(),
                offence.client(),
                offence.what(),
                offence.times() > 1 ? ", %d times".formatted(offence.times()) : "",
                offence.banned() ? "; banned" : "");
    }
}
