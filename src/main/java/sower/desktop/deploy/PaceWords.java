package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.desktop.shell.Units;

/// How long something takes yet, as what was measured allows to say it: a range, no more exact than
/// it is.
public final class PaceWords {
    private static final long STILL_SECONDS = 10;
    private static final long SECONDS_UNTIL = 120;
    private static final long MINUTES_UNTIL = 120 * 60;
    private static final double ROUND_SECONDS = 5;

    private PaceWords() {}

    /// @param still text that stands where it does not get on, of a duration
    public static String left(MachineSnapshot machine, String still) {
        if (machine.phase().ended() || Peer.paused(machine)) {
            return "–";
        }
        long seconds = stillSeconds(machine);
        return seconds < 0 ? left(machine.pace()) : text(still, Units.duration(seconds));
    }

    /// For how many seconds a machine has not got on; negative where that is not worth a word, or
    /// meant.
    static long stillSeconds(MachineSnapshot machine) {
        long still = machine.pace().stillSeconds();
        boolean counted =
                switch (machine.phase()) {
                    case CHECKING, RECEIVING, VERIFYING, LOST ->
                            machine.ours() && !Peer.paused(machine);
                    case WAITING, FLUSHING, FINISHING, DONE, FAILED -> false;
                };
        return counted && still > STILL_SECONDS ? still : -1;
    }

    static String left(Pace pace) {
        if (pace.fastSeconds() < 0) {
            return text("room.time.unknown");
        }
        if (pace.slowSeconds() < 0) {
            return text("pace.least", Units.duration(pace.fastSeconds()));
        }
        if (pace.slowSeconds() <= SECONDS_UNTIL) {
            return range(pace, ROUND_SECONDS, ROUND_SECONDS, 0, "units.seconds");
        }
        return pace.slowSeconds() <= MINUTES_UNTIL
                ? range(pace, 60, 1, 0, "pace.minutes")
                : range(pace, 360, 0.1, 1, "pace.hours");
    }

    /// @param step seconds to which the ends are rounded, outwards
    /// @param figure what a step is in the unit
    /// @param unit text of a figure with its unit
    private static String range(Pace pace, double step, double figure, int digits, String unit) {
        double from = Math.floor(pace.fastSeconds() / step) * figure;
        double to = Math.max(1, Math.ceil(pace.slowSeconds() / step)) * figure;
        var most = text(unit, Units.number(to, digits));
        if (from <= 0) {
            return text("pace.most", most);
        }
        return from == to
                ? text("room.time.about", most)
                : text("pace.range", Units.number(from, digits), most);
    }
}
