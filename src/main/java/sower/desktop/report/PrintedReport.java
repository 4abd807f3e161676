package sower.desktop.report;

import static sower.desktop.shell.Texts.text;

import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import javafx.print.PageLayout;
import javafx.print.PrinterJob;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Scale;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Theme;
import sower.desktop.shell.Units;
import sower.report.RunReport;

/// A report cut into sheets of paper, always light, whatever theme the window has.
public final class PrintedReport {
    private static final double SCALE = 0.62; // screen letters are larger than printed ones
    private static final double FOOT = 28;
    private static final double GAP = 12;

    private PrintedReport() {}

    /// The sheets for paper of this size, in points.
    public static List<Region> sheets(RunReport report, double width, double height) {
        double wide = width / SCALE;
        double high = height / SCALE - FOOT;
        var sheets = new ArrayList<VBox>();
        var sheet = sheet(sheets, wide);
        var parts = new ArrayList<Node>();
        parts.add(Parts.label(report.title(), "page-title"));
        parts.add(ReportSheets.verdict(report));
        parts.add(ReportSheets.facts(report));
        parts.addAll(ReportSheets.plan(report));
        parts.add(ReportSheets.head(report));
        parts.addAll(ReportSheets.machines(report));
        parts.addAll(ReportSheets.sections(report));
        parts.add(signature());
        for (Node part : parts) {
            sheet.getChildren().add(part);
            sheet.applyCss();
            sheet.layout();
            if (sheet.prefHeight(wide) > high && sheet.getChildren().size() > 1) {
                sheet.getChildren().remove(part);
                sheet = sheet(sheets, wide);
                if (part.getStyleClass().contains("report-row")) {
                    sheet.getChildren().add(ReportSheets.head(report));
                }
                sheet.getChildren().add(part);
            }
        }
        var finished = new ArrayList<Region>();
        for (VBox each : sheets) {
            finished.add(finished(each, finished.size() + 1, sheets.size(), height / SCALE));
        }
        return finished;
    }

    /// Sends them to a printer that the person has chosen.
    ///
    /// @return whether it took them all
    public static boolean print(RunReport report, PrinterJob job) {
        PageLayout layout = job.getJobSettings().getPageLayout();
        boolean taken = true;
        for (var sheet : sheets(report, layout.getPrintableWidth(), layout.getPrintableHeight())) {
            taken = taken && job.printPage(layout, sheet);
        }
        return job.endJob() && taken;
    }

    private static VBox sheet(List<VBox> sheets, double wide) {
        var sheet = new VBox(GAP);
        sheet.getStyleClass().add("printed");
        sheet.setPrefWidth(wide);
        sheet.setMinWidth(wide);
        sheet.setMaxWidth(wide);
        var scene = new Scene(sheet); // style sheets reach only what is in a scene
        scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(Theme.light());
        sheets.add(sheet);
        return sheet;
    }

    private static Region finished(VBox sheet, int number, int of, double high) {
        var foot =
                Parts.label(
                        text("report.sheet", Units.whole(number), Units.whole(of)), "small-print");
        sheet.getChildren().addAll(Parts.spring(), foot);
        sheet.setPrefHeight(high);
        sheet.setMinHeight(high);
        sheet.applyCss();
        sheet.autosize();
        sheet.layout();
        sheet.getTransforms().add(new Scale(SCALE, SCALE));
        return sheet;
    }

    private static Node signature() {
        var line = Parts.row();
        line.getStyleClass().add("signature");
        for (String key : List.of("report.technician", "report.date", "report.signature")) {
            var place = new VBox(Parts.label(text(key), "small-print"));
            place.getStyleClass().add("signature-place");
            place.setPrefWidth(280);
            line.getChildren().add(place);
        }
        return line;
    }
}
