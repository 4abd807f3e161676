package sower.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import sower.disk.RefusedException;
import sower.enrol.RunId;
import sower.image.Durable;

/// Orders from another program of the same user to the one that has the run: a file each in the
/// library's folder `runs/RUN.orders`, which is there as long as that program; its answer is a file
/// beside.
public final class PostedOrders implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PostedOrders.class.getName());
    private static final String ORDER = ".order";
    private static final String ANSWER = ".answer";
    private static final int MOST_BYTES = 1000;
    private static final int POLLS = 100;
    private static final long POLL_MILLIS = 100;

    private final Path folder;

    private PostedOrders(Path folder) {
        this.folder = folder;
    }

    private static Path folder(Path library, RunId run) {
        return library.resolve("runs").resolve(run + ".orders");
    }

    /// Opens the box of a run that this program has. What lies in it from before a power cut is
    /// nobody's wish any more.
    static PostedOrders open(Path library, RunId run) throws IOException {
        var posted = new PostedOrders(Files.createDirectories(folder(library, run)));
        posted.clear();
        return posted;
    }

    /// Posts an order and waits for what comes of it.
    ///
    /// @throws RefusedException when no program has the run
    public static String post(Path library, RunId run, String line) throws IOException {
        var box = folder(library, run);
        var nobody =
                new RefusedException(
                        "No program goes on with run %s; 'sower run list' names the runs, 'sower deploy --resume' goes on with one."
                                .formatted(run));
        if (!Files.isDirectory(box)) {
            throw nobody;
        }
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        var name = HexFormat.of().formatHex(bytes);
        var order = box.resolve(name + ORDER);
        var answer = box.resolve(name + ANSWER);
        Durable.replace(order, line.getBytes(StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < POLLS; i++) {
                if (Files.exists(answer)) {
                    return Files.readString(answer);
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(order); // it must not be carried out some day
            Files.deleteIfExists(answer);
        }
        throw nobody;
    }

    /// Does what lies in the box, each order once.
    void carryOut(Orders orders) {
        try {
            for (var order : files(ORDER)) {
                var line = Files.size(order) > MOST_BYTES ? "" : Files.readString(order);
                if (Files.deleteIfExists(order)) { // else its sender has given up
                    var name = order.getFileName().toString().replace(ORDER, ANSWER);
                    byte[] answer = answer(orders, line).getBytes(StandardCharsets.UTF_8);
                    Durable.replace(folder.resolve(name), answer);
                }
            }
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "an order in {0}: {1}", folder, unreadable.getMessage());
        }
    }

    private static String answer(Orders orders, String line) {
        try {
            return orders.carryOut(line).orElse("the run knows no order '" + line + "'");
        } catch (IOException | UncheckedIOException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private void clear() throws IOException {
        for (var file : files("")) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        clear();
        Files.deleteIfExists(folder);
    }
}
