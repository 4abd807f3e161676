package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Phase;
import sower.desktop.shell.Parts;

/// What can be told to the machine that is selected, under the mouse and on a button.
final class MachineMenu {
    private final RoomOrders orders;
    private final Supplier<Optional<Peer>> selected;

    MachineMenu(RoomOrders orders, Supplier<Optional<Peer>> selected) {
        this.orders = orders;
        this.selected = selected;
    }

    ContextMenu underTheMouse() {
        var menu = new ContextMenu();
        menu.getItems().setAll(items());
        menu.setOnShowing(event -> fit(menu.getItems()));
        return menu;
    }

    MenuButton button() {
        var button = new MenuButton(text("room.machine"), Parts.icon(Material2OutlinedAL.COMPUTER));
        button.setId("machine-menu");
        button.setMinWidth(MenuButton.USE_PREF_SIZE);
        button.getItems().setAll(items());
        button.setOnShowing(event -> fit(button.getItems()));
        return button;
    }

    private List<MenuItem> items() {
        return List.of(
                item(
                        "machine-pause",
                        "room.pause",
                        Material2OutlinedMZ.PAUSE,
                        peer -> orders.pause(peer.now(), true)),
                item(
                        "machine-resume",
                        "room.resume",
                        Material2OutlinedMZ.PLAY_ARROW,
                        peer -> orders.pause(peer.now(), false)),
                item(
                        "machine-call",
                        "room.call",
                        Material2OutlinedAL.CAMPAIGN,
                        peer -> orders.call(peer.now())),
                item(
                        "machine-stop",
                        "room.stop.one",
                        Material2OutlinedMZ.STOP_CIRCLE,
                        peer -> orders.stop(peer.now())),
                item(
                        "machine-retry",
                        "room.retry",
                        Material2OutlinedMZ.REPLAY,
                        peer -> orders.retry(List.of(peer.now()))));
    }

    private MenuItem item(String id, String key, Ikon sign, Consumer<Peer> action) {
        var item = new MenuItem(text(key), Parts.icon(sign));
        item.setId(id);
        item.setOnAction(event -> selected.get().ifPresent(action));
        return item;
    }

    /// Only what the machine can do now; an ordinary BitTorrent client obeys nobody.
    private void fit(List<MenuItem> items) {
        Optional<Peer> peer = selected.get().filter(each -> each.now().ours());
        items.forEach(
                item -> item.setDisable(peer.filter(each -> can(each, item.getId())).isEmpty()));
    }

    private static boolean can(Peer peer, String order) {
        boolean running = !peer.now().phase().ended();
        boolean failedHere = peer.now().phase() == Phase.FAILED && peer.now().here();
        return switch (order) {
            case "machine-pause" -> running && !peer.paused();
            case "machine-resume" -> running && peer.paused();
            case "machine-call" -> running || failedHere;
            case "machine-retry" -> failedHere;
            default -> running;
        };
    }
}
