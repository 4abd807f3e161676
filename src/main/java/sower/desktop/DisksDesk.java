package sower.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.util.Duration;
import sower.desktop.disks.Arrivals;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DiskWatch;
import sower.desktop.disks.DisksPage;
import sower.desktop.disks.Survey;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.shell.Latest;
import sower.desktop.shell.Problem;
import sower.disk.Disk;
import sower.disk.Disks;
import sower.disk.ReadAccess;

/// Lists the disks for the Disks page, and again when one comes or goes.
final class DisksDesk implements DisksPage.Wishes {
    private static final System.Logger LOG = System.getLogger(DisksDesk.class.getName());

    private final Workbench bench;
    private final Disks disks;
    private final InstantSource clock;
    private final Consumer<Chosen> whenCaptured;
    private final Arrivals arrivals = new Arrivals();
    private final DiskWatch watch;
    private DisksPage page = new DisksPage(this);
    private Consumer<DisksPage> shown = DisksPage::showWaiting;
    private Optional<Disk> practice = Optional.empty();
    private int asked;
    private boolean told;
    private List<SurveyedDisk> known = List.of();
    private final Set<Path> unlocked = new HashSet<>();
    private boolean looking;
    private boolean behind;

    /// @param whenCaptured told what the person wants to capture
    DisksDesk(Workbench bench, Disks disks, InstantSource clock, Consumer<Chosen> whenCaptured) {
        this.bench = bench;
        this.clock = clock;
        this.disks = disks;
        this.whenCaptured = whenCaptured;
        this.watch =
                new DiskWatch(disks, new Latest<>(bench.background().viewThread(), this::seen));
    }

    /// Disks that come and go show by themselves from now on.
    void watch() {
        watch.start();
    }

    void close() {
        watch.close();
    }

    /// All disks of the computer as they are now, loop devices too.
    private void seen(List<Disk> now) {
        arrivals.note(now, clock.instant());
        if (!arrivals.at(clock.instant()).isEmpty()) {
            var later = new PauseTransition(Duration.millis(1.01 * Arrivals.NEW.toMillis()));
            later.setOnFinished(event -> lookAgain());
            later.play();
        }
        lookAgain();
    }

    /// Looks only at disks about which something is new: the others are left alone, they may sleep.
    private void lookAgain() {
        behind = looking;
        if (!looking) {
            list(page.withLoops(), known);
        }
    }

    DisksPage page() {
        return page;
    }

    /// A new page in the language now spoken; the disks are looked at again for what was said of
    /// them.
    void newLanguage() {
        page = new DisksPage(this, page);
        shown.accept(page);
        relist(page.withLoops());
    }

    void showWaiting() {
        show(DisksPage::showWaiting);
    }

    void show(Problem problem) {
        show(place -> place.show(problem));
    }

    private void show(Consumer<DisksPage> now) {
        shown = now;
        now.accept(page);
    }

    /// The practice room's master disk shows before all others from now on, or no longer.
    void practice(Optional<Disk> master) {
        practice = master;
        relist(page.withLoops());
    }

    @Override
    public void relist(boolean withLoops) {
        list(withLoops, List.of());
    }

    /// @param before what is as it was of these is not looked at again
    private void list(boolean withLoops, List<SurveyedDisk> before) {
        int number = ++asked;
        Optional<Disk> master = practice;
        looking = true;
        bench.background()
                .run(
                        "list disks",
                        () -> survey(master, withLoops, before),
                        found -> {
                            if (number == asked) {
                                looked(found);
                            }
                        },
                        failure -> {
                            looking = false;
                            show(Problem.of(failure));
                        });
    }

    private void show(DisksPage page, Found found) {
        page.show(found.disks(), arrivals.at(clock.instant()));
        page.offerToAsk(found.mayAsk());
    }

    @Override
    public void unlock(SurveyedDisk disk, boolean now) {
        if (now) {
            unlocked.add(disk.disk().path());
        } else {
            unlocked.remove(disk.disk().path());
        }
        lookAgain();
    }

    /// As the person has unlocked them, which lasts as long as the window.
    private SurveyedDisk asMeant(SurveyedDisk disk) {
        boolean meant = disk.disk().system() && unlocked.contains(disk.disk().path());
        return disk.unlocked() == meant ? disk : disk.unlocked(meant);
    }

    private void looked(Found looked) {
        looking = false;
        var disks = looked.disks().stream().map(this::asMeant).toList();
        var found = new Found(disks, looked.mayAsk());
        known = disks;
        show(page -> show(page, found));
        tell(found.disks().size());
        if (behind) {
            lookAgain();
        }
    }

    @Override
    public void askToRead() {
        boolean withLoops = page.withLoops();
        bench.background()
                .run(
                        "ask to read disks",
                        () -> {
                            ReadAccess.ask();
                            return withLoops;
                        },
                        this::relist,
                        failure -> show(Problem.of(failure)));
    }

    @Override
    public void capture(Chosen chosen) {
        whenCaptured.accept(chosen);
    }

    /// Once, when the disks lie on the map and not only in its lists: `src/bench/start.py` waits
    /// for it.
    private void tell(int disks) {
        Scene scene = page.getScene();
        if (told || scene == null) {
            return;
        }
        told = true;
        var once =
                new Runnable() {
                    @Override
                    public void run() {
                        LOG.log(System.Logger.Level.INFO, "the disk map shows {0} disks", disks);
                        scene.removePostLayoutPulseListener(this);
                    }
                };
        scene.addPostLayoutPulseListener(once);
        Platform.requestNextPulse();
    }

    private Found survey(Optional<Disk> master, boolean withLoops, List<SurveyedDisk> before)
            throws IOException {
        var found = new ArrayList<SurveyedDisk>();
        master.ifPresent(disk -> found.add(survey(disk, true, before)));
        disks.list(withLoops).forEach(disk -> found.add(survey(disk, false, before)));
        boolean unread = found.stream().anyMatch(disk -> !disk.unread().isEmpty());
        return new Found(found, unread && ReadAccess.canBeAsked());
    }

    private static SurveyedDisk survey(Disk disk, boolean practice, List<SurveyedDisk> before) {
        return before.stream()
                .filter(known -> known.disk().equals(disk))
                .findFirst()
                .orElseGet(() -> Survey.of(disk, practice));
    }

    /// @param mayAsk whether administrator rights may help to read the ones that were not
    private record Found(List<SurveyedDisk> disks, boolean mayAsk) {}
}
