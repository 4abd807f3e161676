package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WakefulnessTest {
    @TempDir private Path folder;

    /// A shell in the place of systemd-inhibit, which lives as long as its input.
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void theProgramThatKeepsTheComputerAwakeEndsWithTheLastJob() throws Exception {
        var log = folder.resolve("log");
        var script = "echo awake $$ >> '%s'; cat; echo asleep >> '%s'".formatted(log, log);
        var wakefulness = new Wakefulness(List.of("sh", "-c", script));

        wakefulness.keep(true);
        wakefulness.keep(true);
        awaitLines(log, 1);
        long pid = Long.parseLong(Files.readString(log).strip().split(" ")[1]);
        assertTrue(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));

        wakefulness.keep(false);
        wakefulness.keep(false);
        awaitLines(log, 2);
        assertEquals("asleep", Files.readAllLines(log).getLast());

        wakefulness.keep(true);
        awaitLines(log, 3);
        wakefulness.keep(false);
        awaitLines(log, 4);
    }

    @Test
    void whereThereIsNoSuchProgramNothingHappens() {
        var wakefulness = new Wakefulness(List.of("no-such-program-here"));

        wakefulness.keep(true);
        wakefulness.keep(false);
    }

    private static void awaitLines(Path log, int count) throws Exception {
        while (!Files.exists(log) || Files.readAllLines(log).size() < count) {
            Thread.sleep(10);
        }
    }
}
