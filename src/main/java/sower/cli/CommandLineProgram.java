package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import sower.capture.CancelledException;
import sower.disk.RefusedException;
import sower.support.Versions;

/// `sower` on the command line: the list of its commands, and what a failure looks like.
@Command(
        name = "sower",
        description = "Turns one master disk into a BitTorrent image and seeds it to a room.",
        mixinStandardHelpOptions = true,
        version = "Sower " + Versions.SOWER,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DisksCommand.class,
            CaptureCommand.class,
            ImagesCommand.class,
            DeployCommand.class,
            BootCommand.class,
            MachinesCommand.class,
            RunCommand.class,
            TargetCommand.class,
            SeedCommand.class,
            RestoreCommand.class,
            SwarmCommand.class,
            PracticeCommand.class,
            SupportBundleCommand.class
        })
public final class CommandLineProgram {
    static final int FAILED = 1;
    static final int REFUSED = 3;
    static final int CANCELLED = 130;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where a failure came from.")
    private boolean debug;

    private CommandLineProgram() {}

    /// Runs a command with this program's own output.
    ///
    /// @return the exit code
    public static int run(String... args) {
        var charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return run(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                args);
    }

    /// Runs a command.
    ///
    /// @return the exit code
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        var program = new CommandLineProgram();
        return new CommandLine(program)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(program::execute)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> program.report(failure, command.getErr()))
                .execute(args);
    }

    /// Runs a command and ends the program with its code.
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private int execute(CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand() && parsed.matchedOptions().isEmpty()) {
            parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getErr());
            return CommandLine.ExitCode.USAGE;
        }
        // the story for an operator is on the screen; the log is for whoever asks why
        Logger.getLogger("").setLevel(debug ? Level.INFO : Level.SEVERE);
        return new CommandLine.RunLast().execute(parsed);
    }

    private int report(Exception failure, PrintWriter err) {
        err.println("sower: " + sentence(failure));
        if (debug) {
            failure.printStackTrace(err);
        }
        return switch (failure) {
            case RefusedException refused -> REFUSED;
            case CancelledException cancelled -> CANCELLED;
            default -> FAILED;
        };
    }

    static String sentence(Exception failure) {
        return switch (failure) {
            case AccessDeniedException denied ->
                    "this user may not open " + denied.getFile() + "; run as root";
            case NoSuchFileException missing when missing.getReason() == null ->
                    missing.getFile() + " does not exist";
            case UncheckedIOException known when known.getMessage() != null -> known.getMessage();
            case IOException known when known.getMessage() != null -> known.getMessage();
            default ->
                    "an error in this program, please report it (--debug shows more): " + failure;
        };
    }
}
