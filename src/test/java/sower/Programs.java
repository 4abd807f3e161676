package sower;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the programs of other people that judge ours.
public final class Programs {
    private Programs() {}

    /// Runs a program to its end and gives what it wrote; fails the test with that where the
    /// program failed.
    public static String run(String... command) throws IOException {
        return feed("", command);
    }

    /// The same with something to read.
    public static String feed(String input, String... command) throws IOException {
        var result = attempt(input, command);
        if (result.code() != 0) {
            throw new AssertionError(
                    "%s ended with %d: %s"
                            .formatted(List.of(command), result.code(), result.output()));
        }
        return result.output();
    }

    /// What a program said, both streams together, and its exit code.
    public record Result(int code, String output) {}

    /// Runs a program that may fail.
    public static Result attempt(String input, String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.merge("PATH", ":/usr/sbin:/sbin", String::concat);
        environment.put("LC_ALL", "C");
        environment.put("MTOOLS_SKIP_CHECK", "1");
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
