package sower.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import sower.deploy.RehearsalRow;
import sower.desktop.network.Advice;
import sower.desktop.network.LossWatch;
import sower.desktop.network.NetworkLook;
import sower.desktop.network.NetworkPage;
import sower.desktop.network.OwnNetwork;
import sower.desktop.network.RoomLinks;
import sower.desktop.shell.Problem;
import sower.netboot.BootPlan;

/// Has the network looked at, with the machines of the open room, and machines started from it.
final class NetworkDesk implements NetworkPage.Wishes {
    private final Workbench bench;
    private final Supplier<List<RehearsalRow>> room;
    private final Supplier<OptionalInt> port;
    private final NetBooting booting;
    private final LossWatch losses = new LossWatch(Path.of("/"), InstantSource.system());
    private NetworkPage page = new NetworkPage(this);

    /// @param room its machines now; empty where none is open
    /// @param port of the open room
    NetworkDesk(Workbench bench, Supplier<List<RehearsalRow>> room, Supplier<OptionalInt> port) {
        this.port = port;
        this.bench = bench;
        this.room = room;
        this.booting = new NetBooting(bench, () -> page);
    }

    NetworkPage page() {
        return page;
    }

    /// A new page in the language now spoken.
    void newLanguage() {
        page = new NetworkPage(this);
        look();
    }

    /// Reads what the links have lost; takes a moment.
    void watch() {
        losses.read();
    }

    @Override
    public void look() {
        var machines = room.get();
        booting.show();
        bench.background()
                .run(
                        "look at the network",
                        () -> {
                            var found =
                                    new ArrayList<Advice>(
                                            RoomLinks.look(machines, OwnNetwork.all()));
                            found.addAll(losses.look());
                            found.addAll(NetworkLook.here());
                            return found;
                        },
                        page::show,
                        failure -> page.show(Problem.of(failure)));
    }

    @Override
    public void switchOn(BootPlan plan) {
        var open = port.get();
        booting.switchOn(open.isPresent() ? plan.to(open.getAsInt()) : plan);
    }

    @Override
    public void switchOff() {
        booting.switchOff(Optional.empty());
    }

    /// No machine starts from here any more.
    void end() throws IOException {
        booting.end();
    }
}
