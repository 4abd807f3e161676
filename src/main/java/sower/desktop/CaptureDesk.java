package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import sower.capture.CancelledException;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.CaptureProgress;
import sower.desktop.capture.CaptureEnd;
import sower.desktop.capture.CaptureForm;
import sower.desktop.capture.CaptureOrder;
import sower.desktop.capture.CaptureRunning;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Latest;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.image.Image;
import sower.image.ImageLibrary;

/// Runs captures for the Disks page, one at a time: its pages take that page's place until the
/// person goes back.
final class CaptureDesk {
    private static final String JOB = "capture";

    private final Workbench bench;
    private final Supplier<Node> disksPage;
    private final Function<SurveyedDisk, ImageLibrary> libraryFor;
    private final Consumer<ShelvedImage> whenSeeded;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private Optional<Supplier<Node>> step = Optional.empty(); // what has the Disks page's place
    private Optional<CaptureRunning> running = Optional.empty();

    /// @param disksPage where the person comes from and goes back to
    /// @param libraryFor where an image of this disk goes
    /// @param whenSeeded told when the person wants to deploy what was captured
    CaptureDesk(
            Workbench bench,
            Supplier<Node> disksPage,
            Function<SurveyedDisk, ImageLibrary> libraryFor,
            Consumer<ShelvedImage> whenSeeded) {
        this.bench = bench;
        this.disksPage = disksPage;
        this.libraryFor = libraryFor;
        this.whenSeeded = whenSeeded;
    }

    /// Shows its step, if it is at one, in the language now spoken. What was typed into the form is
    /// typed again.
    void newLanguage() {
        step.ifPresent(now -> bench.frame().page(Place.DISKS, CaptureForm.page(now.get())));
    }

    /// Asks for the name and the rest.
    void ask(Chosen chosen) {
        chosen.disk().ifPresent(disk -> ask(chosen, libraryFor.apply(disk)));
    }

    private void ask(Chosen chosen, ImageLibrary library) {
        bench.background()
                .run(
                        "free space",
                        library::freeBytes,
                        free -> showForm(chosen, library.root(), free),
                        failure -> showForm(chosen, library.root(), -1));
    }

    private void showForm(Chosen chosen, Path library, long free) {
        bench.jobs().plan(JOB);
        var today = LocalDate.now(ZoneId.systemDefault());
        show(() -> new CaptureForm(chosen, today, library, free, this::run, this::leave));
    }

    private void run(CaptureOrder order) {
        SurveyedDisk disk = order.chosen().disk().orElseThrow();
        CapturePlan whole = disk.plan().orElseThrow();
        ImageLibrary library = libraryFor.apply(disk);
        cancelled.set(false);
        var announcements = new Announcements();
        var progress =
                new Latest<CaptureProgress>(
                        bench.background().viewThread(),
                        news -> {
                            running.ifPresent(page -> page.show(news));
                            bench.jobs().show(job(order, news));
                            announcements.of(order.name(), news).ifPresent(bench.frame()::announce);
                        });
        show(() -> {
            var page = new CaptureRunning(order, () -> cancelled.set(true));
            running = Optional.of(page);
            return page;
        });
        bench.background()
                .run(
                        "capture",
                        () -> {
                            var capture =
                                    new Capture(
                                            whole.only(order.chosen().slots()),
                                            library,
                                            order.name(),
                                            order.note(),
                                            Capture.Options.of(order.inPlace())
                                                    .compressed(order.compress()));
                            Image image = capture.run(progress, cancelled::get);
                            return ImagesDesk.shelved(image, disk.practice());
                        },
                        this::showDone,
                        this::showFailed);
    }

    private void showDone(ShelvedImage image) {
        bench.jobs().end(JOB);
        show(() ->
                new CaptureEnd(
                        image,
                        () -> {
                            leave();
                            whenSeeded.accept(image);
                        },
                        this::leave));
    }

    private void showFailed(Exception failure) {
        bench.jobs().end(JOB);
        show(() -> new CaptureEnd(problem(failure), this::leave));
    }

    private static Problem problem(Exception failure) {
        return failure instanceof CancelledException
                ? new Problem(text("capture.stopped"), "", "")
                : Problem.of(failure);
    }

    private void show(Supplier<Node> now) {
        step = Optional.of(now);
        boolean here = bench.frame().place() == Place.DISKS;
        bench.frame().page(Place.DISKS, CaptureForm.page(now.get()));
        if (here) {
            bench.frame().go(Place.DISKS);
        }
    }

    private void leave() {
        bench.jobs().end(JOB);
        step = Optional.empty();
        running = Optional.empty();
        bench.frame().page(Place.DISKS, disksPage.get());
        bench.frame().go(Place.DISKS);
    }

    private static Jobs.Job job(CaptureOrder order, CaptureProgress news) {
        double fraction =
                news.bytesTotal() == 0 ? -1 : (double) news.bytesDone() / news.bytesTotal();
        return new Jobs.Job(JOB, text("capture.running", order.name()), fraction);
    }
}
