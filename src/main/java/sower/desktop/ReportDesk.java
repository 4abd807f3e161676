package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.print.PrinterJob;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import sower.deploy.Json;
import sower.deploy.RoomPlan;
import sower.desktop.report.PrintedReport;
import sower.desktop.report.ReportForm;
import sower.desktop.report.ReportPage;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.desktop.shell.Texts;
import sower.enrol.Rooms;
import sower.image.ImageLibrary;
import sower.record.RunExport;
import sower.record.RunLog;
import sower.record.RunRecord;
import sower.report.ReportPdf;
import sower.report.ReportWords;
import sower.report.RunReport;

/// Reads records of runs and shows them in the Deploy page's place until the person goes back.
final class ReportDesk implements ReportPage.Wishes {
    private final Workbench bench;
    private final Supplier<Node> deployPage;
    private Optional<Shown> shown = Optional.empty();

    /// What is on screen: the records, and the page that shows one of them.
    private record Shown(List<String> runs, Optional<Recorded> record, ReportPage page) {}

    /// What is known of a run.
    ///
    /// @param room where its machines stand
    private record Recorded(RunRecord record, RoomPlan room) {
        RunReport report(ReportWords words) {
            return RunReport.of(record, room, words);
        }
    }

    /// @param deployPage where the person comes from and goes back to
    ReportDesk(Workbench bench, Supplier<Node> deployPage) {
        this.bench = bench;
        this.deployPage = deployPage;
    }

    /// Shows this run, or the newest of the library.
    void open(Optional<String> run) {
        Path library = bench.preferences().library();
        bench.background()
                .run(
                        "read run",
                        () -> {
                            var runs = RunLog.runs(library).reversed();
                            var wanted = run.or(() -> runs.stream().findFirst());
                            return new Read(runs, wanted.isPresent() ? record(wanted.get()) : null);
                        },
                        read -> show(read.runs(), Optional.ofNullable(read.record())),
                        failure -> {
                            show(List.of(), Optional.empty());
                            tell(Problem.of(failure));
                        });
    }

    private record Read(List<String> runs, @Nullable Recorded record) {}

    private Recorded record(String run) throws IOException {
        var library = bench.preferences().library();
        var record = RunRecord.of(library, run);
        return new Recorded(record, Rooms.of(new ImageLibrary(library)).plan(record.room()));
    }

    /// The same in the language now spoken.
    void newLanguage() {
        shown.ifPresent(now -> show(now.runs(), now.record()));
    }

    private void show(List<String> runs, Optional<Recorded> record) {
        var page = new ReportPage(runs, record.map(one -> one.report(words())), this);
        shown = Optional.of(new Shown(runs, record, page));
        boolean here = bench.frame().place() == Place.DEPLOY;
        bench.frame().page(Place.DEPLOY, page);
        if (here) {
            bench.frame().go(Place.DEPLOY);
        }
    }

    private static ReportWords words() {
        return new ReportWords(
                Texts.language(),
                Locale.getDefault(Locale.Category.FORMAT),
                ZoneId.systemDefault());
    }

    @Override
    public void choose(String run) {
        open(Optional.of(run));
    }

    @Override
    public void save(ReportForm form) {
        if (shown.isEmpty() || shown.get().record().isEmpty()) {
            return;
        }
        var record = shown.get().record().get();
        var window = shown.get().page().getScene().getWindow();
        var title = text("report.save", form.name());
        bench.files()
                .ask(window, title, form.fileName(record.record().run()))
                .ifPresent(file -> save(record, form, file));
    }

    private void save(Recorded record, ReportForm form, Path file) {
        var words = words();
        bench.background()
                .run(
                        "save report",
                        () -> Files.write(file, bytes(record, form, words)),
                        saved ->
                                shown.ifPresent(
                                        now -> now.page().done(text("report.saved", saved))),
                        failure -> tell(Problem.of(failure)));
    }

    private static byte[] bytes(Recorded run, ReportForm form, ReportWords words)
            throws IOException {
        return switch (form) {
            case PDF -> ReportPdf.of(run.report(words), words);
            case CSV -> new RunExport(run.record()).csv().getBytes(StandardCharsets.UTF_8);
            case JSON -> Json.indented(run.record());
        };
    }

    @Override
    public void print() {
        if (shown.isEmpty() || shown.get().record().isEmpty()) {
            return;
        }
        var page = shown.get().page();
        var job = PrinterJob.createPrinterJob();
        if (job == null) {
            var problem =
                    new Problem(text("report.printer.none"), text("report.printer.remedy"), "");
            page.show(problem);
        } else if (job.showPrintDialog(page.getScene().getWindow())) {
            var report = shown.get().record().get().report(words());
            if (PrintedReport.print(report, job)) {
                page.done(text("report.printed", job.getPrinter().getName()));
            } else {
                page.show(new Problem(text("report.unprinted"), text("report.printer.remedy"), ""));
            }
        }
    }

    @Override
    public void leave() {
        shown = Optional.empty();
        bench.frame().page(Place.DEPLOY, deployPage.get());
        bench.frame().go(Place.DEPLOY);
    }

    private void tell(Problem problem) {
        shown.ifPresent(now -> now.page().show(problem));
    }
}
