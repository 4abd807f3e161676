package sower.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// `--limit-up`, the same for every command that seeds.
final class LimitOption {
    private static final long BYTES_PER_MBIT = 125_000;

    @Option(
            names = "--limit-up",
            paramLabel = "MBIT",
            defaultValue = "0",
            description = "Send no more than so many megabits a second (default: no limit).")
    private int limitUp;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /// Bytes per second, 0 for no limit.
    long upRate() {
        if (limitUp < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--limit-up: a rate is at least 1 megabit a second");
        }
        return limitUp * BYTES_PER_MBIT;
    }
}
