package sower.desktop.disks;

import java.util.TreeSet;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/// Mouse and keys on disk tiles, turned into choices of a [Selection].
///
/// A press on a chosen section, or on a tile's head, drags (what is chosen, or the whole disk); a
/// press anywhere else on the tile stretches a rubber band over it. Click chooses one, Shift up to
/// here, Control or Space adds or takes away, arrows walk.
final class Picking {
    private final Selection selection;
    private final Rectangle band = new Rectangle();

    /// @param glass above all tiles, transparent for the mouse; the rubber band is drawn on it
    Picking(Selection selection, Pane glass) {
        this.selection = selection;
        band.getStyleClass().add("rubber-band");
        band.setVisible(false);
        band.setManaged(false);
        glass.getChildren().add(band);
    }

    void on(DiskTile tile) {
        if (tile.disk().locked()) {
            return;
        }
        tile.whole().setOnAction(event -> chooseWhole(tile));
        tile.handle().setOnDragDetected(event -> dragWhole(tile, event));
        var stretch = new Stretch(tile);
        tile.map().blocks().stream()
                .filter(block -> block.section().selectable())
                .forEach(block -> onBlock(tile, block, stretch));
        tile.addEventHandler(MouseEvent.MOUSE_PRESSED, stretch::begin);
        tile.addEventHandler(MouseEvent.MOUSE_DRAGGED, stretch::move);
        tile.addEventHandler(MouseEvent.MOUSE_RELEASED, stretch::end);
    }

    private void chooseWhole(DiskTile tile) {
        if (tile.whole().isSelected()) {
            selection.whole(tile.disk());
        } else {
            selection.clear();
        }
    }

    private void onBlock(DiskTile tile, PartitionBlock block, Stretch stretch) {
        block.setOnMouseClicked(event -> click(tile, block, event));
        block.setOnKeyPressed(event -> key(tile, block, event));
        block.setOnDragDetected(event -> {
            // what the press decided: by now the band may have chosen this block
            if (!stretch.possible) {
                drag(block, event);
            }
        });
    }

    private void click(DiskTile tile, PartitionBlock block, MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        block.requestFocus();
        if (event.isShiftDown()) {
            selection.upTo(tile.disk(), block.section());
        } else if (event.isShortcutDown()) {
            selection.toggle(tile.disk(), block.section());
        } else {
            selection.only(tile.disk(), block.section());
        }
    }

    private void key(DiskTile tile, PartitionBlock block, KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.SPACE) {
            selection.toggle(tile.disk(), block.section());
        } else if (code == KeyCode.ENTER) {
            selection.only(tile.disk(), block.section());
        } else if (code == KeyCode.LEFT || code == KeyCode.RIGHT) {
            walk(tile, block, code == KeyCode.LEFT ? -1 : 1, event.isShiftDown());
        } else {
            return;
        }
        event.consume();
    }

    private void walk(DiskTile tile, PartitionBlock from, int step, boolean choosing) {
        var blocks = tile.map().blocks().stream().filter(Node::isFocusTraversable).toList();
        int next = blocks.indexOf(from) + step;
        if (next < 0 || next >= blocks.size()) {
            return;
        }
        blocks.get(next).requestFocus();
        if (choosing) {
            selection.upTo(tile.disk(), blocks.get(next).section());
        }
    }

    private void dragWhole(DiskTile tile, MouseEvent event) {
        selection.whole(tile.disk());
        drag(tile.handle(), event);
    }

    private static void drag(Node from, MouseEvent event) {
        Dragboard board = from.startDragAndDrop(TransferMode.COPY);
        var content = new ClipboardContent();
        content.put(CaptureWell.CHOSEN_SECTIONS, "chosen");
        board.setContent(content);
        board.setDragView(from.snapshot(null, null), event.getX(), event.getY());
        event.consume();
    }

    /// A rubber band over one tile.
    private final class Stretch {
        private final DiskTile tile;
        private Point2D start = Point2D.ZERO;
        private boolean possible;

        Stretch(DiskTile tile) {
            this.tile = tile;
        }

        void begin(MouseEvent event) {
            possible =
                    event.getButton() == MouseButton.PRIMARY
                            && !inside(tile.handle(), event)
                            && tile.map().blocks().stream()
                                    .noneMatch(block -> chosenUnder(block, event));
            start = new Point2D(event.getSceneX(), event.getSceneY());
        }

        void move(MouseEvent event) {
            if (!possible || event.isStillSincePress()) {
                return;
            }
            Bounds stretched =
                    new BoundingBox(
                            Math.min(start.getX(), event.getSceneX()),
                            Math.min(start.getY(), event.getSceneY()),
                            Math.abs(start.getX() - event.getSceneX()),
                            Math.abs(start.getY() - event.getSceneY()));
            draw(stretched);
            var touched = new TreeSet<Integer>();
            tile.map().blocks().stream()
                    .filter(block -> block.section().selectable())
                    .filter(block -> inScene(block).intersects(stretched))
                    .forEach(block -> touched.add(block.section().slot()));
            selection.choose(tile.disk(), touched);
        }

        void end(MouseEvent event) {
            band.setVisible(false);
            possible = false;
        }

        private boolean chosenUnder(PartitionBlock block, MouseEvent event) {
            return inside(block, event) && selection.chosen().has(tile.disk(), block.section());
        }
    }

    private void draw(Bounds stretched) {
        Bounds local = band.getParent().sceneToLocal(stretched);
        band.setX(local.getMinX());
        band.setY(local.getMinY());
        band.setWidth(local.getWidth());
        band.setHeight(local.getHeight());
        band.setVisible(true);
    }

    private static boolean inside(Node node, MouseEvent event) {
        return inScene(node).contains(event.getSceneX(), event.getSceneY());
    }

    private static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }
}
