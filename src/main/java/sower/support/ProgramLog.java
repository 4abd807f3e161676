package sower.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the program says of itself, kept in two small files that take turns, so that there is
/// something to read after it has ended, however that was.
public final class ProgramLog {
    private static final int MOST_BYTES = 512 << 10; // of each file
    private static final int FILES = 2;
    private static final int MOST_LINES = 3000;
    private static final Logger ROOT = Logger.getLogger("");

    /// Something that is being kept, until it is closed.
    public interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    private ProgramLog() {}

    /// Where this system keeps such files of a person.
    public static Path usualFolder() {
        var home = Path.of(System.getProperty("user.home"));
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return from("LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Sower/log");
        }
        if (system.contains("mac")) {
            return home.resolve("Library/Logs/Sower");
        }
        return from("XDG_STATE_HOME", home.resolve(".local/state")).resolve("sower/log");
    }

    /// Keeps whatever is logged from now on.
    ///
    /// @return to be closed when nothing more is to be kept
    public static Kept keep(Path folder) throws IOException {
        Files.createDirectories(folder);
        var pattern = folder.toString().replace("%", "%%") + "/sower-%u-%g.log";
        var handler = new FileHandler(pattern, MOST_BYTES, FILES, true);
        handler.setEncoding(StandardCharsets.UTF_8.name());
        handler.setFormatter(new Line());
        ROOT.addHandler(handler);
        return () -> {
            ROOT.removeHandler(handler);
            handler.close();
        };
    }

    /// The newest lines that are kept, oldest first.
    public static List<String> lines(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        for (var file : files(folder)) {
            lines.addAll(
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
        }
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    private static List<Path> files(Path folder) throws IOException {
        record Dated(Path file, FileTime time) {}
        var dated = new ArrayList<Dated>();
        try (var files = Files.newDirectoryStream(folder, "sower-*.log")) {
            for (var file : files) {
                dated.add(new Dated(file, Files.getLastModifiedTime(file)));
            }
        }
        // two files of one moment: the one with the higher number is older
        var byName = Comparator.comparing(Dated::file).reversed();
        return dated.stream()
                .sorted(Comparator.comparing(Dated::time).thenComparing(byName))
                .map(Dated::file)
                .toList();
    }

    private static Path from(String variable, Path otherwise) {
        var value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : Path.of(value);
    }

    /// When, how grave, who, what; then the trace, where there is one.
    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord record) {
            var text = new StringWriter();
            var out = new PrintWriter(text);
            out.printf(
                    "%s %s %s: %s%n",
                    Instant.ofEpochMilli(record.getMillis()),
                    record.getLevel().getName(),
                    record.getLoggerName(),
                    formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(out);
            }
            return text.toString();
        }
    }
}
