package sower.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.FontSelector;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/// A report as PDF: A4 across, with its typefaces inside, a line for the technician's signature at
/// its end.
public final class ReportPdf {
    private static final String FONTS = "/sower/desktop/fonts/";
    private static final Color INK = new Color(0x1f2328);
    static final Color MUTED = new Color(0x59636e);
    private static final Color LINE = new Color(0xd0d7de);
    private static final Color HEAD = new Color(0xeef1ed);
    static final Color PERSON = new Color(0xffebe9);
    private static final Color GOOD = new Color(0x0b6e4f);
    static final Color BAD = new Color(0xb3261e);
    private static final float[] WIDTHS = {16, 17, 9, 12, 8, 17, 15, 26};
    private static final float MARGIN = 36;
    private static final float PLAN_WIDTH = PageSize.A4.getHeight() - 2 * MARGIN;
    private static final float PLACE_WIDTH = 96;
    private static final float PLACE_HEIGHT = 40;

    private final RunReport report;
    private final ReportWords words;
    private final List<BaseFont> regular;
    private final List<BaseFont> bold;

    private ReportPdf(RunReport report, ReportWords words) throws IOException {
        this.report = report;
        this.words = words;
        boolean chinese = words.language().getLanguage().equals(Locale.CHINESE.getLanguage());
        this.regular = faces(chinese, "Regular");
        this.bold = faces(chinese, "Bold");
    }

    /// The whole file.
    ///
    /// @throws IOException when a typeface of the program cannot be read
    public static byte[] of(RunReport report, ReportWords words) throws IOException {
        var file = new ByteArrayOutputStream();
        new ReportPdf(report, words).write(file);
        return file.toByteArray();
    }

