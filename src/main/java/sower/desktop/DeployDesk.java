package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.stage.Window;
import sower.deploy.RehearsalRow;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomOrders;
import sower.desktop.images.ShelvedImage;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkLook;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.rehearsal.RoomChoices;
import sower.desktop.rehearsal.RoomNews;
import sower.desktop.rehearsal.RoomOrder;
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
    private final OpenRoom room;
    private final PlanDesk plans;
    private DeployPage page;
    private Consumer<DeployPage> shown = _ -> {};
    private boolean inRoom;
    private boolean asking;

    /// @param whenReported told which run's report the person wants; none for the newest
    DeployDesk(
            Workbench bench,
            ImagesDesk images,
            PracticeDesk practice,
            Consumer<Optional<String>> whenReported) {
        this.whenReported = whenReported;
        this.bench = bench;
        this.room = new OpenRoom(bench);
        this.plans = new PlanDesk(bench);
        this.images = images;
        this.practice = practice;
        this.orders = new OrdersDesk(bench, room::seeding, room::show, this::page);
        this.page = new DeployPage(this);
    }

    DeployPage page() {
        return page;
    }

    /// Those of the open room.
    List<RehearsalRow> machines() {
        return room.rehearsal().rows();
    }

    /// At which machines come to the open room.
    OptionalInt port() {
        return room.port();
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
        enter(true);
        var run = room.model();
        show(place -> place.run(run));
        bench.background()
                .run(
                        "start deployment",
                        () -> practice.deploy(new Image(shelved.directory(), shelved.manifest())),
                        room::follow,
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
        enter(false);
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
                            var plan = room.rehearsal();
                            var run = room.model();
                            show(place -> place.rehearse(order, line, plan, run));
                            plans.follow(run, Rooms.of(library), order.roster().name());
                            room.follow(seeding);
                        },
                        failure -> {
                            inRoom = false;
                            ask(order.image(), Optional.of(Problem.of(failure)));
                        });
    }

    private void enter(boolean unrehearsed) {
        inRoom = true;
        asking = false;
        room.enter(plans.model(), unrehearsed);
    }

    @Override
    public void release(List<RehearsalRow> rows) {
        room.seeding()
                .ifPresent(open ->
                        bench.background()
                                .run(
                                        "release",
                                        () -> new Released(open.release(rows), open.now()),
                                        outcome -> showReleased(rows.size(), outcome),
                                        this::showNotReleased));
    }

    @Override
    public void letIn(EnrolledMachine machine) {
        room.seeding()
                .ifPresent(open ->
                        bench.background()
                                .run(
                                        "let machine in",
                                        () -> open.letIn(machine),
                                        done -> {},
                                        this::showNotReleased));
    }

    @Override
    public RoomOrders orders() {
        return orders;
    }

    @Override
    public void report() {
        whenReported.accept(room.seeding().flatMap(Seeding::run));
    }

    /// What came of a release, and the room right after it.
    private record Released(List<RehearsalRow> rows, RoomNews news) {}

    private void showReleased(int wanted, Released outcome) {
        int done = outcome.rows().size();
        if (done == 0) {
            page.notReleased(text("release.nothing"));
            return;
        }
        room.released(outcome.news());
        shown = shown.andThen(place -> place.released(""));
        page.released(done == wanted ? "" : text("release.part", done, wanted - done));
    }

    private void showNotReleased(Exception failure) {
        page.notReleased(Problem.of(failure).sentence());
    }

    @Override
    public void stop() {
        if (room.mayStop(page.getScene().getWindow())) {
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
        return room.mayClose(window);
    }

    /// Closes the room, if one is open, at once. Takes time; for the program's end.
    void end() throws IOException {
        room.end();
    }

    /// @param farewell whether machines that still wait are told that the run is over
    private void end(boolean farewell) {
        inRoom = false;
        choose(Optional.empty());
        room.close(farewell);
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
