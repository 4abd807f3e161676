package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sower.deploy.MachineSnapshot;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomOrders;
import sower.desktop.rehearsal.RoomNews;
import sower.desktop.shell.Problem;
import sower.desktop.shell.Question;

/// Tells machines of the open room what a person wants of them.
final class OrdersDesk implements RoomOrders {
    private final Workbench bench;
    private final Supplier<Optional<Seeding>> room;
    private final Consumer<RoomNews> whenTold;
    private final Supplier<DeployPage> page;

    /// @param room the one that is open now, if any
    /// @param whenTold what it shows right after
    OrdersDesk(
            Workbench bench,
            Supplier<Optional<Seeding>> room,
            Consumer<RoomNews> whenTold,
            Supplier<DeployPage> page) {
        this.bench = bench;
        this.room = room;
        this.whenTold = whenTold;
        this.page = page;
    }

    @Override
    public void pause(MachineSnapshot machine, boolean now) {
        tell(open -> open.pause(machine, now));
    }

    @Override
    public void pauseAll(boolean now) {
        tell(open -> open.pauseAll(now));
    }

    @Override
    public void call(MachineSnapshot machine) {
        tell(open -> open.call(machine));
    }

    @Override
    public void stop(MachineSnapshot machine) {
        var question =
                new Question(
                        text("room.stop.one.title", machine.name()),
                        text("room.stop.one.what"),
                        text("room.stop"),
                        text("room.stop.no"));
        if (question.ask(page.get().getScene().getWindow())) {
            tell(open -> open.stop(machine));
        }
    }

    @Override
    public void retry(List<MachineSnapshot> failed) {
        tell(open -> open.retry(failed));
    }

    /// What is told is written down first, so it takes a moment.
    private void tell(Consumer<Seeding> order) {
        room.get()
                .ifPresent(open ->
                        bench.background()
                                .run(
                                        "tell machines",
                                        () -> {
                                            order.accept(open);
                                            return open.now();
                                        },
                                        whenTold,
                                        failure ->
                                                page.get()
                                                        .notReleased(
                                                                Problem.of(failure).sentence())));
    }
}
