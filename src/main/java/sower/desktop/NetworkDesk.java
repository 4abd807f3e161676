package sower.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkLook;
import sower.desktop.network.NetworkPage;
import sower.desktop.network.RoomLinks;
import sower.desktop.shell.Problem;

/// Has the network looked at, with the machines of the open room.
final class NetworkDesk {
    private final Workbench bench;
    private final Supplier<List<RehearsalRow>> room;
    private NetworkPage page = new NetworkPage(this::refresh);

    /// @param room its machines now; empty where none is open
    NetworkDesk(Workbench bench, Supplier<List<RehearsalRow>> room) {
        this.bench = bench;
        this.room = room;
    }

    NetworkPage page() {
        return page;
    }

    /// A new page in the language now spoken.
    void newLanguage() {
        page = new NetworkPage(this::refresh);
        refresh();
    }

    void refresh() {
        var machines = room.get();
        bench.background()
                .run(
                        "look at the network",
                        () -> {
                            var found = new ArrayList<Advice>(RoomLinks.look(machines));
                            found.addAll(NetworkLook.here());
                            return found;
                        },
                        page::show,
                        failure -> page.show(Problem.of(failure)));
    }
}
