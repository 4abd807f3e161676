package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import sower.deploy.RehearsalRow;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomModel;
import sower.desktop.deploy.RoomOrders;
import sower.desktop.images.ShelvedImage;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkLook;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.rehearsal.RoomChoices;
import sower.desktop.rehearsal.RoomNews;
import sower.desktop.rehearsal.RoomOrder;
import sower.desktop.shell.Latest;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.enrol.EnrolledMachine;
import sower.enrol.Rooms;
import sower.image.Image;
import sower.image.ImageLibrary;

/// Opens, releases and ends rooms for the Deploy page, one at a time.
final class DeployDesk implements DeployPage.Wishes {
    private final Workbench bench;
    private final ImagesDesk images;
    private final PracticeDesk practice;
    private final Consumer<Optional<String>> whenReported;
    private final RoomOrders orders;
    private final RoomStatus status;
    private final PlanDesk plans;
    private DeployPage page;
    private Consumer<DeployPage> shown = _ -> {};
    private volatile @Nullable Seeding running;
    private RoomModel model = new RoomModel();
    private RehearsalModel rehearsal = new RehearsalModel();
    private boolean inRoom;
    private boolean asking;
    private boolean released;

    /// @param whenReported told which run's report the person wants; none for the newest
    DeployDesk(
            Workbench bench,
            ImagesDesk images,
            PracticeDesk practice,
            Consumer<Optional<String>> whenReported) {
        this.whenReported = whenReported;
        this.bench = bench;
        this.status = new RoomStatus(bench);
        this.plans = new PlanDesk(bench);
        this.images = images;
        this.practice = practice;
        this.orders =
                new OrdersDesk(
                        bench,
                        () -> Optional.ofNullable(running),
                        news -> showNews(model, news),
                        this::page);
        this.page = new DeployPage(this);
    }

    DeployPage page() {
        return page;
    }

    /// Those of the open room.
    List<RehearsalRow> machines() {
        return rehearsal.rows();
    }

    /// At which machines come to the open room.
    OptionalInt port() {
        Seeding open = running;
        return open == null ? OptionalInt.empty() : open.port();
    }

    /// A new page in the language now spoken, which shows the same.
    void newLanguage() {
        page = new DeployPage(this);
        shown.accept(page);
    }

    private void show(Consumer<DeployPage> now) {
        shown = now;
        now.accept(page);
    }

    /// Shows the images to choose from, unless a room is on screen.
    void refresh() {
        if (!inRoom && !asking) {
            choose(Optional.empty());
        }
    }

    /// Goes to the page and starts this one, unless a room is open already.
    void begin(ShelvedImage image) {
        if (!inRoom) {
            start(image);
        }
        bench.frame().go(Place.DEPLOY);
    }

    @Override
    public void start(ShelvedImage shelved) {
        if (shelved.practice()) {
            practise(shelved);
        } else {
            ask(shelved, Optional.empty());
        }
    }

    /// The practice room has no rehearsal: its machines come and are written.
    private void practise(ShelvedImage shelved) {
        enter();
        released = true;
        var running = model;
        show(place -> place.run(running));
        bench.background()
                .run(
                        "start deployment",
                        () -> practice.deploy(new Image(shelved.directory(), shelved.manifest())),
                        this::follow,
                        failure -> {
                            inRoom = false;
                            choose(Optional.of(Problem.of(failure)));
                        });
    }

    private void ask(ShelvedImage shelved, Optional<Problem> problem) {
        asking = true;
        var library = new ImageLibrary(bench.preferences().library());
        bench.background()
                .run(
                        "look for networks",
                        () -> new Site(choices(Rooms.of(library)), NetworkLook.here()),
                        site ->
                                show(place ->
                                        place.ask(shelved, site.choices(), problem, site.found())),
                        failure -> {
                            var why = Optional.of(Problem.of(failure));
                            show(place -> place.ask(shelved, RoomChoices.NONE, why, List.of()));
                        });
    }

    private static RoomChoices choices(Rooms rooms) throws IOException {
        return new RoomChoices(ListenAddress.all(), rooms.list(), rooms.profiles());
    }

    /// What can be opened, and what speaks against it.
    private record Site(RoomChoices choices, List<Advice> found) {}

