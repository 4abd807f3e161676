package sower.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sower.control.RoomServer;
import sower.deploy.Deployment;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.image.Image;
import sower.swarm.EngineOptions;

/// `sower deploy`: a rehearsal, a release, a run.
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Show what every machine of a room would do, and let them do it when released.",
            "The machines run: sower target --workstation HOST:PORT --ticket TICKET"
        })
final class DeployCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 100;
    private static final int POLLS_PER_LOOK = 10;
    private static final int FAREWELL_POLLS = 100;

    @Parameters(
            paramLabel = "IMAGE",
            description = "Its name in the library, such as lab or lab@2.")
    private String name;

    @Option(
            names = "--disk",
            paramLabel = "RULE",
            defaultValue = "only",
            converter = RuleConverter.class,
            description =
                    "Which disk of each machine: only, smallest, serial=…, wwn=…, path=… or size=100G..300G (default: ${DEFAULT-VALUE}). Where not exactly one matches, the machine stands aside.")
    private DiskRule rule;

    @Option(
            names = "--machines",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many machines are expected.")
    private int machines;

    @Option(
            names = "--release-when",
            paramLabel = "N",
            defaultValue = "0",
            description = "Release without asking when N machines are ready.")
    private int releaseWhen;

    @Option(
            names = "--yes",
            description =
                    "Release without asking when all expected machines (--machines) have shown their plan.")
    private boolean yes;

    @Option(
            names = "--late",
            paramLabel = "join|wait",
            defaultValue = "wait",
            description =
                    "What a machine does that is ready only after the release: it waits for another release, or joins (default: ${DEFAULT-VALUE}).")
    private Late late;

    @Mixin private LibraryOption libraryOption;

    @Mixin private ListenOption listenOption;

    @Spec private CommandSpec spec;

    private final Queue<String> turnedAway = new ConcurrentLinkedQueue<>();
    private final boolean terminal = StatusLine.onTerminal();

    /// So that a rule that makes no sense is told as wrong usage.
    static final class RuleConverter implements ITypeConverter<DiskRule> {
        @Override
        public DiskRule convert(String text) {
            try {
                return DiskRule.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        if (yes && machines < 1) {
            throw new ParameterException(spec.commandLine(), "--yes: say --machines N as well");
        }
        if (machines < 0 || releaseWhen < 0) {
            throw new ParameterException(spec.commandLine(), "a number of machines is at least 1");
        }
        var library = libraryOption.library();
        var image = library.open(name);
        var machinesOfSite = EnrolledMachines.of(library);
        var authority = SiteAuthority.of(library.root());
        var run = RunId.next(InstantSource.system().instant(), new SecureRandom());
        var address = listenOption.address();
        var here = address.getAddress();
        var options = EngineOptions.workstation(here, listenOption.peerPort());
        try (var interruption = new Interruption();
                var deployment = Deployment.start(image, options, InstantSource.system())) {
            var rehearsal = new Rehearsal(deployment, rule, late, InstantSource.system());
            var gate =
                    new Gate(
                            authority,
                            machinesOfSite,
                            run,
                            InstantSource.system(),
                            turnedAway::add);
            try (var room =
                    RoomServer.open(gate, rehearsal, deployment, here, here, address.getPort())) {
                say("run %s: rehearsing %s at %s".formatted(run, image.title(), room.address()));
                say(
                        "on each machine: sower target --workstation %s --ticket %s"
                                .formatted(room.address(), authority.ticket(run)));
                var orders = new TypedOrders(rehearsal, room, machinesOfSite, this::say);
                return follow(image, deployment, rehearsal, orders, interruption);
            }
        }
    }

    private int follow(
            Image image,
            Deployment deployment,
            Rehearsal rehearsal,
            TypedOrders orders,
            Interruption interruption)
            throws IOException {
        var view = new RehearsalView(spec.commandLine().getOut(), image.title(), terminal);
        var typed = new TypedLines();
        var shown = rehearsal.snapshot();
        for (int i = 0; !interruption.getAsBoolean() && !isOver(rehearsal, shown); i++) {
            if (i % POLLS_PER_LOOK == 0) {
                shown = rehearsal.snapshot();
                view.notes(notes(orders.machines()));
                show(view, image, deployment, rehearsal.released(), shown);
            }
            var line = typed.next();
            boolean order = line.isPresent() && orders.carriesOut(line.get());
            if (!order && isReleased(line, shown, rehearsal.released())) {
                release(image, rehearsal, shown);
            }
            Waiting.millis(POLL_MILLIS);
        }
        if (interruption.getAsBoolean()) {
            say("stopped; machines that wait go on waiting, nothing was written to them");
            return CommandLineProgram.CANCELLED;
        }
        end(deployment, rehearsal);
        return rehearsal.allProved() ? 0 : CommandLineProgram.FAILED;
    }

    /// Who was turned away, and who waits to be let in.
    private List<String> notes(EnrolledMachines site) throws IOException {
        var notes = new ArrayList<>(turnedAway);
        for (var machine : site.list()) {
            if (machine.state() == EnrolledMachine.State.WAITING) {
                notes.add(
                        "%s at %s is not enrolled; if its screen shows %s, type: approve %s"
                                .formatted(
                                        machine.identity().name(),
                                        machine.address(),
                                        machine.code(),
                                        machine.code()));
            }
        }
        return notes;
    }

    /// A person may still release a machine that came late, and a machine that may join is awaited.
    private boolean isOver(Rehearsal rehearsal, List<RehearsalRow> shown) {
        boolean awaited = late == Late.JOIN && shown.size() < machines;
        return rehearsal.finished() && !awaited && !(terminal && ready(shown) > 0);
    }

    private void show(
            RehearsalView view,
            Image image,
            Deployment deployment,
            boolean released,
            List<RehearsalRow> rows) {
        if (released) {
            int waiting = ready(rows);
            var more = waiting == 0 ? "" : ReleaseKey.prompt(waiting, image.title(), terminal);
            view.run(deployment.snapshot(), rows, more);
            return;
        }
        var expected = machines == 0 ? "" : " of " + machines;
        var prompt = ReleaseKey.prompt(ready(rows), image.title(), terminal);
        view.rehearse(
                rows,
                "%d%s machines have shown their plan, %d ready: %s"
                        .formatted(rows.size(), expected, ready(rows), prompt));
    }

    /// Whether a person, or what was said at the start, releases what is shown.
    private boolean isReleased(Optional<String> line, List<RehearsalRow> shown, boolean before) {
        int ready = ready(shown);
        if (line.isPresent() && ReleaseKey.turns(line.get(), ready, terminal)) {
            return true;
        }
        if (before || ready == 0) {
            return false; // a second release is a person's
        }
        return releaseWhen > 0 && ready >= releaseWhen || yes && present(shown) >= machines;
    }

    private static int ready(List<RehearsalRow> rows) {
        return (int)
                rows.stream()
                        .filter(row -> row.state() == State.READY || row.state() == State.LATE)
                        .count();
    }

    private static long present(List<RehearsalRow> rows) {
        return rows.stream().filter(row -> row.state() != State.SILENT).count();
    }

    private void release(Image image, Rehearsal rehearsal, List<RehearsalRow> shown) {
        for (var row : rehearsal.release(shown)) {
            say("released: %s is written with %s".formatted(row.name(), image.title()));
        }
    }

    /// Tells everybody who can be reached that they may leave, then what became of the room.
    private void end(Deployment deployment, Rehearsal rehearsal) throws IOException {
        var rows = rehearsal.snapshot();
        rehearsal.end("the run is over without this machine; nothing was written to it");
        for (int i = 0; i < FAREWELL_POLLS && !rehearsal.dismissed(); i++) {
            Waiting.millis(POLL_MILLIS);
        }
        var room = deployment.snapshot();
        room.machines().forEach(row -> say(RoomView.row(row)));
        rows.stream()
                .filter(row -> row.state() != State.RELEASED)
                .forEach(row -> say(RehearsalText.line(row, room.image())));
        say(RoomView.summary(room));
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(RehearsalText.plain(line));
        out.flush();
    }
}
