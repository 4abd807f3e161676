package sower.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkLook;
import sower.desktop.network.NetworkPage;
import sower.desktop.network.RoomLinks;
import sower.desktop.rehearsal.ListenAddress;
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
                            return new Network(found, address());
                        },
                        seen -> page.show(seen.found(), seen.at()),
                        failure -> page.show(Problem.of(failure)));
    }

    /// What the doctor found, and where machines come to.
    private record Network(List<Advice> found, Optional<InetAddress> at) {}

    private static Optional<InetAddress> address() throws IOException {
        return ListenAddress.all().stream()
                .map(ListenAddress::address)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst();
    }
}
