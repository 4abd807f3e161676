package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.RoomPlan;
import sower.desktop.shell.Parts;

/// The room as it stands: how many machines are at what, and a tile for each.
final class RoomCard extends VBox {
    private static final double RING = 3; // of the focus, outside the tiles

    private final RoomGrid grid;
    private final ScrollPane scroll;
    private final Label counts = Parts.cut("", "muted");

    RoomCard(RoomModel room, RoomGrid.Wishes wishes) {
        getStyleClass().add("room-card");
        grid = new RoomGrid(room, wishes);
        var name = Parts.label(text("room.title"), "card-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(64);
        scroll.prefViewportHeightProperty().bind(grid.heightProperty());
        var row = Parts.row(name, counts, Parts.spring(), asTheyCame(room));
        row.getStyleClass().add("room-card-head");
        VBox.setMargin(scroll, new Insets(-RING));
        getChildren().addAll(row, scroll);
    }

    void refresh(String spoken) {
        counts.setText(spoken);
        grid.refresh(spoken);
    }

    /// Frames a machine's tile, and has it in sight.
    void mark(@Nullable Peer peer) {
        grid.mark(peer);
        if (peer != null) {
            grid.place(peer).ifPresent(this::reveal);
        }
    }

    private void reveal(Bounds place) {
        double free = grid.getHeight() - scroll.getViewportBounds().getHeight();
        if (free > 0) {
            double top = scroll.getVvalue() * free;
            double lowest = place.getMinY();
            double highest = place.getMaxY() - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(Math.clamp(top, Math.min(highest, lowest), lowest) / free);
        }
    }

    private static Button asTheyCame(RoomModel room) {
        var button =
                Parts.button(
                        text("room.came"),
                        Material2OutlinedAL.APPS,
                        () -> room.arrange(RoomPlan.none(room.planProperty().get().room())),
                        "small");
        button.setId("room-came");
        button.setTooltip(new Tooltip(text("room.came.hint")));
        button.visibleProperty().bind(room.planProperty().map(plan -> !plan.seats().isEmpty()));
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }
}
