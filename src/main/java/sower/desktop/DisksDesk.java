package sower.desktop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DisksPage;
import sower.desktop.disks.Survey;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.shell.Problem;
import sower.disk.Disk;
import sower.disk.Disks;
import sower.disk.ReaderProcess;

/// Lists the disks for the Disks page.
final class DisksDesk implements DisksPage.Wishes {
    private static final System.Logger LOG = System.getLogger(DisksDesk.class.getName());

    private final Workbench bench;
    private final Disks disks;
    private final Consumer<Chosen> whenCaptured;
    private DisksPage page = new DisksPage(this);
    private Consumer<DisksPage> shown = DisksPage::showWaiting;
    private Optional<Disk> practice = Optional.empty();
    private int asked;
    private boolean told;

    /// @param whenCaptured told what the person wants to capture
    DisksDesk(Workbench bench, Disks disks, Consumer<Chosen> whenCaptured) {
        this.bench = bench;
        this.disks = disks;
        this.whenCaptured = whenCaptured;
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
        int number = ++asked;
        Optional<Disk> master = practice;
        bench.background()
                .run(
                        "list disks",
                        () -> survey(master, withLoops),
                        found -> {
                            if (number == asked) {
                                show(found::on);
                                tell(found.disks().size());
                            }
                        },
                        failure -> show(Problem.of(failure)));
    }

    @Override
    public void askToRead() {
        boolean withLoops = page.withLoops();
        bench.background()
                .run(
                        "ask to read disks",
                        () -> {
                            ReaderProcess.ask();
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

    private Found survey(Optional<Disk> master, boolean withLoops) throws IOException {
        var found = new ArrayList<SurveyedDisk>();
        master.ifPresent(disk -> found.add(Survey.of(disk, true)));
        found.addAll(Survey.of(disks.list(withLoops)));
        boolean unread = found.stream().anyMatch(disk -> !disk.unread().isEmpty());
        return new Found(found, unread && ReaderProcess.canBeAsked());
    }

    /// @param mayAsk whether administrator rights may help to read the ones that were not
    private record Found(List<SurveyedDisk> disks, boolean mayAsk) {
        void on(DisksPage page) {
            page.show(disks);
            page.offerToAsk(mayAsk);
        }
    }
}
