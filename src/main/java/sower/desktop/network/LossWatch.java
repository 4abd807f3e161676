package sower.desktop.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sower.desktop.network.Advice.Case;
import sower.disk.LinkErrors;
import sower.disk.Sysfs;

/// What this computer's links and TCP have lost in the last minute, by the kernel's own counters.
/// They count from the start of the computer, so they are read again and again, and what lies
/// between two readings is judged. Elsewhere than on Linux there is nothing to read, and nothing is
/// said. From any thread but the view's.
public final class LossWatch {
    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final long FEW_SENT = 1000; // too few to speak of a share
    private static final long BAD_PERCENT = 1; // from here on TCP is slowed down
    private static final int STRAY = 2; // damaged packets that a good cable may have

    private final Path root;
    private final InstantSource clock;
    private final Deque<Reading> readings = new ArrayDeque<>();

    /// @param root where `sys` and `proc` are: `/` but for tests
    public LossWatch(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /// What the counters say at one moment.
    ///
    /// @param sent segments of TCP (RFC 1213, tcpOutSegs), and `resent` of them
    record Reading(Instant at, Map<String, LinkErrors> links, long sent, long resent) {}

    /// Reads the counters; to be called every few seconds.
    public synchronized void read() {
        var now = clock.instant();
        readings.removeIf(reading -> reading.at().isBefore(now.minus(SPAN)));
        readings.add(new Reading(now, links(), tcp("OutSegs"), tcp("RetransSegs")));
    }

    /// What was found since the oldest reading of the last minute.
    public synchronized List<Advice> look() {
        read();
        return judge(readings.getFirst(), readings.getLast());
    }

    static List<Advice> judge(Reading before, Reading now) {
        var found = new ArrayList<Advice>();
        now.links()
                .forEach((name, link) -> {
                    var had = before.links().getOrDefault(name, link);
                    long damaged = link.damaged() - had.damaged();
                    long breaks = link.breaks() - had.breaks();
                    if (damaged > STRAY) {
                        found.add(Advice.of(Case.LINK_DAMAGE, name, damaged));
                    }
                    if (breaks > 0) {
                        found.add(Advice.of(Case.LINK_BREAKS, name, breaks));
                    }
                });
        long sent = now.sent() - before.sent();
        long percent = sent == 0 ? 0 : (now.resent() - before.resent()) * 100 / sent;
        if (sent >= FEW_SENT) {
            found.add(
                    percent >= BAD_PERCENT
                            ? Advice.of(Case.LOSS, percent)
                            : Advice.of(Case.LOSS_NONE));
        }
        return found;
    }

    private Map<String, LinkErrors> links() {
        var links = new TreeMap<String, LinkErrors>();
        for (Path link : Sysfs.visible(root.resolve("sys/class/net"))) {
            if (Files.exists(link.resolve("device"))) {
                links.put(String.valueOf(link.getFileName()), LinkErrors.of(link));
            }
        }
        return links;
    }

    /// proc_pid_net(5): a line of names and a line of figures.
    private long tcp(String name) {
        var lines =
                Sysfs.text(root.resolve("proc/net/snmp"))
                        .lines()
                        .filter(line -> line.startsWith("Tcp:"))
                        .map(line -> List.of(line.split(" ")))
                        .toList();
        int column = lines.size() == 2 ? lines.getFirst().indexOf(name) : -1;
        return column < 0 ? 0 : Long.parseLong(lines.getLast().get(column));
    }
}
