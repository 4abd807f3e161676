package sower.desktop.shell;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/// A canvas as large as its place that draws itself anew when it was asked to, resized, or the
/// theme changed; at most once per frame.
public final class Drawing extends Region {
    private final Canvas canvas = new Canvas();
    private final Inks inks;
    private final Painter painter;

    /// Draws a whole picture.
    public interface Painter {
        /// @param pen of an emptied canvas
        void paint(GraphicsContext pen, double width, double height, Inks inks);
    }

    public Drawing(Painter painter, String... styles) {
        this.painter = painter;
        this.inks = new Inks(this::repaint);
        getStyleClass().add("drawing");
        getStyleClass().addAll(styles);
        setMinSize(0, 0);
        getChildren().addAll(canvas, inks);
    }

    /// Asks for a new picture in the next frame; nothing around it is laid out anew for that.
    public void repaint() {
        setNeedsLayout(true);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        canvas.relocate(snappedLeftInset(), snappedTopInset());
        canvas.setWidth(Math.max(0, width));
        canvas.setHeight(Math.max(0, height));
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (width > 1 && height > 1) {
            painter.paint(pen, width, height, inks);
        }
    }
}
