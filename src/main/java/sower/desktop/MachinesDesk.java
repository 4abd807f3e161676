package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import sower.deploy.Roster;
import sower.desktop.machines.MachinesPage;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.desktop.shell.Question;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachines;
import sower.enrol.Rooms;
import sower.image.ImageLibrary;

/// Reads the list of machines for the Machines page, and changes it.
final class MachinesDesk implements MachinesPage.Wishes {
    private final Workbench bench;
    private final InstantSource clock;
    private MachinesPage page = new MachinesPage(this);

    MachinesDesk(Workbench bench, InstantSource clock) {
        this.bench = bench;
        this.clock = clock;
    }

    MachinesPage page() {
        return page;
    }

    /// A new page in the language now spoken.
    void newLanguage() {
        page = new MachinesPage(this);
        refresh();
    }

    void refresh() {
        var library = new ImageLibrary(bench.preferences().library());
        bench.background()
                .run(
                        "read machines",
                        () -> read(library),
                        site -> page.show(site.machines(), site.rooms(), clock.instant()),
                        failure -> page.show(Problem.of(failure)));
    }

    @Override
    public void letIn(EnrolledMachine machine) {
        change(
                "let machine in",
                library -> EnrolledMachines.of(library).approve(machine.code(), clock.millis()));
    }

    @Override
    public void move(List<EnrolledMachine> machines, String room) {
        change(
                "move machines",
                library -> {
                    var all = EnrolledMachines.of(library).list();
                    Rooms.of(library).move(machines, room, all);
                    return room;
                });
    }

    @Override
    public void forget(EnrolledMachine machine) {
        var question =
                new Question(
                        text("forget.title", machine.identity().name()),
                        text("forget.what"),
                        text("forget.do"),
                        text("forget.no"));
        if (question.ask(page.getScene().getWindow())) {
            change("forget machine", library -> EnrolledMachines.of(library).forget(machine.id()));
        }
    }

    @Override
    public void deploy() {
        bench.frame().go(Place.DEPLOY);
    }

    private interface Change {
        Object in(ImageLibrary library) throws IOException;
    }

    private void change(String what, Change change) {
        var library = new ImageLibrary(bench.preferences().library());
        bench.background()
                .run(
                        what,
                        () -> change.in(library),
                        done -> refresh(),
                        failure -> page.show(Problem.of(failure)));
    }

    /// What is kept of machines.
    private record Site(List<EnrolledMachine> machines, List<Roster> rooms) {}

    private static Site read(ImageLibrary library) throws IOException {
        return Files.isDirectory(library.root())
                ? new Site(EnrolledMachines.of(library).list(), Rooms.of(library).list())
                : new Site(List.of(), List.of());
    }
}
