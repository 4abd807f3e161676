package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sower.desktop.shell.Awake;

class WakefulnessTest {
    private final BlockingQueue<Awake> told = new LinkedBlockingQueue<>();
    @TempDir private Path folder;

    /// A shell in the place of systemd-inhibit, which lives as long as its input.
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void theProgramThatKeepsTheComputerAwakeEndsWithTheLastJob() throws Exception {
        var log = folder.resolve("log");
        var wakefulness = of(way(Awake.ALWAYS, holding(log)));

        wakefulness.keep(true);
        wakefulness.keep(true);
        assertEquals(Awake.ALWAYS, told.take());
        long pid = Long.parseLong(Files.readString(log).strip().split(" ")[1]);
        assertTrue(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));

        wakefulness.keep(false);
        wakefulness.keep(false);
        assertEquals(Awake.UNKNOWN, told.take());
        awaitLines(log, 2);
        assertEquals("asleep", Files.readAllLines(log).getLast());

        wakefulness.keep(true);
        assertEquals(Awake.ALWAYS, told.take());
        wakefulness.keep(false);
        awaitLines(log, 4);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void whoMayNotDecideOnTheLidKeepsTheComputerAwakeWhileItIsOpen() throws Exception {
        var log = folder.resolve("log");
        var wakefulness =
                of(
                        way(Awake.ALWAYS, "echo Access denied >&2; exit 1"),
                        way(Awake.LID_OPEN, holding(log)));

        wakefulness.keep(true);
        assertEquals(Awake.LID_OPEN, told.take());
        wakefulness.keep(false);
        awaitLines(log, 2);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void whereThereIsNoSuchProgramThatIsTold() throws Exception {
        var wakefulness = of(new Wakefulness.Way(Awake.ALWAYS, List.of("no-such-program-here")));

        wakefulness.keep(true);
        assertEquals(Awake.NOT, told.take());
        wakefulness.keep(false);
        assertEquals(Awake.UNKNOWN, told.take());
    }

    private Wakefulness of(Wakefulness.Way... ways) {
        return new Wakefulness(List.of(ways), Runnable::run, told::add);
    }

    private static Wakefulness.Way way(Awake kept, String script) {
        return new Wakefulness.Way(kept, List.of("sh", "-c", script));
    }

    private static String holding(Path log) {
        return "echo awake $$ >> '%s'; echo; cat; echo asleep >> '%s'".formatted(log, log);
    }

    private static void awaitLines(Path log, int count) throws Exception {
        while (!Files.exists(log) || Files.readAllLines(log).size() < count) {
            Thread.sleep(10);
        }
    }
}
