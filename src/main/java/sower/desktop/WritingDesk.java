package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import sower.deploy.DeploymentSnapshot;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Latest;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.desktop.shell.Question;
import sower.desktop.writing.TargetChoice;
import sower.desktop.writing.TargetsPage;
import sower.desktop.writing.WritingPage;
import sower.disk.ReadAccess;
import sower.disk.WriteAccess;
import sower.image.Image;
import sower.local.LocalRun;
import sower.local.LocalTarget;

/// Writes images to disks of this computer, one image at a time: its pages take the Images page's
/// place until the person goes back.
final class WritingDesk {
    private static final Logger LOG = System.getLogger(WritingDesk.class.getName());
    private static final String JOB = "write here";

    private final Workbench bench;
    private final Supplier<Node> imagesPage;
    private final Consumer<String> reports;
    private Optional<Supplier<Node>> step = Optional.empty(); // what has the Images page's place
    private volatile @Nullable LocalRun running;
    private int asked; // looks, of which only the last counts

    /// @param imagesPage where the person comes from and goes back to
    /// @param reports shows what became of a run
    WritingDesk(Workbench bench, Supplier<Node> imagesPage, Consumer<String> reports) {
        this.bench = bench;
        this.imagesPage = imagesPage;
        this.reports = reports;
    }

    /// Asks which disks.
    void begin(ShelvedImage image) {
        new Choosing(image).begin(Optional.empty());
    }

    /// Shows its step, if it is at one, in the language now spoken.
    void newLanguage() {
        step.ifPresent(now -> bench.frame().page(Place.IMAGES, now.get()));
    }

    /// Whether the window may go; asks while disks are being written.
    boolean mayClose(Window window) {
        var run = running;
        return run == null
                || run.over()
                || new Question(
                                text("exit.title"),
                                text("here.stop.what"),
                                text("exit.do"),
                                text("exit.no"))
                        .ask(window);
    }

    /// Stops what is being written. Takes time; for the program's end.
    void end() throws IOException {
        var run = running;
        running = null;
        if (run != null) {
            run.stopAll();
            run.close();
        }
    }

    private void show(Supplier<Node> now) {
        step = Optional.of(now);
        boolean here = bench.frame().place() == Place.IMAGES;
        bench.frame().page(Place.IMAGES, now.get());
        if (here) {
            bench.frame().go(Place.IMAGES);
        }
    }

    private void leave() {
        asked++;
        bench.jobs().end(JOB);
        step = Optional.empty();
        bench.frame().page(Place.IMAGES, imagesPage.get());
        bench.frame().go(Place.IMAGES);
    }

    /// The person chooses disks for an image.
    private final class Choosing implements TargetsPage.Wishes {
        private final ShelvedImage image;
        private final TargetChoice choice = new TargetChoice();
        private Consumer<TargetsPage> shown = page -> {};
        private Optional<TargetsPage> page = Optional.empty();
        private boolean withLoops;

        Choosing(ShelvedImage image) {
            this.image = image;
        }

        void begin(Optional<Problem> problem) {
            bench.jobs().plan(JOB);
            problem.ifPresent(why -> shown = page -> page.show(why));
            WritingDesk.this.show(this::page);
            look(withLoops);
        }

        private Node page() {
            var now = new TargetsPage(image, choice, withLoops, this);
            page = Optional.of(now);
            shown.accept(now);
            return now;
        }

        private void show(Consumer<TargetsPage> news) {
            shown = shown.andThen(news);
            page.ifPresent(news);
        }

        @Override
        public void look(boolean loops) {
            withLoops = loops;
            int number = ++asked;
            bench.background()
                    .run(
                            "look at disks to be written",
                            () -> LocalTarget.look(image.manifest(), loops),
                            found -> {
                                if (number == asked) {
                                    choice.accept(found);
                                    boolean mayAsk = choice.unread() && ReadAccess.canBeAsked();
                                    show(page -> page.show(mayAsk));
                                }
                            },
                            failure -> show(page -> page.show(Problem.of(failure))));
        }

