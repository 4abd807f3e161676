package sower.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.deploy.Journal;
import sower.deploy.RunEvent;
import sower.image.Durable;

/// A run's events, appended to a file. Any thread may record.
public final class RunLog implements Journal, AutoCloseable {
    private static final String FOLDER = "runs";
    private static final String SUFFIX = ".jsonl";
    private static final byte NEW_LINE = '\n';

    private final Path file;
    private final FileChannel channel;
    private final List<RunEvent> before;

    private RunLog(Path file, FileChannel channel, List<RunEvent> before) {
        this.file = file;
        this.channel = channel;
        this.before = List.copyOf(before);
    }

    /// Begins a run.
    ///
    /// @param library its folder
    public static RunLog begin(Path library, RunEvent.Began began) throws IOException {
        var folder = Files.createDirectories(library.resolve(FOLDER));
        var file = folder.resolve(began.run() + SUFFIX);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var log = locked(file, channel, List.of(began));
        log.append(began);
        Durable.names(folder);
        Durable.names(library);
        return log;
    }

    /// Goes on with a run that has not ended.
    ///
    /// @throws IOException in one sentence, when there is none, it has ended, or another program
    ///   goes on with it
    public static RunLog resume(Path library, String run) throws IOException {
        var events = events(library, run);
        if (events.stream().anyMatch(RunEvent.Ended.class::isInstance)) {
            throw new IOException("Run %s has ended; begin a new one.".formatted(run));
        }
        var file = file(library, run);
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var log = locked(file, channel, events);
        log.cutTornLine();
        return log;
    }

    private static RunLog locked(Path file, FileChannel channel, List<RunEvent> before)
            throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException here) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(file.getFileName() + " is being written by another program");
        }
        return new RunLog(file, channel, before);
    }

    /// What the log held when it was opened.
    public List<RunEvent> before() {
        return before;
    }

    /// How the run began.
    ///
    /// @throws IOException when a log has lost its beginning
    public static RunEvent.Began began(List<RunEvent> events) throws IOException {
        if (!events.isEmpty() && events.getFirst() instanceof RunEvent.Began began) {
            return began;
        }
        throw new IOException("The run's record has no beginning; it cannot be used.");
    }

    /// The names of all runs in a library, oldest first.
    public static List<String> runs(Path library) throws IOException {
        var folder = library.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /// A run's log as it stands in its file, an event a line.
    public static String text(Path library, String run) throws IOException {
        return new String(Files.readAllBytes(file(library, run)), StandardCharsets.UTF_8);
    }

    /// A run's events so far; what was torn by a power cut is left out.
    ///
    /// @throws IOException in one sentence, when there is no such run, or a line is damaged
    public static List<RunEvent> events(Path library, String run) throws IOException {
        var file = file(library, run);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such run; 'sower run list' names them");
        }
        byte[] bytes = Files.readAllBytes(file);
        var events = new ArrayList<RunEvent>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == NEW_LINE) {
                events.add(parse(file, events.size(), bytes, start, i));
                start = i + 1;
            }
        }
        return events;
    }

    private static RunEvent parse(Path file, int line, byte[] bytes, int start, int end)
            throws IOException {
        try {
            return RunEvent.JSON.read(Arrays.copyOfRange(bytes, start, end));
        } catch (IOException damaged) {
            throw new IOException(
                    "%s is damaged in line %d: %s".formatted(file, line + 1, damaged.getMessage()),
                    damaged);
        }
    }

    /// Where a run's exports lie, beside its log.
    ///
    /// @param suffix `.json` or `.csv`
    static Path export(Path library, String run, String suffix) {
        return library.resolve(FOLDER).resolve(run + suffix);
    }

    @Override
    public void record(RunEvent event) {
        try {
            append(event);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The run's record %s cannot be written: %s. Nothing more is released."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private synchronized void append(RunEvent event) throws IOException {
        byte[] json = RunEvent.JSON.write(event);
        var line = ByteBuffer.allocate(json.length + 1).put(json).put(NEW_LINE).flip();
        long end = channel.size();
        while (line.hasRemaining()) {
            end += channel.write(line, end);
        }
        channel.force(false); // fdatasync(2): the length is flushed with the bytes
    }

    private void cutTornLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != NEW_LINE) {
            end--;
        }
        channel.truncate(end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Path file(Path library, String run) {
        return library.resolve(FOLDER).resolve(run + SUFFIX);
    }
}
