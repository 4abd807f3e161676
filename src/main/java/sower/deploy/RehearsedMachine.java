package sower.deploy;

import java.net.InetAddress;
import java.util.Optional;
import sower.deploy.RehearsalRow.State;

/// One machine that has said hello. Guarded by its rehearsal.
final class RehearsedMachine {
    static final long NEVER = 0; // heard of in a former life of the workstation only
    private static final long SILENT_MILLIS = 6000;

    private InetAddress address;
    private Hello hello;
    private Verdict verdict;
    private long heardMillis;
    private Optional<Release> release = Optional.empty();
    private boolean everReleased;
    private boolean begun;
    private boolean startedAgain;
    private boolean dismissed;

    RehearsedMachine(InetAddress address, Hello hello, Verdict verdict, long nowMillis) {
        this.address = address;
        this.hello = hello;
        this.verdict = verdict;
        this.heardMillis = nowMillis;
    }

    /// One that is known from the run's journal, and has not come back yet.
    static RehearsedMachine absent(InetAddress address, Hello hello, Verdict verdict) {
        return new RehearsedMachine(address, hello, verdict, NEVER);
    }

    void awaited(long nowMillis) {
        heardMillis = nowMillis;
    }

    /// It has reported, and so may have written.
    void begin() {
        begun = true;
    }

    boolean begun() {
        return begun;
    }

    void heard(InetAddress from, Hello next, Verdict judged, long nowMillis) {
        address = from;
        hello = next;
        verdict = judged;
        heardMillis = nowMillis;
    }

    Hello hello() {
        return hello;
    }

    Verdict verdict() {
        return verdict;
    }

    Optional<Release> release() {
        return release;
    }

    void release(InventoryDisk disk) {
        release = Optional.of(new Release(disk));
        everReleased = true;
    }

    /// It wrote and was switched off and on: its next report is news, whatever phase it tells.
    void startAgain() {
        startedAgain = true;
    }

    /// Whether that was so; asked once.
    boolean takeStartedAgain() {
        boolean was = startedAgain;
        startedAgain = false;
        return was;
    }

    /// Only a second release lets it write again.
    void withdraw() {
        release = Optional.empty();
        begun = false;
    }

    boolean everReleased() {
        return everReleased;
    }

    void dismiss() {
        dismissed = true;
    }

    /// Whether nothing need be told to it any more.
    boolean dismissed(long nowMillis) {
        return dismissed || release.isPresent() || silentMillis(nowMillis) > SILENT_MILLIS;
    }

    long silentMillis(long nowMillis) {
        return nowMillis - heardMillis;
    }

    boolean silent(long nowMillis) {
        return release.isEmpty() && silentMillis(nowMillis) > SILENT_MILLIS;
    }

    RehearsalRow row(boolean runReleased, long nowMillis) {
        return new RehearsalRow(
                hello.id(),
                hello.name(),
                address.getHostAddress(),
                hello.inventory(),
                verdict,
                state(runReleased, nowMillis),
                everReleased && release.isEmpty());
    }

    private State state(boolean runReleased, long nowMillis) {
        if (release.isPresent()) {
            return State.RELEASED; // its reports tell the rest
        }
        if (silentMillis(nowMillis) > SILENT_MILLIS) {
            return State.SILENT;
        }
        return switch (verdict) {
            case Verdict.StandsAside aside -> State.ASIDE;
            case Verdict.Ready ready -> runReleased ? State.LATE : State.READY;
        };
    }
}
