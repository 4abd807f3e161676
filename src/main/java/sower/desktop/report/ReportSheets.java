package sower.desktop.report;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.report.ReportPlan;
import sower.report.RunReport;

/// The parts of a report as nodes, which screen and printer put together.
final class ReportSheets {
    private static final double[] WIDTHS = {14, 16, 10, 11, 9, 15, 13, 24}; // percent, no sum

    private static final double PLACE_WIDTH = 160;

    private ReportSheets() {}

    /// What came of it, in one sentence with its sign.
    static Node verdict(RunReport report) {
        var sign =
                Parts.icon(
                        report.good()
                                ? Material2OutlinedAL.CHECK_CIRCLE
                                : Material2OutlinedMZ.REPORT_PROBLEM,
                        "verdict-icon",
                        report.good() ? "good" : "bad");
        var words = Parts.wrapped(report.verdict(), "verdict");
        words.setId("report-verdict");
        HBox.setHgrow(words, Priority.ALWAYS);
        return Parts.row(sign, words);
    }

    /// The facts, two beside each other.
    static GridPane facts(RunReport report) {
        var grid = new GridPane();
        grid.getStyleClass().add("report-facts");
        for (double share : new double[] {14, 36, 14, 36}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        int place = 0;
        for (var fact : report.facts()) {
            int left = place % 2 * 2;
            grid.add(Parts.wrapped(fact.name(), "fact-name"), left, place / 2);
            grid.add(Parts.wrapped(fact.value(), "fact-value"), left + 1, place / 2);
            place++;
        }
        grid.getChildren().forEach(node -> GridPane.setValignment(node, VPos.TOP));
        return grid;
    }

    /// The room seen from above, a line per row, so that a page can end after each; nothing for a
    /// run without a room.
    static List<Node> plan(RunReport report) {
        var lines = new ArrayList<Node>();
        if (!report.plan().isEmpty()) {
            lines.add(Parts.label(text("report.plan"), "card-title"));
            report.plan().rows().forEach(row -> lines.add(row(row, report.plan().columns())));
        }
        return lines;
    }

    private static GridPane row(List<ReportPlan.Seated> row, int columns) {
        var grid = new GridPane();
        grid.getStyleClass().add("plan-row");
        grid.setMaxWidth(columns * PLACE_WIDTH);
        for (int i = 0; i < columns; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(column);
        }
        row.forEach(seated -> grid.add(place(seated), seated.seat().column(), 0));
        return grid;
    }

    private static Node place(ReportPlan.Seated seated) {
        var words = Parts.cut(seated.words(), "plan-words");
        words.setGraphic(Parts.icon(sign(seated.outcome())));
        words.getStyleClass().addAll("phase", style(seated.outcome()));
        var place = new VBox(Parts.cut(seated.machine(), "plan-name"), words);
        place.getStyleClass().addAll("plan-place", "plan-" + style(seated.outcome()));
        return place;
    }

    static GridPane head(RunReport report) {
        var grid = grid("report-head");
        var cells = new ArrayList<Node>();
        report.columns().forEach(column -> cells.add(Parts.wrapped(column, "report-column")));
        grid.addRow(0, cells.toArray(Node[]::new));
        return grid;
    }

    /// A grid per machine, so that a page can end after each.
    static List<GridPane> machines(RunReport report) {
        return report.rows().stream().map(ReportSheets::machine).toList();
    }

    private static GridPane machine(RunReport.Row row) {
        var grid = grid("report-row");
        var cells = new ArrayList<Node>();
        for (String lines : row.cells()) {
            cells.add(cell(lines));
        }
        cells.set(2, outcome(row));
        grid.addRow(0, cells.toArray(Node[]::new));
        cells.forEach(node -> GridPane.setValignment(node, VPos.TOP));
        return grid;
    }

    private static Node cell(String lines) {
        int first = lines.indexOf('\n');
        var cell = new VBox(Parts.wrapped(first < 0 ? lines : lines.substring(0, first)));
        if (first >= 0) {
            cell.getChildren().add(Parts.wrapped(lines.substring(first + 1), "small-print"));
        }
        cell.setMinWidth(0);
        return cell;
    }

    private static Label outcome(RunReport.Row row) {
        var label = Parts.wrapped(row.outcomeWords());
        label.setGraphic(Parts.icon(sign(row.outcome())));
        label.getStyleClass().addAll("phase", style(row.outcome()));
        return label;
    }

    private static Ikon sign(RunReport.Outcome outcome) {
        return switch (outcome) {
            case PERSON -> Material2OutlinedMZ.PAN_TOOL;
            case PROVED -> Material2OutlinedAL.CHECK_CIRCLE;
            case LEFT -> Material2OutlinedMZ.REMOVE_CIRCLE_OUTLINE;
        };
    }

    private static String style(RunReport.Outcome outcome) {
        return switch (outcome) {
            case PERSON -> "phase-failed";
            case PROVED -> "phase-done";
            case LEFT -> "phase-quiet";
        };
    }

    /// Sentences about who was turned away, and what went wrong here.
    static List<Node> sections(RunReport report) {
        var nodes = new ArrayList<Node>();
        for (var section : report.sections()) {
            var box = new VBox(Parts.label(section.title(), "card-title"));
            section.sentences()
                    .forEach(each -> box.getChildren().add(Parts.wrapped(each, "notice-text")));
            nodes.add(box);
        }
        return nodes;
    }

    private static GridPane grid(String style) {
        var grid = new GridPane();
        grid.getStyleClass().addAll("report-grid", style);
        for (double width : WIDTHS) {
            var column = new ColumnConstraints();
            column.setPercentWidth(width * 100 / Arrays.stream(WIDTHS).sum());
            grid.getColumnConstraints().add(column);
        }
        return grid;
    }
}
