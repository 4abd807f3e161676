package sower.desktop;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Keeps this computer from falling asleep while a job runs: a room would be left without its seed.
/// A program of the system does that for as long as its input lasts, so not longer than this
/// program either, however it ends. Where there is none, as on Windows, the computer sleeps when it
/// wants to. On the view's thread.
final class Wakefulness {
    private static final Logger LOG = System.getLogger(Wakefulness.class.getName());

    private final List<String> command;
    private boolean awake;
    private @Nullable Process holding;

    Wakefulness(List<String> command) {
        this.command = List.copyOf(command);
    }

    /// As this operating system has it.
    static Wakefulness ofThisSystem() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        return new Wakefulness(
                mac
                        ? List.of("caffeinate", "-i", "cat")
                        : List.of(
                                "systemd-inhibit",
                                "--what=idle:sleep",
                                "--who=Sower",
                                "--why=Disks are read or written",
                                "cat"));
    }

    /// @param wanted whether the computer is to stay awake from now on
    void keep(boolean wanted) {
        if (wanted == awake) {
            return;
        }
        awake = wanted;
        if (wanted) {
            hold();
        } else {
            release();
        }
    }

    private void hold() {
        try {
            holding =
                    new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the computer may fall asleep: {0}", e.getMessage());
        }
    }

    private void release() {
        var held = holding;
        holding = null;
        if (held != null) {
            try {
                held.getOutputStream().close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "it had ended: {0}", e.getMessage());
            }
        }
    }
}
