package sower.desktop;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.capture.CaptureProgress;
import sower.deploy.RehearsalRow;
import sower.desktop.capture.CaptureEnd;
import sower.desktop.capture.CaptureForm;
import sower.desktop.capture.CaptureOrder;
import sower.desktop.capture.CaptureRunning;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomModel;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DisksPage;
import sower.desktop.images.ImagesPage;
import sower.desktop.images.ShelvedImage;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.rehearsal.RoomOrder;
import sower.desktop.settings.SettingsPage;
import sower.desktop.shell.ComingPage;
import sower.desktop.shell.Frame;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Place;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.Problem;
import sower.desktop.shell.Surroundings;
import sower.desktop.shell.Texts;
import sower.desktop.shell.Theme;
import sower.desktop.shell.ThemeChoice;

/// Pictures of every screen, light and dark, small and large, with made-up contents; each is also
/// inspected for cut-off text, names and contrast.
@Tag("gui")
final class ScreenshotsTest {
    private static final String LINE =
            "sudo sower target --workstation 192.168.20.5:6969 --ticket 20261128-101500-4f2a.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};

    @BeforeAll
    static void startToolkit() throws Exception {
        Needs.display();
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
    }

    @Test
    void everyScreenIsReadable() throws Exception {
        var faults = new ArrayList<String>();
        for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
            for (int[] size : SIZES) {
                faults.addAll(pictures(theme, size[0], size[1]));
            }
        }
        org.junit.jupiter.api.Assertions.assertEquals(List.of(), faults);
    }

    private static List<String> pictures(ThemeChoice theme, int width, int height)
            throws Exception {
        var faults = new ArrayList<String>();
        var jobs = Stages.onStage(Jobs::new);
        Frame frame = Stages.onStage(() -> new Frame(mark(), jobs));
        Stage stage =
                Stages.onStage(() -> {
                    var window = new Stage();
                    window.setScene(new Scene(frame, width, height));
                    window.show();
                    return window;
                });
        Stages.onStage(() -> new Theme(stage.getScene(), theme));
        Stages.onStage(() -> {
            frame.show(new Surroundings(412_000_000_000L, "eth0  192.168.20.5"));
            return true;
        });
        for (Map.Entry<String, Screen> screen : screens().entrySet()) {
            Stages.onStage(() -> {
                frame.page(screen.getValue().place(), screen.getValue().node().call());
                frame.go(screen.getValue().place());
                return true;
            });
            Stages.settle(2);
            Stages.onStage(() -> {
                screen.getValue().then().accept(stage.getScene());
                return true;
            });
            Stages.settle(6);
            String name = "%s-%s-%dx%d".formatted(screen.getKey(), theme, width, height);
            Stages.picture(stage.getScene(), name.toLowerCase(java.util.Locale.ROOT));
            Stages.onStage(() ->
                            Inspection.of(stage.getScene()).stream()
                                    .map(fault -> name + ": " + fault)
                                    .toList())
                    .forEach(faults::add);
        }
        Stages.onStage(() -> {
            stage.close();
            return true;
        });
        return faults;
    }

    /// @param node makes it, on the FX thread
    /// @param then what a person does once it is there
    private record Screen(
            Place place, java.util.concurrent.Callable<Node> node, Consumer<Scene> then) {
        Screen(Place place, java.util.concurrent.Callable<Node> node) {
            this(place, node, scene -> {});
        }
    }

    private static Map<String, Screen> screens() {
        var screens = new LinkedHashMap<String, Screen>();
        screens.put("disks", new Screen(Place.DISKS, () -> disks(false)));
        screens.put("disks-chosen", new Screen(Place.DISKS, () -> disks(true)));
        screens.put("capture-form", new Screen(Place.DISKS, ScreenshotsTest::form));
        screens.put("capture-running", new Screen(Place.DISKS, ScreenshotsTest::running));
        screens.put("capture-end", new Screen(Place.DISKS, ScreenshotsTest::end));
        screens.put("capture-failed", new Screen(Place.DISKS, ScreenshotsTest::failed));
        screens.put("images", new Screen(Place.IMAGES, () -> images(sample())));
        screens.put("images-empty", new Screen(Place.IMAGES, () -> images(List.of())));
        screens.put("deploy-choose", new Screen(Place.DEPLOY, () -> choose(sample())));
        screens.put("room-form", new Screen(Place.DEPLOY, ScreenshotsTest::roomForm));
        screens.put(
                "room-form-wrong",
                new Screen(
                        Place.DEPLOY,
                        ScreenshotsTest::roomForm,
                        scene -> ((TextField) scene.lookup("#room-rule")).setText("biggest")));
        screens.put("rehearsal-empty", new Screen(Place.DEPLOY, () -> rehearsal(List.of())));
        screens.put(
                "rehearsal",
                new Screen(Place.DEPLOY, () -> rehearsal(SampleRehearsal.room(false))));
        screens.put(
                "rehearsal-release",
                new Screen(
                        Place.DEPLOY,
                        () -> rehearsal(SampleRehearsal.room(false)),
                        scene -> ((Button) scene.lookup("#release-all")).fire()));
        screens.put("rehearsal-run", new Screen(Place.DEPLOY, ScreenshotsTest::rehearsedRun));
        screens.put("deploy-waiting", new Screen(Place.DEPLOY, () -> room(8, 0, false)));
        screens.put("deploy-running", new Screen(Place.DEPLOY, () -> room(8, 74, false)));
        screens.put("deploy-trouble", new Screen(Place.DEPLOY, () -> room(30, 95, true)));
        screens.put("deploy-ended", new Screen(Place.DEPLOY, () -> room(8, 359, false)));
        screens.put(
                "machines",
                new Screen(Place.MACHINES, () -> coming(Place.MACHINES, "coming.machines")));
        screens.put(
                "network",
                new Screen(Place.NETWORK_BOOT, () -> coming(Place.NETWORK_BOOT, "coming.network")));
        screens.put("settings", new Screen(Place.SETTINGS, ScreenshotsTest::settings));
        return screens;
    }

    private static Node disks(boolean chosen) {
        var page =
                new DisksPage(
                        new DisksPage.Wishes() {
                            @Override
                            public void relist(boolean withLoops) {}

                            @Override
                            public void capture(Chosen what) {}
                        });
        page.show(SampleDisks.all());
        if (chosen) {
            page.selection().choose(SampleDisks.master(), java.util.Set.of(1, 3, 4));
        } else {
            page.welcome(() -> {}, () -> {});
        }
        return page;
    }

    private static Chosen chosen() {
        var selection = new sower.desktop.disks.Selection();
        selection.whole(SampleDisks.master());
        return selection.chosen();
    }

    private static Node form() {
        return CaptureForm.page(
                new CaptureForm(
                        chosen(),
                        LocalDate.of(2026, 3, 14),
                        Path.of("Sower images"),
                        412_000_000_000L,
                        order -> {},
                        () -> {}));
    }

    private static Node running() {
        var running =
                new CaptureRunning(new CaptureOrder(chosen(), "lab", "", false, true), () -> {});
        running.show(
                new CaptureProgress(
                        CaptureProgress.Stage.READ_AND_HASH,
                        "nvme0n1p4",
                        71_200_000_000L,
                        32_700_000_000L,
                        185_000_000_000L,
                        1_240_000_000L,
                        1_118_000_000L,
                        101));
        return CaptureForm.page(running);
    }

    private static Node end() {
        return CaptureForm.page(
                new CaptureEnd(
                        SampleDisks.image("lab-windows-2026", 2, false), () -> {}, () -> {}));
    }

    private static Node failed() {
        return CaptureForm.page(
                new CaptureEnd(
                        Problem.of(
                                new java.io.IOException(
                                        "/dev/nvme0n1: reading 65536 bytes at 4096000 failed: input"
                                                + " or output error")),
                        () -> {}));
    }

    private static List<ShelvedImage> sample() {
        return List.of(
                SampleDisks.image("lab-windows-2026", 2, false),
                SampleDisks.image("lab-windows-2026", 1, false),
                SampleDisks.image("practice-disk", 1, true));
    }

    private static Node images(List<ShelvedImage> images) {
        var page =
                new ImagesPage(
                        new ImagesPage.Wishes() {
                            @Override
                            public void deploy(ShelvedImage image) {}

                            @Override
                            public void delete(ShelvedImage image) {}

                            @Override
                            public void restore(ShelvedImage image) {}

                            @Override
                            public void capture() {}
                        });
        page.show(images);
        if (!images.isEmpty()) {
            page.offerUndo(images.getFirst());
        }
        return page;
    }

    private static DeployPage deploy() {
        return new DeployPage(
                new DeployPage.Wishes() {
                    @Override
                    public void start(ShelvedImage image) {}

                    @Override
                    public void stop() {}

                    @Override
                    public void leave() {}

                    @Override
                    public void capture() {}

                    @Override
                    public void open(RoomOrder order) {}

                    @Override
                    public void close() {}

                    @Override
                    public void release(List<RehearsalRow> rows) {}
                });
    }

    private static Node choose(List<ShelvedImage> images) {
        var page = deploy();
        page.choose(images, Optional.empty());
        return page;
    }

    private static Node roomForm() throws Exception {
        var page = deploy();
        var networks = List.of(new ListenAddress("eth0", InetAddress.getByName("192.168.20.5")));
        page.ask(SampleRehearsal.order().image(), networks, Optional.empty());
        return page;
    }

    private static DeployPage rehearsal(List<RehearsalRow> rows) {
        var page = deploy();
        var model = new RehearsalModel();
        page.rehearse(SampleRehearsal.order(), LINE, model, new RoomModel());
        model.accept(rows);
        return page;
    }

    private static Node rehearsedRun() {
        var page = deploy();
        var rehearsal = new RehearsalModel();
        var room = new RoomModel();
        var sample = new SampleRoom(6, 7, false);
        page.rehearse(SampleRehearsal.order(), LINE, rehearsal, room);
        page.released("");
        for (int i = 0; i < 60; i++) {
            rehearsal.accept(SampleRehearsal.room(true));
            room.accept(sample.next());
        }
        return page;
    }

    private static Node room(int machines, int seconds, boolean withTrouble) {
        var model = new RoomModel();
        var sample = new SampleRoom(machines, 7, withTrouble);
        var page = deploy();
        page.run(model);
        for (int i = 0; i < seconds; i++) {
            model.accept(sample.next());
        }
        return page;
    }

    private static Node coming(Place place, String key) {
        return new ComingPage(place, Texts.text(key));
    }

    private static Node settings() {
        return new SettingsPage(
                new Preferences(Path.of("no-such-file"), Path.of("Sower images")),
                new SettingsPage.Wishes() {
                    @Override
                    public void theme(ThemeChoice choice) {}

                    @Override
                    public void library(Path folder) {}

                    @Override
                    public void practice() {}
                });
    }

    private static Image mark() {
        return new Image(
                Objects.requireNonNull(
                                ScreenshotsTest.class.getResource("/sower/desktop/sower-64.png"))
                        .toExternalForm());
    }
}
