package sower.deploy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sower.wire.Bitfields;

/// One target of the room: its latest report, and when that came. Guarded by its
/// [ReportingMachines].
final class Machine {
    private static final long LOST_MILLIS = 6000;
    private static final int MOST_WARNINGS = 20;

    private final InetAddress address;
    private final PaceMeter pace;
    private final Set<String> warnings = new LinkedHashSet<>();
    private MachineReport report;
    private BitSet pieces;
    private List<String> news;
    private long heardMillis;
    private boolean dismissed;
    private String stop = ""; // why it is to stop

    Machine(InetAddress address, MachineReport report, long nowMillis) {
        this.address = address;
        this.report = report;
        this.pieces = pieces(report);
        this.news = news(report);
        this.heardMillis = nowMillis;
        this.pace = new PaceMeter(nowMillis, report.bytesDone());
    }

    void heard(MachineReport next, long nowMillis) {
        if (next.phase() == report.phase()) {
            pace.add(nowMillis, next.bytesDone());
        } else {
            pace.restart(nowMillis, next.bytesDone());
        }
        report = next;
        pieces = pieces(next);
        news = news(next);
        heardMillis = nowMillis;
    }

    /// Not more than somebody would read.
    private List<String> news(MachineReport told) {
        return told.warnings().stream()
                .filter(sentence -> warnings.size() < MOST_WARNINGS && warnings.add(sentence))
                .toList();
    }

    /// What its latest report warned of for the first time.
    List<String> news() {
        return news;
    }

    InetSocketAddress peer() {
        return new InetSocketAddress(address, report.port());
    }

    /// As orders write it.
    String peerText() {
        return address.getHostAddress() + " " + report.port();
    }

    boolean reachable(long nowMillis) {
        return report.port() > 0 && !lost(nowMillis);
    }

    BitSet pieces() {
        return pieces;
    }

    boolean ended() {
        return report.phase().ended();
    }

    /// @param leave whether it was told that it may leave
    void answered(boolean leave) {
        dismissed = leave;
    }

    boolean dismissed(long nowMillis) {
        return dismissed || failed() && !failedHere(nowMillis);
    }

    boolean failedHere(long nowMillis) {
        return failed() && silentMillis(nowMillis) <= LOST_MILLIS;
    }

    boolean failed() {
        return report.phase() == Phase.FAILED;
    }

    void stop(String sentence) {
        stop = sentence;
    }

    String stop() {
        return stop;
    }

    long silentMillis(long nowMillis) {
        return nowMillis - heardMillis;
    }

    Phase phase(long nowMillis) {
        return lost(nowMillis) ? Phase.LOST : report.phase();
    }

    boolean lost(long nowMillis) {
        return !ended() && silentMillis(nowMillis) > LOST_MILLIS;
    }

    MachineSnapshot snapshot(long nowMillis) {
        boolean here = silentMillis(nowMillis) <= LOST_MILLIS;
        boolean silent = ended() || !here;
        var phase = phase(nowMillis);
        long left = report.bytesTotal() - report.bytesDone();
        return new MachineSnapshot(
                report.id(),
                report.name(),
                address.getHostAddress() + ":" + report.port(),
                "Sower target",
                true,
                here,
                phase,
                phase == Phase.DONE ? report.bytesTotal() : report.bytesDone(),
                report.bytesTotal(),
                silent ? 0 : report.downRate(),
                silent ? 0 : report.upRate(),
                silent ? 0 : report.diskRate(),
                pace.pace(left, nowMillis),
                pieces,
                report.pieceCount(),
                report.message(),
                List.copyOf(warnings),
                here ? report.neighbours() : null,
                here && phase == Phase.RECEIVING ? report.holdUp() : null);
    }

    private static BitSet pieces(MachineReport report) {
        return Bitfields.decode(Base64.getDecoder().decode(report.pieces()));
    }
}