    private void write(OutputStream out) {
        var document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN + 14);
        var writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        writer.setPageEvent(new Foot());
        document.addTitle(report.title());
        document.addCreator("Sower");
        document.open();
        document.add(paragraph(text(bold, report.title(), 18, INK), 0, 4));
        document.add(
                paragraph(text(bold, report.verdict(), 11, report.good() ? GOOD : BAD), 0, 10));
        document.add(facts());
        if (!report.plan().isEmpty()) {
            document.add(paragraph(text(bold, words.text("plan.title"), 11, INK), 0, 4));
            document.add(plan());
        }
        document.add(machines());
        for (var section : report.sections()) {
            document.add(paragraph(text(bold, section.title(), 11, INK), 12, 2));
            for (var sentence : section.sentences()) {
                document.add(paragraph(text(regular, sentence, 9, INK), 0, 2));
            }
        }
        document.add(signature());
        document.close();
    }

    private PdfPTable facts() {
        var table = new PdfPTable(new float[] {14, 36, 14, 36});
        table.setWidthPercentage(100);
        table.setSpacingAfter(12);
        table.getDefaultCell().setBorder(Rectangle.NO_BORDER); // fills the last row
        for (var fact : report.facts()) {
            table.addCell(plain(text(regular, fact.name(), 8.5f, MUTED)));
            table.addCell(plain(text(regular, fact.value(), 8.5f, INK)));
        }
        table.completeRow();
        return table;
    }

    private PdfPTable plan() {
        var plan = report.plan();
        var table = new PdfPTable(plan.columns());
        table.setTotalWidth(Math.min(PLAN_WIDTH, plan.columns() * PLACE_WIDTH));
        table.setLockedWidth(true);
        table.setHorizontalAlignment(Element.ALIGN_LEFT);
        table.setSpacingAfter(12);
        for (var row : plan.rows()) {
            int column = 0;
            for (var seated : row) {
                fill(table, seated.seat().column() - column);
                table.addCell(place(seated));
                column = seated.seat().column() + 1;
            }
            fill(table, plan.columns() - column);
        }
        return table;
    }

    private PdfPCell place(ReportPlan.Seated seated) {
        var phrase = text(bold, seated.machine() + "\n", 8, INK);
        boolean person = seated.outcome() == RunReport.Outcome.PERSON;
        phrase.add(text(person ? bold : regular, seated.words(), 7, INK));
        var cell = plain(phrase);
        cell.setPadding(8);
        cell.setFixedHeight(PLACE_HEIGHT);
        cell.setCellEvent(new PlanPattern(seated.outcome()));
        return cell;
    }

    /// Places where nobody stands.
    private static void fill(PdfPTable table, int count) {
        for (int i = 0; i < count; i++) {
            var empty = new PdfPCell();
            empty.setBorder(Rectangle.NO_BORDER);
            empty.setFixedHeight(PLACE_HEIGHT);
            table.addCell(empty);
        }
    }

    private PdfPTable machines() {
        var table = new PdfPTable(WIDTHS);
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        table.setSplitLate(true);
        for (var column : report.columns()) {
            var cell = cell(text(bold, column, 8, INK));
            cell.setBackgroundColor(HEAD);
            table.addCell(cell);
        }
        for (var row : report.rows()) {
            for (var lines : row.cells()) {
                table.addCell(machineCell(row, lines));
            }
        }
        return table;
    }

    private PdfPCell machineCell(RunReport.Row row, String lines) {
        boolean outcome = lines.equals(row.outcomeWords());
        boolean name = lines.equals(row.machine());
        var ink = row.outcome() == RunReport.Outcome.LEFT ? MUTED : INK;
        int first = lines.indexOf('\n') < 0 ? lines.length() : lines.indexOf('\n');
        var phrase =
                text(
                        outcome || name ? bold : regular,
                        lines.substring(0, first),
                        8,
                        outcome && row.outcome() == RunReport.Outcome.PERSON ? BAD : ink);
        phrase.add(text(regular, lines.substring(first), 7, name ? MUTED : ink));
        var cell = cell(phrase);
        if (row.outcome() == RunReport.Outcome.PERSON) {
            cell.setBackgroundColor(PERSON);
        }
        return cell;
    }

    private PdfPTable signature() {
        var table = new PdfPTable(new float[] {30, 5, 20, 5, 40});
        table.setWidthPercentage(100);
        table.setSpacingBefore(48);
        table.setKeepTogether(true);
        for (var key : List.of("sign.technician", "", "sign.date", "", "sign.signature")) {
            var cell = plain(text(regular, key.isEmpty() ? "" : words.text(key), 8, MUTED));
            if (!key.isEmpty()) {
                cell.setBorder(Rectangle.TOP);
                cell.setBorderColor(INK);
            }
            table.addCell(cell);
        }
        return table;
    }

    private static PdfPCell cell(Phrase phrase) {
        var cell = new PdfPCell(phrase);
        cell.setPadding(4);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setLeading(2, 1.15f);
        return cell;
    }

    private static PdfPCell plain(Phrase phrase) {
        var cell = cell(phrase);
        cell.setPaddingLeft(0);
        cell.setPaddingTop(1);
        cell.setPaddingBottom(2);
        cell.setBorder(Rectangle.NO_BORDER);
        return cell;
    }

    private static Paragraph paragraph(Phrase phrase, float before, float after) {
        var paragraph = new Paragraph(phrase);
        paragraph.setFont(phrase.getFont());
        paragraph.setSpacingBefore(before);
        paragraph.setSpacingAfter(after);
        return paragraph;
    }

    /// Each character in the first face that has it.
    private static Phrase text(List<BaseFont> faces, String text, float size, Color ink) {
        var selector = new FontSelector();
        faces.forEach(face -> selector.addFont(new Font(face, size, Font.NORMAL, ink)));
        var phrase = selector.process(text);
        phrase.setFont(new Font(faces.getFirst(), size, Font.NORMAL, ink)); // else Helvetica
        return phrase;
    }

    private static List<BaseFont> faces(boolean chinese, String weight) throws IOException {
        var latin = face("Roboto-" + weight + ".ttf");
        var traditional = face("NotoSansCJKtc-" + weight + "-subset.ttf");
        return chinese ? List.of(traditional, latin) : List.of(latin, traditional);
    }

    private static BaseFont face(String file) throws IOException {
        try (InputStream stream = ReportPdf.class.getResourceAsStream(FONTS + file)) {
            byte[] bytes = Objects.requireNonNull(stream, file).readAllBytes();
            return BaseFont.createFont(
                    file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, bytes, null);
        }
    }

    /// Which run and which page, below every page.
    private final class Foot extends PdfPageEventHelper {
        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            var line = words.text("page", report.run(), words.count(writer.getPageNumber()));
            ColumnText.showTextAligned(
                    writer.getDirectContent(),
                    Element.ALIGN_LEFT,
                    text(regular, line, 8, MUTED),
                    document.left(),
                    MARGIN - 8,
                    0);
        }
    }
}
