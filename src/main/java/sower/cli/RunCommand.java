package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.deploy.Json;
import sower.deploy.Phase;
import sower.enrol.Rooms;
import sower.enrol.RunId;
import sower.record.MachineRecord;
import sower.record.RunExport;
import sower.record.RunLog;
import sower.record.RunRecord;
import sower.report.ReportPdf;
import sower.report.ReportWords;
import sower.report.RunReport;

/// `sower run`: what became of earlier runs, and of the one that goes on.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunOrders.Identify.class,
            RunOrders.Pause.class,
            RunOrders.Resume.class,
            RunOrders.Stop.class,
            RunOrders.Retry.class,
            RunOrders.Reboot.class,
            RunOrders.PowerOff.class
        },
        description = {
            "Runs of this library: list them, show or export one.",
            "The rest speaks to a run that goes on in another terminal or window."
        })
final class RunCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Show all runs, oldest first.")
    int list(@Mixin LibraryOption library) throws IOException {
        var root = library.library().root();
        for (var run : RunLog.runs(root)) {
            say(line(RunRecord.of(root, run)));
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show one run, machine by machine.")
    int show(
            @Mixin LibraryOption library,
            @Parameters(paramLabel = "RUN") String id,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Option(names = "--csv", description = "As CSV, a line per machine.") boolean csv,
            @Option(
                            names = "--pdf",
                            paramLabel = "FILE",
                            description = "As a report to print and sign; overwrites FILE.")
                    @Nullable Path pdf)
            throws IOException {
        var run = RunRecord.of(library.library().root(), checked(spec, id).text());
        var out = spec.commandLine().getOut();
        if (pdf != null) {
            var words = new ReportWords(Locale.ENGLISH, Locale.ENGLISH, ZoneId.systemDefault());
            var room = Rooms.of(library.library()).plan(run.room());
            Files.write(pdf, ReportPdf.of(RunReport.of(run, room, words), words));
            say("%s: report of run %s".formatted(pdf, run.run()));
        } else if (json) {
            out.println(Json.text(run));
        } else if (csv) {
            out.print(new RunExport(run).csv());
        } else {
            say(line(run));
            var rule =
                    run.here()
                            ? "disks of this computer were chosen"
                            : "the rule was " + run.rule();
            say("  the image is %s; %s".formatted(run.signature(), rule));
            run.machines().forEach(machine -> say(line(machine)));
            run.refused().forEach(sentence -> say("  refused: " + sentence));
            run.trouble().forEach(sentence -> say("  trouble: " + sentence));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Tell what happens in a run, to its end.")
    int watch(@Mixin LibraryOption library, @Parameters(paramLabel = "RUN") String id)
            throws IOException {
        var run = checked(spec, id).text();
        try (var interruption = new Interruption()) {
            var out = spec.commandLine().getOut();
            boolean proved = new RunWatch(out).follow(library.library().root(), run, interruption);
            out.flush();
            if (interruption.getAsBoolean()) {
                return CommandLineProgram.CANCELLED;
            }
            return proved ? 0 : CommandLineProgram.FAILED;
        }
    }

    /// @throws ParameterException when it cannot be a run's name
    static RunId checked(CommandSpec spec, String id) {
        try {
            return new RunId(id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static String line(RunRecord run) {
        long done =
                run.machines().stream().filter(machine -> machine.phase() == Phase.DONE).count();
        var end =
                run.endedMillis() == 0
                        ? "not ended"
                        : "ended " + Instant.ofEpochMilli(run.endedMillis());
        return "%s  %s  %d machines, %d proved, %d refused; %s%s"
                .formatted(
                        run.run(),
                        run.image(),
                        run.machines().size(),
                        done,
                        run.refused().size(),
                        end,
                        run.resumed() == 0 ? "" : ", resumed " + run.resumed() + " times");
    }

    private static String line(MachineRecord machine) {
        var written = machine.releasedMillis() > 0;
        var disk =
                "%s%s"
                        .formatted(
                                machine.disk(),
                                machine.diskSerial().isEmpty()
                                        ? ""
                                        : " serial " + machine.diskSerial());
        var outcome =
                written
                        ? "%s: %s %s"
                                .formatted(
                                        disk,
                                        machine.phase().name().toLowerCase(Locale.ROOT),
                                        machine.message())
                        : machine.plan() + "; nothing was written";
        var warnings =
                machine.warnings().isEmpty()
                        ? ""
                        : " (" + String.join("; ", machine.warnings()) + ")";
        return "  %-14s %-15s %s%s"
                .formatted(machine.name(), machine.address(), outcome.strip(), warnings);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(RehearsalText.plain(line));
    }
}
