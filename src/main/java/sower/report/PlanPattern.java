package sower.report;

import java.awt.Color;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPCellEvent;
import org.openpdf.text.pdf.PdfPTable;

/// How a machine of the plan looks, so that it can be told without colours too: proved is plain in
/// a thick frame, who needs a person is hatched, who was not released has a broken frame.
record PlanPattern(RunReport.Outcome outcome) implements PdfPCellEvent {
    private static final Color PROVED = new Color(0x034e3a);
    private static final Color PROVED_TINT = new Color(0xe6f4ed);
    private static final Color HATCH = new Color(0xf6cfcb);
    private static final float GAP = 3;
    private static final float ROUND = 4;
    private static final float STEP = 6;

    @Override
    public void cellLayout(PdfPCell cell, Rectangle at, PdfContentByte[] layers) {
        var pen = layers[PdfPTable.BACKGROUNDCANVAS];
        pen.saveState();
        switch (outcome) {
            case PROVED -> {
                pen.setColorFill(PROVED_TINT);
                frame(pen, at);
                pen.fill();
                stroke(pen, at, PROVED, 1.4f);
            }
            case PERSON -> {
                pen.setColorFill(ReportPdf.PERSON);
                frame(pen, at);
                pen.fill();
                hatch(pen, at);
                stroke(pen, at, ReportPdf.BAD, 1.4f);
            }
            case LEFT -> {
                pen.setLineDash(3, 3, 0);
                stroke(pen, at, ReportPdf.MUTED, 0.7f);
            }
        }
        pen.restoreState();
    }

    private static void frame(PdfContentByte pen, Rectangle at) {
        pen.roundRectangle(
                at.getLeft() + GAP,
                at.getBottom() + GAP,
                at.getWidth() - 2 * GAP,
                at.getHeight() - 2 * GAP,
                ROUND);
    }

    private static void stroke(PdfContentByte pen, Rectangle at, Color ink, float width) {
        pen.setColorStroke(ink);
        pen.setLineWidth(width);
        frame(pen, at);
        pen.stroke();
    }

    private static void hatch(PdfContentByte pen, Rectangle at) {
        pen.saveState();
        frame(pen, at);
        pen.clip();
        pen.newPath();
        pen.setColorStroke(HATCH);
        pen.setLineWidth(1);
        for (float x = at.getLeft() - at.getHeight(); x < at.getRight(); x += STEP) {
            pen.moveTo(x, at.getBottom());
            pen.lineTo(x + at.getHeight(), at.getTop());
        }
        pen.stroke();
        pen.restoreState();
    }
}
