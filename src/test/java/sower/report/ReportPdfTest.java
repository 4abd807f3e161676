package sower.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.desktop.SampleRun;

/// The PDF as others read it: pdftotext and pdftoppm. Pictures go to `target/screenshots`.
final class ReportPdfTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-TW"})
    void everythingOfTheRecordStandsInIt(String language) throws Exception {
        Needs.tool("pdftotext", "pdftoppm", "pdffonts");
        var words = words(language);
        var report = RunReport.of(SampleRun.of(30), SampleRun.room(), words);
        var file = Files.createDirectories(PICTURES).resolve("report-" + language + ".pdf");

        try (var out = Files.newOutputStream(file)) {
            out.write(ReportPdf.of(report, words));
        }

        var text = run("pdftotext", "-layout", file.toString(), "-");
        var expected =
                List.of(
                        "20261128-101500-4f2a",
                        "lab-windows-2026@2",
                        "PC-30",
                        "S64KNX237570",
                        "12,400,000,000",
                        "480",
                        "講桌-31",
                        words.text("sign.signature"),
                        words.text("plan.title"),
                        words.text("Phase.FAILED"));
        assertEquals(
                List.of(), expected.stream().filter(words1 -> !text.contains(words1)).toList());
        var fonts = run("pdffonts", file.toString()).lines().skip(2).toList();
        assertTrue(
                fonts.stream().allMatch(font -> font.contains("yes yes")),
                () -> "not embedded: " + fonts);
        var picture = PICTURES.resolve("report-" + language + "-page");
        run("pdftoppm", "-r", "80", "-png", file.toString(), picture.toString());
        var page = ImageIO.read(PICTURES.resolve("report-" + language + "-page-1.png").toFile());
        assertTrue(page.getWidth() > page.getHeight(), "not A4 across");
        assertTrue(ink(page) > 300, "the first words of the title are not drawn: " + ink(page));
    }

    @Test
    void whoNeedsAPersonComesFirstAndNothingIsSaidOfWhoWasNotReleased() {
        var report = RunReport.of(SampleRun.of(9), SampleRun.room(), words("en"));

        assertEquals("PC-05", report.rows().getFirst().machine().lines().findFirst().orElseThrow());
        assertEquals(RunReport.Outcome.LEFT, report.rows().getLast().outcome());
        assertEquals("", report.rows().getLast().bytes());
        assertEquals(
                "8 of 9 machines that were released hold the image, proved by reading their disks"
                        + " back. The others need a person.",
                report.verdict());
    }

    @Test
    void thePlanShowsWhoStandsWhereAndWhatBecameOfIt() {
        var plan = RunReport.of(SampleRun.of(6), SampleRun.room(), words("en")).plan();

        assertEquals(4, plan.columns());
        assertEquals(
                List.of(
                        "PC-01 Proved, PC-02 Proved, PC-03 Proved",
                        "PC-04 Proved, PC-05 Failed, PC-06 Proved",
                        "講桌-07 Not released"),
                plan.rows().stream()
                        .map(row ->
                                row.stream()
                                        .map(each -> each.machine() + " " + each.words())
                                        .collect(Collectors.joining(", ")))
                        .toList());
    }

    @Test
    void timesAreMedianNinetyNinthAndLast() {
        var report = RunReport.of(SampleRun.of(3), SampleRun.room(), words("en"));

        assertEquals(
                "median 0:05:14, 99 of 100 within 0:05:21, last 0:05:21",
                report.facts().getLast().value());
    }

    private static ReportWords words(String tag) {
        var language = Locale.forLanguageTag(tag);
        return new ReportWords(language, language, ZoneOffset.UTC);
    }

    /// Dark dots where the title begins.
    private static int ink(BufferedImage page) {
        int dots = 0;
        for (int x = 38; x < 120; x++) {
            for (int y = 36; y < 64; y++) {
                dots += (page.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
            }
        }
        return dots;
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