        @Override
        public void askToRead() {
            bench.background()
                    .run(
                            "ask to read disks",
                            () -> {
                                ReadAccess.ask();
                                return withLoops;
                            },
                            this::look,
                            failure -> show(page -> page.show(Problem.of(failure))));
        }

        @Override
        public WriteAccess.Way way(List<LocalTarget> chosen) {
            return WriteAccess.way(chosen.stream().map(LocalTarget::identity).toList());
        }

        @Override
        public void write(List<LocalTarget> released) {
            new Writing(this, image, released).begin();
        }

        @Override
        public void leave() {
            WritingDesk.this.leave();
        }
    }

    /// Disks are written with an image.
    private final class Writing implements WritingPage.Wishes {
        private final Choosing before;
        private final ShelvedImage image;
        private final List<LocalTarget> targets;
        private Optional<News> last = Optional.empty();
        private Optional<WritingPage> page = Optional.empty();
        private final List<LocalTarget> stopped = new ArrayList<>();
        private @Nullable LocalRun run;
        private boolean recorded;

        /// How the disks are.
        private record News(DeploymentSnapshot disks, boolean over) {}

        Writing(Choosing before, ShelvedImage image, List<LocalTarget> targets) {
            this.before = before;
            this.image = image;
            this.targets = targets;
        }

        void begin() {
            WritingDesk.this.show(this::page);
            bench.background()
                    .run(
                            "write disks",
                            () ->
                                    LocalRun.start(
                                            bench.preferences().library(),
                                            new Image(image.directory(), image.manifest()),
                                            targets),
                            this::follow,
                            failure -> before.begin(Optional.of(Problem.of(failure))));
        }

        private Node page() {
            var now = new WritingPage(image, targets, this);
            page = Optional.of(now);
            last.ifPresent(news -> now.show(news.disks(), news.over()));
            if (recorded) {
                now.recorded();
            }
            return now;
        }

        private void follow(LocalRun begun) {
            run = begun;
            running = begun;
            stop(List.copyOf(stopped)); // before it had begun
            var latest = new Latest<News>(bench.background().viewThread(), this::show);
            begun.listen(seen -> {
                boolean over = begun.over(); // before the look, which then is the last
                latest.accept(new News(begun.snapshot(), over));
            });
        }

        private void show(News news) {
            if (last.filter(News::over).isPresent()) {
                return;
            }
            last = Optional.of(news);
            page.ifPresent(now -> now.show(news.disks(), news.over()));
            if (news.over()) {
                bench.jobs().end(JOB);
                bench.frame().announce(WritingPage.verdict(news.disks(), targets.size()));
                giveBack();
            } else {
                bench.jobs().show(job(news.disks()));
            }
        }

        /// The right to write ends with the last disk, not when the person has seen it.
        private void giveBack() {
            var ended = run;
            running = null;
            if (ended != null) {
                bench.background()
                        .run(
                                "end writing",
                                () -> {
                                    ended.close();
                                    return true;
                                },
                                closed -> {
                                    recorded = true;
                                    page.ifPresent(WritingPage::recorded);
                                },
                                failure -> LOG.log(Level.WARNING, "end writing", failure));
            }
        }

        private Jobs.Job job(DeploymentSnapshot disks) {
            return new Jobs.Job(JOB, text("here.job", image.manifest().name()), disks.fraction());
        }

        @Override
        public void stop(List<LocalTarget> disks) {
            var now = run;
            stopped.addAll(disks);
            if (now != null) {
                disks.forEach(disk -> now.stop(LocalRun.id(disk)));
            }
        }

        @Override
        public void report() {
            var ended = run;
            if (ended != null) {
                reports.accept(ended.name());
            }
        }

        @Override
        public void leave() {
            WritingDesk.this.leave();
        }
    }
}
