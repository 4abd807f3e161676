package sower.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import sower.deploy.RunEvent;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.record.RunLog;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;

/// `sower deploy`: a rehearsal, a release, a run.
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Show what every machine of a room would do, and let them do it when released.",
            "The machines run: sower target --workstation HOST:PORT --ticket TICKET"
        })
final class DeployCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "IMAGE",
            arity = "0..1",
            description = "Its name in the library, such as lab or lab@2.")
    private @Nullable String name;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a run whose workstation ended in the middle; image, rule, address and releases are those of its record.")
    private @Nullable String resume;

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

    @Option(
            names = "--await",
            description =
                    "Wait for the image while it is still being captured; machines are let in and wait with it.")
    private boolean await;

    @Mixin private AssignmentOption assignmentOption;

    @Mixin private LibraryOption libraryOption;

    @Mixin private ListenOption listenOption;

    @Spec private CommandSpec spec;

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
        if ((name == null) == (resume == null)) {
            throw new ParameterException(
                    spec.commandLine(), "say which IMAGE, or which run to --resume");
        }
        var library = libraryOption.library();
        if (name == null) {
            try (var log = resumed(library)) {
                return run(library, log, new TypedLines());
            }
        }
        var id = RunId.next(InstantSource.system().instant(), new SecureRandom());
        var typed = new TypedLines();
        var where = Optional.of(listenOption.address());
        if (await) {
            var out = spec.commandLine().getOut();
            where = new AwaitedImage(library, name, id, out).await(where.get(), typed);
        }
        if (where.isEmpty()) {
            return CommandLineProgram.CANCELLED;
        }
        try (var log = begun(library, library.open(name), id, where.get())) {
            return run(library, log, typed);
        }
    }

    private RunLog begun(ImageLibrary library, Image image, RunId run, InetSocketAddress where)
            throws IOException {
        noteUnfinished(library, image);
        var clock = InstantSource.system();
        return RunLog.begin(
                library.root(),
                RunEvent.Began.of(
                                clock.millis(),
                                run.text(),
                                image,
                                rule,
                                late == Late.JOIN,
                                where,
                                listenOption.peerPort())
                        .with(assignmentOption.assignment()));
    }

    /// A run that was forgotten in the middle, most likely because the power went.
    private void noteUnfinished(ImageLibrary library, Image image) throws IOException {
        for (var run : RunLog.runs(library.root())) {
            var events = RunLog.events(library.root(), run);
            boolean ended = events.stream().anyMatch(RunEvent.Ended.class::isInstance);
            boolean released = events.stream().anyMatch(RunEvent.Released.class::isInstance);
            if (!ended && released && RunLog.began(events).image().equals(image.title())) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "note: run %s was released and has not ended; 'sower deploy --resume %s' goes on with it"
                                        .formatted(run, run));
            }
        }
    }

    private RunLog resumed(ImageLibrary library) throws IOException {
        var log = RunLog.resume(library.root(), runId().text());
        log.record(new RunEvent.Resumed(InstantSource.system().millis()));
        return log;
    }

    private RunId runId() {
        try {
            return new RunId(String.valueOf(resume));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--resume: " + e.getMessage(), e);
        }
    }

    private int run(ImageLibrary library, RunLog log, TypedLines typed) throws IOException {
        var began = RunLog.began(log.before());
        var image = image(library, began);
        var clock = InstantSource.system();
        var id = new RunId(began.run());
        var where = address(began);
        var here = where.getAddress();
        var authority = SiteAuthority.of(library.root());
        var site = EnrolledMachines.of(library);
        var key = SwarmKey.parse(authority.swarmKey(id));
        var options = EngineOptions.workstation(here, began.peerPort()).closedTo(key);
        try (var interruption = new Interruption();
                var deployment = Deployment.start(image, options, clock)) {
            var rehearsal = rehearsal(deployment, began, log);
            var follower =
                    new RunFollower(
                            spec.commandLine().getOut(),
                            image,
                            deployment,
                            rehearsal,
                            log,
                            site,
                            typed);
            deployment.listenForStrangers(follower::turnedAway);
            var gate = new Gate(authority, site, id, clock, follower::turnedAway);
            try (var room =
                    RoomServer.open(gate, rehearsal, deployment, here, here, where.getPort())) {
                follower.say(
                        "run %s: rehearsing %s at %s".formatted(id, image.title(), room.address()));
                follower.say(
                        "on each machine: sower target --workstation %s --ticket %s"
                                .formatted(room.address(), authority.ticket(id)));
                var expected = new RunFollower.Expected(machines, releaseWhen, yes, late);
                return follower.follow(expected, room, interruption, library);
            }
        }
    }

    private static Image image(ImageLibrary library, RunEvent.Began began) throws IOException {
        var image = library.open(began.image());
        if (!RunEvent.Began.manifestOf(image).equals(began.manifest())) {
            throw new IOException(
                    "%s is another image than the one that run %s began with."
                            .formatted(began.image(), began.run()));
        }
        return image;
    }

    private static Rehearsal rehearsal(Deployment deployment, RunEvent.Began began, RunLog log) {
        var rehearsal =
                new Rehearsal(
                        deployment,
                        DiskRule.parse(began.rule()),
                        began.late() ? Late.JOIN : Late.WAIT,
                        InstantSource.system(),
                        log,
                        began.assignment());
        rehearsal.recall(log.before());
        return rehearsal;
    }

    /// A run that goes on does so where its machines look for it.
    private static InetSocketAddress address(RunEvent.Began began) {
        var parts = began.address().split(" ");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }
}
