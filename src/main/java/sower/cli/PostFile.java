package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sower.deploy.PostStep;

/// What machines do after they were written, as a file says it: a step a line, `#` begins a remark.
///
///     host-name lab-{n}
///     machine-id
///     ssh-host-keys
///     script finish.sh timeout=300
///
/// A script is found beside the file.
final class PostFile {
    private static final int TIMEOUT_SECONDS = 120;
    private static final int MOST_SCRIPT_BYTES = 64 << 10;
    private static final String TIMEOUT = "timeout=";

    private PostFile() {}

    /// @throws IllegalArgumentException with a sentence that names the line
    static List<PostStep> read(Path file) throws IOException {
        var steps = new ArrayList<PostStep>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            var text = line.replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                try {
                    steps.add(step(text, file));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "line %d of %s: %s".formatted(number, file, e.getMessage()), e);
                }
            }
        }
        return steps;
    }

    private static PostStep step(String text, Path file) throws IOException {
        var words = new ArrayList<>(List.of(text.split("\\s+")));
        int timeout = TIMEOUT_SECONDS;
        if (words.getLast().startsWith(TIMEOUT)) {
            timeout = seconds(words.removeLast().substring(TIMEOUT.length()));
        }
        var kind = kind(words.getFirst());
        boolean argued = kind == PostStep.Kind.HOST_NAME || kind == PostStep.Kind.SCRIPT;
        if (kind == PostStep.Kind.UEFI_BOOT_ENTRY) { // whose label may be missing, or have blanks
            return new PostStep(kind, String.join(" ", words.subList(1, words.size())), timeout);
        }
        if (words.size() != (argued ? 2 : 1)) {
            throw new IllegalArgumentException(
                    argued
                            ? kind.words() + " takes one word after it"
                            : kind.words() + " takes nothing after it but timeout=SECONDS");
        }
        var value = argued ? words.getLast() : "";
        return new PostStep(
                kind, kind == PostStep.Kind.SCRIPT ? script(value, file) : value, timeout);
    }

    private static PostStep.Kind kind(String word) {
        return Arrays.stream(PostStep.Kind.values())
                .filter(kind -> kind.words().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no step '%s'; there are host-name, machine-id, ssh-host-keys, script, uefi-boot-entry"
                                        .formatted(word)));
    }

    private static int seconds(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("timeout=" + text + " is no number of seconds");
        }
        return Integer.parseInt(text);
    }

    private static String script(String name, Path file) throws IOException {
        var path = file.resolveSibling(name);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is no script " + path);
        }
        if (Files.size(path) > MOST_SCRIPT_BYTES) {
            throw new IllegalArgumentException(
                    "the script %s is longer than %,d bytes".formatted(path, MOST_SCRIPT_BYTES));
        }
        return Files.readString(path);
    }
}
