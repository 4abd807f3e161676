package sower.desktop;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.desktop.shell.Awake;

/// Keeps this computer from falling asleep while a job runs: a room would be left without its seed.
/// A program of the system does that for as long as its input lasts, so not longer than this
/// program either, however it ends. Not everybody may do all of it: who sits elsewhere than at this
/// computer is not let decide on its lid. So the ways are tried in turn, the best first, and what
/// was got is told. Where there is none, as on Windows, the computer sleeps when it wants to. On
/// the view's thread, but for the trying.
final class Wakefulness {
    private static final Logger LOG = System.getLogger(Wakefulness.class.getName());

    private final List<Way> ways;
    private final Executor viewThread;
    private final Consumer<Awake> listener;
    private @Nullable Vigil vigil;

    /// A program that says a line as soon as the computer stays awake, and ends with its input.
    ///
    /// @param kept what it keeps from being put to sleep
    record Way(Awake kept, List<String> command) {}

    /// @param ways the best first
    /// @param listener told on the view's thread what was got, and when it ends
    Wakefulness(List<Way> ways, Executor viewThread, Consumer<Awake> listener) {
        this.ways = List.copyOf(ways);
        this.viewThread = viewThread;
        this.listener = listener;
    }

    /// As this operating system has it.
    static List<Way> waysOfThisSystem() {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        return mac
                ? List.of(way(Awake.LID_OPEN, "caffeinate", "-i"))
                : List.of(
                        inhibit(Awake.ALWAYS, "idle:sleep:handle-lid-switch"),
                        inhibit(Awake.LID_OPEN, "idle:sleep"));
    }

    private static Way inhibit(Awake kept, String what) {
        return way(
                kept,
                "systemd-inhibit",
                "--what=" + what,
                "--who=Sower",
                "--why=Disks are read or written");
    }

    private static Way way(Awake kept, String... keeper) {
        var command = new ArrayList<>(List.of(keeper));
        command.addAll(List.of("sh", "-c", "echo; exec cat"));
        return new Way(kept, command);
    }

    /// @param wanted whether the computer is to stay awake from now on
    void keep(boolean wanted) {
        var kept = vigil;
        if (wanted == (kept != null)) {
            return;
        }
        if (kept == null) {
            var begun = new Vigil();
            vigil = begun;
            Thread.ofVirtual().name("wakefulness").start(begun::begin);
        } else {
            vigil = null;
            kept.end();
            listener.accept(Awake.UNKNOWN);
        }
    }

    /// From a first job to a last.
    private final class Vigil {
        private @Nullable Process holding;
        private boolean over;

        void begin() {
            for (var way : ways) {
                if (holds(way)) {
                    tell(way.kept());
                    return;
                }
            }
            tell(Awake.NOT);
        }

        private void tell(Awake kept) {
            viewThread.execute(() -> {
                if (vigil == this) {
                    listener.accept(kept);
                }
            });
        }

        private boolean holds(Way way) {
            try {
                var process = start(way);
                boolean said = process != null && process.getInputStream().read() >= 0;
                return process == null || said;
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the computer may fall asleep: {0}", e.getMessage());
                return false;
            }
        }

        /// Nothing where it is over.
        private synchronized @Nullable Process start(Way way) throws IOException {
            if (over) {
                return null;
            }
            var process = new ProcessBuilder(way.command()).redirectError(Redirect.DISCARD).start();
            holding = process;
            return process;
        }

        synchronized void end() {
            over = true;
            if (holding != null) {
                try {
                    holding.getOutputStream().close();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "it had ended: {0}", e.getMessage());
                }
            }
        }
    }
}
