package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import org.jspecify.annotations.Nullable;
import sower.deploy.DeploymentSnapshot;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomFigures;
import sower.desktop.deploy.RoomModel;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Latest;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.image.Image;

/// Starts and ends deployments for the Deploy page, one at a time.
final class DeployDesk implements DeployPage.Wishes {
    private static final String JOB = "deploy";

    private final Workbench bench;
    private final ImagesDesk images;
    private final PracticeDesk practice;
    private final DeployPage page = new DeployPage(this);
    private volatile @Nullable Seeding running;
    private boolean inRoom;

    DeployDesk(Workbench bench, ImagesDesk images, PracticeDesk practice) {
        this.bench = bench;
        this.images = images;
        this.practice = practice;
    }

    DeployPage page() {
        return page;
    }

    /// Shows the images to choose from, unless a room is on screen.
    void refresh() {
        if (!inRoom) {
            choose(Optional.empty());
        }
    }

    /// Goes to the page and starts this one, unless a room is running already.
    void begin(ShelvedImage image) {
        if (!inRoom) {
            start(image);
        }
        bench.frame().go(Place.DEPLOY);
    }

    @Override
    public void start(ShelvedImage shelved) {
        inRoom = true;
        var model = new RoomModel();
        page.run(model);
        var image = new Image(shelved.directory(), shelved.manifest());
        bench.background()
                .run(
                        "start deployment",
                        () -> shelved.practice() ? practice.deploy(image) : Seeding.open(image),
                        seeding -> follow(seeding, model),
                        failure -> {
                            inRoom = false;
                            choose(Optional.of(Problem.of(failure)));
                        });
    }

    @Override
    public void stop() {
        var stop = new ButtonType(text("room.stop"), ButtonBar.ButtonData.OTHER);
        var keep = new ButtonType(text("room.stop.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        var question = new Alert(Alert.AlertType.WARNING, text("room.stop.what"), stop, keep);
        question.setTitle(text("room.stop.title"));
        question.setHeaderText(text("room.stop.title"));
        question.initOwner(page.getScene().getWindow());
        question.getDialogPane().getStylesheets().setAll(page.getScene().getStylesheets());
        ((Button) question.getDialogPane().lookupButton(keep)).setDefaultButton(true);
        question.showAndWait().filter(stop::equals).ifPresent(answer -> leave());
    }

    @Override
    public void leave() {
        stopSeeding();
        inRoom = false;
        choose(Optional.empty());
    }

    @Override
    public void capture() {
        bench.frame().go(Place.DISKS);
    }

    /// Ends the running deployment, if there is one, at once. Takes time; for the program's end.
    void end() throws IOException {
        Seeding ending = running;
        running = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void stopSeeding() {
        Seeding ending = running;
        running = null;
        bench.jobs().end(JOB);
        if (ending != null) {
            bench.background()
                    .run(
                            "end deployment",
                            () -> {
                                ending.close();
                                return true;
                            },
                            ended -> {},
                            failure -> {});
        }
    }

    private void follow(Seeding seeding, RoomModel model) {
        running = seeding;
        seeding.listen(
                new Latest<DeploymentSnapshot>(
                        bench.background().viewThread(),
                        news -> {
                            model.accept(news);
                            showJob(seeding, news);
                        }));
    }

    private void showJob(Seeding seeding, DeploymentSnapshot news) {
        if (seeding != running) {
            return;
        }
        if (RoomFigures.of(news).ended()) {
            bench.jobs().end(JOB);
        } else {
            bench.jobs()
                    .show(new Jobs.Job(JOB, text("room.running", news.image()), news.fraction()));
        }
    }

    private void choose(Optional<Problem> problem) {
        images.read(found -> show(found, problem), unread -> show(List.of(), Optional.of(unread)));
    }

    /// Unless a room was entered while the library was being read.
    private void show(List<ShelvedImage> found, Optional<Problem> problem) {
        if (!inRoom) {
            page.choose(found, problem);
        }
    }
}
