package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.desktop.report.PrintedReport;
import sower.desktop.shell.ThemeChoice;
import sower.report.ReportWords;
import sower.report.RunReport;

/// A report goes to the printer in whole machines, black on white, also from a dark window.
@Tag("gui")
final class PrintedReportTest {
    private static final double WIDTH = 770; // of A4 across without its margins, in points
    private static final double HEIGHT = 525;

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @Test
    void everyMachineIsOnOneSheetAndNothingIsCutOff() throws Exception {
        try (var gallery = new Gallery()) {
            gallery.look(ThemeChoice.DARK, 1280, 800);
            var words = new ReportWords(Locale.ENGLISH, Locale.US, ZoneOffset.UTC);
            var report = RunReport.of(SampleRun.of(30), SampleRun.room(), words);

            List<Region> sheets = Stages.onStage(() -> PrintedReport.sheets(report, WIDTH, HEIGHT));

            var faults = new ArrayList<String>();
            int machines = 0;
            for (Region sheet : sheets) {
                faults.addAll(Stages.onStage(() -> Inspection.of(sheet.getScene())));
                machines += Stages.onStage(() -> sheet.lookupAll(".report-row").size());
            }
            Stages.picture(sheets.getFirst().getScene(), "printed-1");
            Stages.picture(sheets.getLast().getScene(), "printed-last");
            assertEquals(List.of(), faults);
            assertEquals(31, machines);
            assertTrue(sheets.size() > 2, "all on " + sheets.size() + " sheets");
        }
    }
}
