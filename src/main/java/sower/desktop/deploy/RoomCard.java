package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.deploy.RoomPlan;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Pills;

/// The room as it stands: how many machines are at what, and a tile for each.
final class RoomCard extends VBox {
    private static final double RING = 3; // of the focus, outside the tiles

    private final RoomModel room;
    private final RoomGrid grid;
    private final NetView net;
    private final ScrollPane scroll;
    private final Label counts = Parts.cut("", "muted");

    RoomCard(RoomModel room, PeerWishes wishes) {
        this.room = room;
        getStyleClass().add("room-card");
        grid = new RoomGrid(room, wishes);
        net = new NetView(room, wishes);
        net.visibleProperty().bind(room.netProperty());
        net.visibleProperty().addListener((observed, before, now) -> refresh(counts.getText()));
        var name = Parts.label(text("room.title"), "card-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(64);
        scroll.prefViewportHeightProperty().bind(grid.heightProperty());
        scroll.visibleProperty().bind(net.visibleProperty().not());
        scroll.managedProperty().bind(scroll.visibleProperty());
        VBox.setVgrow(net, Priority.ALWAYS);
        var row = Parts.row(name, views(room), counts, Parts.spring(), asTheyCame(room));
        row.getStyleClass().add("room-card-head");
        VBox.setMargin(scroll, new Insets(-RING));
        getChildren().addAll(row, scroll, net);
    }

    void refresh(String spoken) {
        counts.setText(spoken);
        if (room.netProperty().get()) {
            net.refresh(spoken);
        } else {
            grid.refresh(spoken);
        }
    }

    /// Takes the keyboard to the net.
    void focusNet() {
        net.focus();
    }

    /// Frames a machine's tile, and has it in sight.
    void mark(@Nullable Peer peer) {
        net.mark(peer);
        grid.mark(peer);
        if (peer != null && scroll.isVisible()) {
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
        button.visibleProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () ->
                                        !room.netProperty().get()
                                                && !room.planProperty().get().seats().isEmpty(),
                                room.netProperty(),
                                room.planProperty()));
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    /// Which of its two pictures is shown.
    private static HBox views(RoomModel room) {
        return Pills.of(
                List.of(false, true),
                room.netProperty().get(),
                RoomCard::view,
                room.netProperty()::set);
    }

    private static ToggleButton view(boolean net) {
        var button = new ToggleButton(text(net ? "room.view.net" : "room.view.tiles"));
        button.setId(net ? "room-net" : "room-tiles");
        button.getStyleClass().add("small");
        return button;
    }
}
