package sower.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DisksPage;
import sower.desktop.disks.Survey;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.shell.Problem;
import sower.disk.Disk;
import sower.disk.Disks;

/// Lists the disks for the Disks page.
final class DisksDesk implements DisksPage.Wishes {
    private final Workbench bench;
    private final Disks disks;
    private final Consumer<Chosen> whenCaptured;
    private DisksPage page = new DisksPage(this);
    private Consumer<DisksPage> shown = DisksPage::showWaiting;
    private Optional<Disk> practice = Optional.empty();
    private int asked;

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
                                show(place -> place.show(found));
                            }
                        },
                        failure -> show(Problem.of(failure)));
    }

    @Override
    public void capture(Chosen chosen) {
        whenCaptured.accept(chosen);
    }

    private List<SurveyedDisk> survey(Optional<Disk> master, boolean withLoops) throws Exception {
        var found = new ArrayList<SurveyedDisk>();
        master.ifPresent(disk -> found.add(Survey.of(disk, true)));
        found.addAll(Survey.of(disks.list(withLoops)));
        return found;
    }
}
