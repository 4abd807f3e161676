package sower.cli;

import java.util.Locale;

/// What a person types to release a run: Enter on a terminal, or the word. Above five machines the
/// number of disks must be typed along, so that it was read.
final class ReleaseKey {
    private static final int MANY = 5;

    private ReleaseKey() {}

    /// What to type, in a sentence; empty while there is nothing to release.
    ///
    /// @param ready machines that would be released
    static String prompt(int ready, String image, boolean terminal) {
        if (ready == 0) {
            return "no machine is ready; nothing is written";
        }
        var disks = ready == 1 ? "1 disk" : ready + " disks";
        var typed = ready > MANY ? "type: release " + ready : word(terminal);
        return "to overwrite %s with %s, %s; nothing is written before (Ctrl-C ends)"
                .formatted(disks, image, typed);
    }

    private static String word(boolean terminal) {
        return terminal ? "press Enter" : "type: release";
    }

    /// Whether a typed line releases so many machines.
    static boolean turns(String line, int ready, boolean terminal) {
        var typed = line.strip().toLowerCase(Locale.ROOT);
        if (ready == 0) {
            return false;
        }
        if (typed.equals("release " + ready)) {
            return true;
        }
        return ready <= MANY && (typed.equals("release") || typed.isEmpty() && terminal);
    }
}