    @Override
    public void open(RoomOrder order) {
        enter();
        var image = new Image(order.image().directory(), order.image().manifest());
        var library = new ImageLibrary(bench.preferences().library());
        bench.background()
                .run(
                        "open room",
                        () -> {
                            Rooms.of(library).keep(order.profile());
                            return Seeding.rehearse(library, image, order);
                        },
                        seeding -> {
                            var line = seeding.technicianLine();
                            var plan = rehearsal;
                            var run = model;
                            show(place -> place.rehearse(order, line, plan, run));
                            plans.follow(run, Rooms.of(library), order.roster().name());
                            follow(seeding);
                        },
                        failure -> {
                            inRoom = false;
                            ask(order.image(), Optional.of(Problem.of(failure)));
                        });
    }

    private void enter() {
        inRoom = true;
        asking = false;
        released = false;
        model = plans.model();
        rehearsal = new RehearsalModel();
    }

    @Override
    public void release(List<RehearsalRow> rows) {
        Seeding open = running;
        if (open != null) {
            bench.background()
                    .run(
                            "release",
                            () -> new Released(open.release(rows), open.now()),
                            outcome -> showReleased(rows.size(), outcome),
                            failure -> page.notReleased(Problem.of(failure).sentence()));
        }
    }

    @Override
    public void letIn(EnrolledMachine machine) {
        Seeding open = running;
        if (open != null) {
            bench.background()
                    .run(
                            "let machine in",
                            () -> open.letIn(machine),
                            done -> {},
                            failure -> page.notReleased(Problem.of(failure).sentence()));
        }
    }

    @Override
    public RoomOrders orders() {
        return orders;
    }

    @Override
    public void report() {
        Seeding open = running;
        whenReported.accept(open == null ? Optional.empty() : open.run());
    }

    /// What came of a release, and the room right after it.
    private record Released(List<RehearsalRow> rows, RoomNews news) {}

    private void showReleased(int wanted, Released outcome) {
        int done = outcome.rows().size();
        if (done == 0) {
            page.notReleased(text("release.nothing"));
            return;
        }
        released = true;
        accept(rehearsal, outcome.news());
        showNews(model, outcome.news());
        shown = shown.andThen(place -> place.released(""));
        page.released(done == wanted ? "" : text("release.part", done, wanted - done));
    }

    @Override
    public void stop() {
        if (new UnfinishedRun(model, rehearsal).mayStop(page.getScene().getWindow())) {
            end(false);
        }
    }

    @Override
    public void leave() {
        end(true);
    }

    @Override
    public void close() {
        asking = false;
        end(false);
    }

    @Override
    public void capture() {
        bench.frame().go(Place.DISKS);
    }

    /// Whether the window may go; asks while a run is on.
    boolean mayClose(Window window) {
        var run = new UnfinishedRun(model, rehearsal);
        return running == null || !released || run.over() || run.mayClose(window);
    }

    /// Ends the running deployment, if there is one, at once. Takes time; for the program's end.
    void end() throws IOException {
        Seeding ending = running;
        running = null;
        if (ending != null) {
            ending.close();
        }
    }

    /// @param farewell whether machines that still wait are told that the run is over
    private void end(boolean farewell) {
        Seeding ending = running;
        running = null;
        inRoom = false;
        status.end();
        choose(Optional.empty());
        if (ending != null) {
            bench.background()
                    .run(
                            "end deployment",
                            () -> {
                                try (ending) {
                                    if (farewell) {
                                        ending.farewell(text("room.over"));
                                    }
                                }
                                return true;
                            },
                            ended -> {},
                            failure -> {});
        }
    }

    private void follow(Seeding seeding) {
        running = seeding;
        var followed = model;
        var rehearsed = rehearsal;
        seeding.listen(
                new Latest<RoomNews>(
                        bench.background().viewThread(),
                        news -> {
                            accept(rehearsed, news);
                            if (seeding == running) {
                                showNews(followed, news);
                            }
                        }));
    }

    private static void accept(RehearsalModel rehearsed, RoomNews news) {
        rehearsed.accept(news.rows(), news.newcomers(), news.missing());
    }

    private void showNews(RoomModel followed, RoomNews news) {
        if (released) {
            followed.accept(news.room());
            status.running(news.room());
        } else {
            status.rehearsed(news.room());
        }
    }

    private void choose(Optional<Problem> problem) {
        images.read(found -> show(found, problem), unread -> show(List.of(), Optional.of(unread)));
    }

    /// Unless a room was entered while the library was being read.
    private void show(List<ShelvedImage> found, Optional<Problem> problem) {
        if (!inRoom && !asking) {
            show(place -> place.choose(found, problem));
        }
    }
}
