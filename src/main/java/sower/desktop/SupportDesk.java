package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import sower.desktop.settings.SupportPage;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.disk.LocalDisks;
import sower.support.SupportBundle;

/// Makes support bundles; its page takes the place of the settings until the person goes back.
final class SupportDesk implements SupportPage.Wishes {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT);

    private final Workbench bench;
    private final Path log;
    private final Supplier<Node> settings;
    private Place from = Place.SETTINGS;
    private Optional<SupportPage> page = Optional.empty();
    private Optional<SupportBundle> bundle = Optional.empty();

    /// @param log folder of the program's log
    /// @param settings whose place it takes, and gives back
    SupportDesk(Workbench bench, Path log, Supplier<Node> settings) {
        this.bench = bench;
        this.log = log;
        this.settings = settings;
    }

    /// Reads everything and shows it; nothing is saved yet.
    void open() {
        from = bench.frame().place();
        bundle = Optional.empty();
        show(new SupportPage(this));
        var sources =
                new SupportBundle.Sources(
                        bench.preferences().library(),
                        LocalDisks.of(),
                        log,
                        InstantSource.system());
        bench.background()
                .run(
                        "make support bundle",
                        () -> SupportBundle.of(sources),
                        made -> {
                            if (page.isPresent()) { // the person has not left meanwhile
                                bundle = Optional.of(made);
                                replace(new SupportPage(made, this));
                            }
                        },
                        failure -> page.ifPresent(now -> now.show(Problem.of(failure))));
    }

    /// The same in the language now spoken, where its page is on screen.
    void newLanguage() {
        if (page.isPresent()) {
            replace(
                    bundle.map(made -> new SupportPage(made, this))
                            .orElseGet(() -> new SupportPage(this)));
        }
    }

    @Override
    public void save() {
        page.ifPresent(now -> bundle.ifPresent(made -> save(now, made)));
    }

    private void save(SupportPage shown, SupportBundle made) {
        var stamp = STAMP.format(Instant.now().atZone(ZoneId.systemDefault()));
        bench.files()
                .ask(
                        shown.getScene().getWindow(),
                        text("support.title"),
                        "sower-support-" + stamp + ".zip")
                .ifPresent(file ->
                        bench.background()
                                .run(
                                        "save support bundle",
                                        () -> made.write(file),
                                        shown::saved,
                                        failure -> shown.show(Problem.of(failure))));
    }

    @Override
    public void leave() {
        page = Optional.empty();
        bench.frame().page(Place.SETTINGS, settings.get());
        bench.frame().go(from);
    }

    private void show(SupportPage now) {
        page = Optional.of(now);
        bench.frame().page(Place.SETTINGS, now);
        bench.frame().go(Place.SETTINGS);
    }

    /// Where the person is meanwhile stays where it is.
    private void replace(SupportPage now) {
        page = Optional.of(now);
        boolean here = bench.frame().place() == Place.SETTINGS;
        bench.frame().page(Place.SETTINGS, now);
        if (here) {
            bench.frame().go(Place.SETTINGS);
        }
    }
}
