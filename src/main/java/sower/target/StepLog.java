package sower.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the programs of one step and keeps what they say. A program that takes too long is killed
/// with all that it started.
final class StepLog {
    private static final int MOST_KEPT = 16 << 10;

    private final StringBuilder said = new StringBuilder();
    private final long endNanos;

    StepLog(int timeoutSeconds) {
        this.endNanos = System.nanoTime() + timeoutSeconds * 1_000_000_000L;
    }

    /// Runs a program that must end well.
    ///
    /// @return what it said
    /// @throws IOException in a clause, when it cannot be started, fails or takes too long
    String run(String... command) throws IOException {
        return feed("", command);
    }

    /// The same with something to read.
    String feed(String input, String... command) throws IOException {
        int code = attempt(input, command);
        if (code != 0) {
            throw new IOException("%s ended with code %d".formatted(command[0], code));
        }
        return said.toString();
    }

    /// Runs a program that may fail.
    ///
    /// @return its exit code
    int attempt(String input, String... command) throws IOException {
        var program =
                Tool.find(command[0])
                        .orElseThrow(() -> new IOException("there is no program " + command[0]));
        command[0] = program.toString();
        var output = Files.createTempFile("sower-step", ".txt");
        var given = Files.createTempFile("sower-step", ".in");
        try {
            Files.writeString(given, input);
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(given.toFile())
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = await(process);
            said.append("$ ").append(String.join(" ", List.of(command))).append('\n');
            said.append(text(output));
            if (!ended) {
                throw new IOException("it took too long and was ended");
            }
            return process.exitValue();
        } finally {
            Files.delete(output);
            Files.delete(given);
        }
    }

    private boolean await(Process process) throws IOException {
        try {
            if (process.waitFor(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    /// A line of our own.
    void note(String line) {
        said.append(line).append('\n');
    }

    /// The end of what was said.
    @Override
    public String toString() {
        return said.substring(Math.max(0, said.length() - MOST_KEPT)).strip();
    }
}
