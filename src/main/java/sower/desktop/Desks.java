package sower.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Window;
import javafx.util.Duration;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.help.HelpPage;
import sower.desktop.images.ShelvedImage;
import sower.desktop.settings.SettingsPage;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.Language;
import sower.desktop.shell.Place;
import sower.desktop.shell.SupportEvent;
import sower.desktop.shell.Surroundings;
import sower.desktop.shell.Texts;
import sower.desktop.shell.Theme;
import sower.desktop.shell.ThemeChoice;
import sower.disk.Disk;
import sower.disk.LocalDisks;
import sower.image.ImageLibrary;
import sower.support.ProgramLog;

/// All desks of the workstation, and who passes what to whom.
final class Desks {
    private static final System.Logger LOG = System.getLogger(Desks.class.getName());
    private static final java.time.Duration LONGEST_END = java.time.Duration.ofSeconds(20);
    private static final Duration LOOK_AROUND = Duration.seconds(5);

    private final Workbench bench;
    private final PracticeDesk practice;
    private final DisksDesk disks;
    private final CaptureDesk capture;
    private final ImagesDesk images;
    private final WritingDesk writing;
    private final DeployDesk deploy;
    private final MachinesDesk machines;
    private final ReportDesk reports;
    private final NetworkDesk network;
    private final SupportDesk support;
    private final Path log = ProgramLog.usualFolder();
    private Optional<ImageLibrary> practiceLibrary = Optional.empty();
    private Place shown = Place.DISKS;
    private Surroundings surroundings = Surroundings.UNKNOWN;
    private HelpPage help = new HelpPage();
    private Optional<SettingsPage> settings = Optional.empty();

    Desks(Workbench bench) {
        this.bench = bench;
        this.practice = new PracticeDesk(bench);
        this.images = new ImagesDesk(bench, image -> begin(image), image -> writeHere(image));
        this.writing = new WritingDesk(bench, images::page, run -> reportHere(run));
        this.deploy = new DeployDesk(bench, images, practice, run -> report(run));
        this.reports = new ReportDesk(bench, deploy::page);
        this.network = new NetworkDesk(bench, deploy::machines, deploy::port);
        this.machines = new MachinesDesk(bench, InstantSource.system());
        this.disks =
                new DisksDesk(
                        bench, LocalDisks.of(), InstantSource.system(), chosen -> ask(chosen));
        this.capture = new CaptureDesk(bench, disks::page, this::libraryFor, deploy::begin);
        this.support = new SupportDesk(bench, log, () -> settings.orElseThrow());
    }

    /// Puts every page in its place and begins to look at disks, library and network.
    void furnish(Theme theme) {
        place(theme);
        bench.frame().whenShown(this::shown);
        bench.frame().addEventHandler(SupportEvent.ASKED, asked -> support.open());
        bench.frame()
                .addEventHandler(
                        HelpEvent.ASKED,
                        asked -> {
                            bench.frame().go(Place.HELP);
                            help.open(asked.topic());
                            help.ask();
                        });
        if (!bench.preferences().welcomed()) {
            disks.page().welcome(this::openPractice, this::welcomed);
        }
        disks.relist(false);
        disks.watch();
        lookAround();
        var timer = new Timeline(new KeyFrame(LOOK_AROUND, event -> lookAround()));
        timer.setCycleCount(Animation.INDEFINITE);
        timer.play();
    }

    private void place(Theme theme) {
        var frame = bench.frame();
        frame.page(Place.HELP, help);
        frame.page(Place.DISKS, disks.page());
        frame.page(Place.IMAGES, images.page());
        frame.page(Place.DEPLOY, deploy.page());
        frame.page(Place.MACHINES, machines.page());
        frame.page(Place.NETWORK_BOOT, network.page());
        var page = new SettingsPage(bench.preferences(), log, new Settings(theme));
        page.show(surroundings.power());
        settings = Optional.of(page);
        frame.page(Place.SETTINGS, page);
    }

