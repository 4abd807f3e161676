package sower.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `sower` in a process of its own, in a network namespace if wanted; closing kills it.
record SowerProcess(Process process, Path output) implements AutoCloseable {
    private static final List<String> PROGRAM = program();

    /// @param namespace of the network, empty for this one
    static SowerProcess start(Path folder, String namespace, String... args) throws IOException {
        return startBeside(System.getenv("PATH"), folder, namespace, args);
    }

    /// @param path where it finds programs
    static SowerProcess startBeside(String path, Path folder, String namespace, String... args)
            throws IOException {
        var command = new ArrayList<String>();
        if (!namespace.isEmpty()) {
            command.addAll(List.of("ip", "netns", "exec", namespace));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(PROGRAM);
        command.addAll(List.of(args));
        var output = Files.createTempFile(folder, "sower-" + args[0], ".txt");
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("PATH", path);
        return new SowerProcess(builder.start(), output);
    }

    /// How the JVM is told to run it: as packaging/sower does, with little memory.
    private static List<String> program() {
        var program =
                new ArrayList<>(
                        List.of(
                                "@packaging/command.options",
                                "-Xmx96m",
                                "-XX:MaxDirectMemorySize=600m"));
        if (isAhead()) {
            program.addAll(List.of("-XX:AOTCache=target/sower.aot", "-Xlog:aot=off"));
            program.addAll(List.of("-cp", "target/sower.jar:target/lib/*"));
        } else {
            program.addAll(List.of("-cp", "target/classes:target/lib/*"));
        }
        program.add("sower.Sower");
        return program;
    }

    /// Whether packaging/ahead was run since the last change.
    private static boolean isAhead() {
        try (var files = Files.walk(Path.of("target/classes"))) {
            var ahead = Files.getLastModifiedTime(Path.of("target/sower.jar"));
            return Files.exists(Path.of("target/sower.aot"))
                    && files.noneMatch(file -> isAfter(file, ahead));
        } catch (IOException neverRun) {
            return false;
        }
    }

    private static boolean isAfter(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it has said so far.
    String said() throws IOException {
        return Files.readString(output);
    }

    /// What a person types.
    void type(String line) throws IOException {
        var keyboard = process.getOutputStream();
        keyboard.write(line.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /// Waits until it has said `text`.
    void awaitSaid(String text, int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < seconds * 20; i++) {
            if (said().contains(text)) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never said '" + text + "', but: " + said());
    }

    /// Waits until it has said `word`, and gives the word after it.
    String afterWord(String word, int seconds) throws IOException, InterruptedException {
        awaitSaid(word + " ", seconds);
        var found = Pattern.compile(Pattern.quote(word) + " (\\S+)\\s").matcher(said());
        if (!found.find()) {
            throw new AssertionError("nothing comes after '" + word + "': " + said());
        }
        return found.group(1);
    }

    /// Waits for its end.
    int exitCode(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + said());
        }
        return process.exitValue();
    }

    /// As a power cut does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
