package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;
import sower.desktop.network.NetworkPage;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Problem;
import sower.netboot.BootAccess;
import sower.netboot.BootPlan;
import sower.netboot.BootSnapshot;

/// Machines start from the network as long as the person wants it, whatever page is shown; and not
/// longer than the window is open.
final class NetBooting {
    private static final String JOB = "boot";
    private static final Duration LOOK = Duration.seconds(1);

    private final Workbench bench;
    private final Supplier<NetworkPage> page;
    private final Timeline timer = new Timeline(new KeyFrame(LOOK, event -> show()));
    private Optional<On> on = Optional.empty();
    private Optional<Shown> shown = Optional.empty();
    private boolean starting;

    /// What was switched on.
    private record On(BootPlan plan, BootAccess access) {}

    /// What a page shows already.
    private record Shown(NetworkPage page, BootSnapshot machines) {}

    /// Where it could be switched on.
    private record Here(BootAccess.Way way, List<ListenAddress> addresses) {}

    /// @param page in the language now spoken
    NetBooting(Workbench bench, Supplier<NetworkPage> page) {
        this.bench = bench;
        this.page = page;
        timer.setCycleCount(Animation.INDEFINITE);
    }

    /// Shows on the page how it stands.
    void show() {
        if (starting) {
            return;
        }
        if (on.isEmpty()) {
            showOff(Optional.empty());
            return;
        }
        try {
            var now = new Shown(page.get(), on.get().access().snapshot());
            if (shown.filter(now::equals).isEmpty()) {
                now.page().showBootOn(on.get().plan(), now.machines());
                shown = Optional.of(now);
            }
        } catch (IOException ended) {
            switchOff(Optional.of(Problem.of(ended)));
        }
    }

    private void showOff(Optional<Problem> why) {
        bench.background()
                .run(
                        "network boot",
                        () -> new Here(BootAccess.way(), ListenAddress.reachable()),
                        here -> {
                            if (on.isEmpty() && !starting) {
                                page.get().showBootOff(here.way(), here.addresses(), why);
                            }
                        },
                        failure ->
                                page.get()
                                        .showBootOff(
                                                BootAccess.Way.NONE,
                                                List.of(),
                                                Optional.of(Problem.of(failure))));
    }

    void switchOn(BootPlan plan) {
        starting = true;
        page.get().showBootStarting();
        bench.background()
                .run(
                        "switch network boot on",
                        () -> BootAccess.open(plan),
                        access -> {
                            starting = false;
                            on = Optional.of(new On(plan, access));
                            bench.jobs().show(new Jobs.Job(JOB, text("boot.job"), Jobs.STANDING));
                            timer.play();
                            show();
                        },
                        failure -> {
                            starting = false;
                            showOff(Optional.of(Problem.of(failure)));
                        });
    }

    /// @param why, if nobody wanted that
    void switchOff(Optional<Problem> why) {
        timer.stop();
        bench.jobs().end(JOB);
        var before = on;
        on = Optional.empty();
        shown = Optional.empty();
        bench.background()
                .run(
                        "switch network boot off",
                        () -> {
                            close(before);
                            return before;
                        },
                        closed -> showOff(why),
                        failure -> showOff(Optional.of(why.orElse(Problem.of(failure)))));
    }

    /// Closes it, at the end of the window.
    void end() throws IOException {
        close(on);
    }

    private static void close(Optional<On> on) throws IOException {
        if (on.isPresent()) {
            on.get().access().close();
        }
    }
}
