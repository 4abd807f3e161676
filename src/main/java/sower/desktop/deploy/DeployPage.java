package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.RehearsalRow;
import sower.desktop.images.ImageCard;
import sower.desktop.images.ShelvedImage;
import sower.desktop.machines.LetIn;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkPage;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.rehearsal.RehearsalPage;
import sower.desktop.rehearsal.ReleaseQuestion;
import sower.desktop.rehearsal.ReleaseSheet;
import sower.desktop.rehearsal.RoomChoices;
import sower.desktop.rehearsal.RoomForm;
import sower.desktop.rehearsal.RoomOrder;
import sower.desktop.rehearsal.WaitingStrip;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.enrol.EnrolledMachine;

/// Deploy: the choice of an image, the rehearsal of the room, and its run.
public final class DeployPage extends StackPane {
    private final Wishes wishes;
    private final TilePane cards = new TilePane();
    private final VBox body = new VBox();
    private final BorderPane choice = new BorderPane();
    private Optional<Rehearsed> rehearsed = Optional.empty();

    /// The two pages of a room that is open.
    private record Rehearsed(RehearsalPage plan, RunPage run) {}

    /// What the page asks for.
    public interface Wishes {
        /// What machines can be told while the run goes on.
        RoomOrders orders();

        void start(ShelvedImage image);

        /// Stop writing, wherever the room is.
        void stop();

        /// Leave the ended room.
        void leave();

        /// Show the report of the run that is on screen, or of the newest.
        void report();

        /// Go to the disks, to capture one.
        void capture();

        /// Open the room.
        void open(RoomOrder order);

        /// Not this room after all: nothing was written.
        void close();

        /// Let this machine in; the person has compared its code.
        void letIn(EnrolledMachine machine);

        /// Let these machines write; the person has answered for it.
        void release(List<RehearsalRow> rows);
    }

    public DeployPage(Wishes wishes) {
        this.wishes = wishes;
        choice.getStyleClass().add("page");
        cards.getStyleClass().add("image-cards");
        cards.setPrefTileWidth(328);
        body.getStyleClass().add("column");
        choice.setTop(Parts.head(text("deploy.title"), text("deploy.sentence"), reports()));
        choice.setCenter(Parts.scrolling(body));
        show(choice);
    }

    /// Shows the images to choose from; nothing is chosen beforehand.
    ///
    /// @param problem why the last start failed, if it did
    public void choose(List<ShelvedImage> images, Optional<Problem> problem) {
        body.getChildren().clear();
        problem.ifPresent(why -> body.getChildren().add(new ProblemCard(why)));
        if (images.isEmpty()) {
            body.getChildren().add(empty());
        } else {
            cards.getChildren().setAll(images.stream().map(this::card).toList());
            body.getChildren().add(cards);
        }
        rehearsed = Optional.empty();
        show(choice);
    }

    /// Shows the room that `model` follows, which has no rehearsal.
    public void run(RoomModel model) {
        show(new Dashboard(model, wishes::stop, wishes::leave));
    }

    /// Asks how the room for `image` is meant.
    ///
    /// @param problem why the last attempt failed, if it did
    /// @param network what the doctor found
    public void ask(
            ShelvedImage image,
            RoomChoices choices,
            Optional<Problem> problem,
            List<Advice> network) {
        var notices = NetworkPage.worrying(network);
        show(new RoomForm(image, choices, problem, notices, wishes::open, wishes::close));
    }

    /// Shows the rehearsal, from where one goes to the run and back.
    ///
    /// @param line what a technician types on a machine
    public void rehearse(
            RoomOrder order, String line, RehearsalModel rehearsal, RoomModel running) {
        var dashboard = new Dashboard(running, wishes::stop, wishes::leave);
        dashboard.offerReport(wishes::report);
        dashboard.disks(machine -> rehearsal.diskOf(machine.id()));
        dashboard.orders(wishes.orders(), rehearsal::rows);
        var plan =
                new RehearsalPage(
                        rehearsal,
                        order,
                        line,
                        new RehearsalPage.Wishes() {
                            @Override
                            public void release(List<RehearsalRow> rows) {
                                question(order, rows, rehearsal.untouchedBy(rows));
                            }

                            @Override
                            public void look(EnrolledMachine newcomer) {
                                LetIn.ask(DeployPage.this, newcomer, wishes::letIn);
                            }

                            @Override
                            public void close() {
                                wishes.close();
                            }

                            @Override
                            public void run() {
                                toTheRun();
                            }
                        });
        var strip = new WaitingStrip(rehearsal, order, this::toTheRehearsal);
        rehearsed = Optional.of(new Rehearsed(plan, new RunPage(dashboard, running, strip)));
        show(plan);
    }

    /// The release has come true.
    ///
    /// @param notice what of it has not; empty if all has
    public void released(String notice) {
        rehearsed.ifPresent(room -> {
            room.plan().released();
            room.plan().notice(notice);
            if (notice.isEmpty()) {
                show(room.run());
            }
        });
    }

    /// Says why nothing was released.
    public void notReleased(String notice) {
        rehearsed.ifPresent(room -> room.plan().notice(notice));
    }

    private void toTheRehearsal() {
        rehearsed.ifPresent(room -> show(room.plan()));
    }

    private void toTheRun() {
        rehearsed.ifPresent(room -> show(room.run()));
    }

    private void question(RoomOrder order, List<RehearsalRow> rows, int left) {
        Node page = getChildren().getFirst();
        var question = ReleaseQuestion.ofRoom(order.image(), rows, left);
        ReleaseSheet.ask(this, page, page, question, () -> wishes.release(rows));
    }

    private void show(Node page) {
        getChildren().setAll(page);
    }

    private Button reports() {
        var reports =
                Parts.button(
                        text("report.earlier"), Material2OutlinedAL.DESCRIPTION, wishes::report);
        reports.setId("reports");
        return reports;
    }

    private Node card(ShelvedImage image) {
        Button start =
                Parts.button(
                        text(image.practice() ? "deploy.practice" : "deploy.start"),
                        Material2OutlinedMZ.PLAY_ARROW,
                        () -> wishes.start(image),
                        "accent");
        start.setId("start-" + image.manifest().name());
        return new ImageCard(image, start);
    }

    private Node empty() {
        return Parts.empty(
                Material2OutlinedAL.DEVICE_HUB,
                text("deploy.none"),
                text("deploy.none.why"),
                Parts.button(
                        text("images.none.go"),
                        Material2OutlinedMZ.STORAGE,
                        wishes::capture,
                        "accent"));
    }
}
