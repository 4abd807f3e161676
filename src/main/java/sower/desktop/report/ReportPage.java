package sower.desktop.report;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.report.RunReport;

/// What became of a run, and of earlier ones: to read, to save, to print.
public final class ReportPage extends BorderPane {
    private final StackPane told = new StackPane();
    private final VBox body = new VBox();

    /// What the page asks for.
    public interface Wishes {
        /// Show another run.
        void choose(String run);

        void save(ReportForm form);

        void print();

        /// Back to where the person came from.
        void leave();
    }

    /// @param runs all of the library, newest first
    /// @param report of the one that is shown; empty when there is none
    public ReportPage(List<String> runs, Optional<RunReport> report, Wishes wishes) {
        setId("report");
        getStyleClass().add("page");
        var back = Parts.button(text("report.back"), Material2OutlinedAL.ARROW_BACK, wishes::leave);
        back.setId("report-back");
        told.managedProperty().bind(told.visibleProperty());
        told.setVisible(false);
        body.getStyleClass().add("column");
        if (report.isEmpty()) {
            back.getStyleClass().add("accent");
            setTop(Parts.head(text("report.title"), text("report.sentence")));
            setCenter(
                    Parts.empty(
                            Material2OutlinedAL.DESCRIPTION,
                            text("report.none"),
                            text("report.none.why"),
                            back));
            return;
        }
        setTop(
                Parts.head(
                        text("report.title"),
                        text("report.sentence"),
                        runs(runs, report.get().run(), wishes),
                        back));
        show(report.get());
        setCenter(Parts.scrolling(body));
        setBottom(foot(wishes));
    }

    /// Says that it was done.
    public void done(String sentence) {
        var words = Parts.wrapped(sentence, "notice-text");
        words.setId("report-done");
        var notice = Parts.row(Parts.icon(Material2OutlinedAL.CHECK_CIRCLE), words);
        notice.getStyleClass().addAll("notice", "notice-good");
        tell(notice);
    }

    public void show(Problem problem) {
        tell(new ProblemCard(problem));
    }

    private void tell(Node node) {
        told.getChildren().setAll(node);
        told.setVisible(true);
    }

    private void show(RunReport report) {
        var about = Parts.card(ReportSheets.verdict(report), ReportSheets.facts(report));
        var machines = Parts.card();
        machines.getStyleClass().add("report-machines");
        machines.getChildren().add(ReportSheets.head(report));
        machines.getChildren().addAll(ReportSheets.machines(report));
        body.getChildren().setAll(about);
        if (!report.plan().isEmpty()) {
            var plan = Parts.card(ReportSheets.plan(report).toArray(Node[]::new));
            plan.getStyleClass().add("report-plan");
            body.getChildren().add(plan);
        }
        body.getChildren().add(machines);
        var sections = ReportSheets.sections(report);
        if (!sections.isEmpty()) {
            body.getChildren().add(Parts.card(sections.toArray(Node[]::new)));
        }
    }

    private static ComboBox<String> runs(List<String> runs, String shown, Wishes wishes) {
        var box = new ComboBox<String>();
        box.setId("report-run");
        box.setAccessibleText(text("report.run"));
        box.setMinWidth(USE_PREF_SIZE);
        box.getItems().setAll(runs);
        box.setValue(shown);
        box.valueProperty()
                .addListener((observed, before, chosen) -> {
                    if (chosen != null) {
                        wishes.choose(chosen);
                    }
                });
        return box;
    }

    private Node foot(Wishes wishes) {
        var row =
                Parts.row(
                        Parts.spring(),
                        save(ReportForm.JSON, wishes),
                        save(ReportForm.CSV, wishes),
                        Parts.button(
                                text("report.print"), Material2OutlinedMZ.PRINT, wishes::print),
                        save(ReportForm.PDF, wishes));
        var foot = new VBox(told, row);
        foot.getStyleClass().add("report-foot");
        return foot;
    }

    private static Node save(ReportForm form, Wishes wishes) {
        var button =
                Parts.button(
                        text("report.save", form.name()),
                        form == ReportForm.PDF
                                ? Material2OutlinedMZ.PICTURE_AS_PDF
                                : Material2OutlinedMZ.SAVE_ALT,
                        () -> wishes.save(form));
        button.setId("report-" + form.name());
        if (form == ReportForm.PDF) {
            button.getStyleClass().add("accent");
        }
        return button;
    }
}
