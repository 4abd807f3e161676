package sower.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/// What a person types while the program does something else. The thread that reads ends with the
/// program: nothing but a line wakes it up.
final class TypedLines {
    private static final int MOST_WAITING = 16;

    private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_WAITING);

    TypedLines() {
        Thread.ofPlatform().name("typed lines").daemon().start(this::read);
    }

    /// The oldest line that nobody has asked for yet.
    Optional<String> next() {
        return Optional.ofNullable(lines.poll());
    }

    private void read() {
        var charset = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
        // not closed: standard input is not ours
        var in = new BufferedReader(new InputStreamReader(System.in, charset));
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                lines.put(line);
            }
        } catch (IOException | InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
