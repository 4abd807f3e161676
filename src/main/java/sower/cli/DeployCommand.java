package sower.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
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
import sower.deploy.Directive;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal.Late;
import sower.deploy.Roster;
import sower.deploy.RunEvent;
import sower.enrol.Rooms;
import sower.enrol.RunId;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.record.RunLog;
import sower.run.Run;
import sower.run.RunOrder;

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

    @Option(
            names = "--room",
            paramLabel = "NAME",
            description =
                    "Only the machines of this room ('sower machines room') are meant; others stand aside.")
    private @Nullable String room;

    @Option(
            names = "--then",
            paramLabel = "reboot|power-off",
            converter = ThenConverter.class,
            description =
                    "What a machine does when it has its proof and nobody needs it any more (only where the agent was started with --may-power).")
    private Directive.@Nullable Order then;

    @Mixin private AssignmentOption assignmentOption;

    @Mixin private LibraryOption libraryOption;

    @Mixin private ListenOption listenOption;

    @Mixin private LimitOption limitOption;

    @Mixin private RunBootOptions bootOptions;

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

    /// Only what ends a machine may come last.
    static final class ThenConverter implements ITypeConverter<Directive.Order> {
        @Override
        public Directive.Order convert(String text) {
            return Directive.Order.of(text)
                    .filter(kind -> !kind.tool().isEmpty())
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "--then: reboot or power-off, not '" + text + "'"));
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
        long upRate = limitOption.upRate();
        var assignment = assignmentOption.assignment();
        var library = libraryOption.library();
        var roster = roster(library);
        var turnedAway = new LinkedBlockingQueue<String>(RunFollower.MOST_NOTES);
        if (name == null) {
            try (var interruption = new Interruption();
                    var run = Run.resume(library, runId(), turnedAway::offer)) {
                run.deployment().limit(upRate);
                return follow(run, turnedAway, new TypedLines(), interruption);
            }
        }
        var typed = new TypedLines();
        var id = RunId.next(InstantSource.system().instant(), new SecureRandom());
        var where = Optional.of(listenOption.address());
        if (await) {
            var out = spec.commandLine().getOut();
            where = new AwaitedImage(library, name, id, out).await(where.get(), typed);
        }
        if (where.isEmpty()) {
            return CommandLineProgram.CANCELLED;
        }
        var image = library.open(name);
        noteUnfinished(library, image);
        var order =
                new RunOrder(rule, late, where.get(), listenOption.peerPort(), assignment, roster);
        try (var interruption = new Interruption();
                var run = Run.begin(library, image, id, order, turnedAway::offer)) {
            run.deployment().limit(upRate);
            return follow(run, turnedAway, typed, interruption);
        }
    }

    private int follow(
            Run run, Queue<String> turnedAway, TypedLines typed, Interruption interruption)
            throws IOException {
        if (then != null) {
            run.rehearsal().directives().then(then);
        }
        var expected = new RunFollower.Expected(machines, releaseWhen, yes, late);
        try (var _ = SwarmDoor.open("deploy " + run.deployment().image().title());
                var starting = bootOptions.given() ? bootOptions.open(run) : null) {
            Supplier<List<String>> starts =
                    () -> starting == null ? List.of() : RunBootOptions.lines(starting, run);
            return new RunFollower(spec.commandLine().getOut(), run, turnedAway, typed, starts)
                    .follow(expected, interruption);
        }
    }

    /// A run that was forgotten in the middle, most likely because the power went.
    private void noteUnfinished(ImageLibrary library, Image image) throws IOException {
        for (var run : RunLog.runs(library.root())) {
            var events = RunLog.events(library.root(), run);
            boolean ended = events.stream().anyMatch(RunEvent.Ended.class::isInstance);
            boolean released = events.stream().anyMatch(RunEvent.Released.class::isInstance);
            if (!ended && released && RunLog.began(events).image().equals(image.exactName())) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "note: run %s was released and has not ended; 'sower deploy --resume %s' goes on with it"
                                        .formatted(run, run));
            }
        }
    }

    private Roster roster(ImageLibrary library) throws IOException {
        try {
            return room == null ? Roster.EVERYBODY : Rooms.of(library).room(room);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private RunId runId() {
        try {
            return new RunId(String.valueOf(resume));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--resume: " + e.getMessage(), e);
        }
    }
}