    /// Everything is said again in another language; what runs goes on.
    private void speak(Language language, Theme theme) {
        Texts.speak(language);
        theme.newLanguage();
        bench.frame().newLanguage();
        disks.newLanguage();
        images.newLanguage();
        deploy.newLanguage();
        machines.newLanguage();
        network.newLanguage();
        help = new HelpPage();
        place(theme);
        capture.newLanguage();
        writing.newLanguage();
        support.newLanguage();
        reports.newLanguage();
        bench.frame().go(bench.frame().place());
        bench.frame().lookup("#language-" + language).requestFocus(); // where the person was
    }

    /// Whether the person wants to close the window, whatever runs. Asks only where something does.
    boolean mayClose(Window window) {
        return deploy.mayClose(window) && writing.mayClose(window);
    }

    /// Ends what runs. Waits a little: the program's exit does not wait for threads, and by now
    /// there is no window that could stand still.
    void close() throws InterruptedException {
        Thread closing = Thread.ofPlatform().name("window-closing").start(this::end);
        closing.join(LONGEST_END);
    }

    private void end() {
        disks.close();
        try {
            writing.end();
            deploy.end();
            practice.close();
            network.end();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing", e);
        }
    }

    private void shown(Place place) {
        if (shown == Place.IMAGES && place != Place.IMAGES) {
            images.left();
        }
        shown = place;
        switch (place) {
            case IMAGES -> images.refresh();
            case DEPLOY -> deploy.refresh();
            case MACHINES -> machines.refresh();
            case NETWORK_BOOT -> network.look();
            case DISKS, SETTINGS, HELP -> {}
        }
    }

    private void begin(ShelvedImage image) {
        deploy.begin(image);
    }

    private void writeHere(ShelvedImage image) {
        writing.begin(image);
    }

    private void report(Optional<String> run) {
        reports.open(run);
    }

    /// Of disks of this computer, whose page is another's.
    private void reportHere(String run) {
        bench.frame().go(Place.DEPLOY);
        report(Optional.of(run));
    }

    private void ask(Chosen chosen) {
        capture.ask(chosen);
    }

    private ImageLibrary libraryFor(SurveyedDisk disk) {
        return disk.practice() ? practiceLibrary.orElseThrow() : images.own();
    }

    private void openPractice() {
        bench.frame().go(Place.DISKS);
        disks.showWaiting();
        practice.open(this::furnishPractice, disks::show);
    }

    private void furnishPractice(Disk master, ImageLibrary library) {
        practiceLibrary = Optional.of(library);
        images.practice(practiceLibrary);
        disks.practice(Optional.of(master));
    }

    private void welcomed() {
        bench.preferences().welcomed(true);
        save();
    }

    private void save() {
        bench.background()
                .run("save settings", bench.preferences()::save, saved -> {}, failure -> {});
    }

    private void lookAround() {
        if (shown == Place.MACHINES) {
            machines.refresh();
        }
        Path library = bench.preferences().library();
        bench.background()
                .run(
                        "look around",
                        () -> {
                            network.watch();
                            return Surroundings.look(library);
                        },
                        this::show,
                        failure -> show(Surroundings.UNKNOWN));
    }

    private void show(Surroundings now) {
        surroundings = now;
        bench.frame().show(now);
        settings.ifPresent(page -> page.show(now.power()));
    }

    /// What the Settings page asks for.
    private final class Settings implements SettingsPage.Wishes {
        private final Theme theme;

        Settings(Theme theme) {
            this.theme = theme;
        }

        @Override
        public void theme(ThemeChoice choice) {
            theme.choose(choice);
            bench.preferences().theme(choice);
            save();
        }

        @Override
        public void language(Language choice) {
            bench.preferences().language(choice);
            save();
            speak(choice, theme);
        }

        @Override
        public void library(Path folder) {
            bench.preferences().library(folder);
            save();
            lookAround();
        }

        @Override
        public void practice() {
            openPractice();
        }

        @Override
        public void support() {
            support.open();
        }
    }
}
