package sower.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.deploy.Assignment;
import sower.deploy.Hello;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.deploy.Roster;
import sower.deploy.RunEvent;
import sower.deploy.RunEvent.Released.Granted;

/// Logs that end as they should, and logs that the power ended.
class RunLogTest {
    private static final String RUN = "20260101-120000-0001";
    private static final RunEvent.Began BEGAN =
            new RunEvent.Began(
                    1000,
                    RUN,
                    "lab@2",
                    "ab",
                    "signed",
                    "only",
                    false,
                    "192.0.2.1 6969",
                    6881,
                    Assignment.PLAIN,
                    new Roster("lab1", List.of("pc-1")));
    private static final InventoryDisk DISK =
            new InventoryDisk(
                    "/dev/sda",
                    "Model, \"new\"",
                    "S1",
                    "",
                    16 << 20,
                    512,
                    512,
                    false,
                    false,
                    false,
                    List.of(),
                    new Contents("none", List.of(), ""));

    @TempDir private Path library;

    @Test
    void eventsAreReadAsTheyWereRecorded() throws IOException {
        try (var log = RunLog.begin(library, BEGAN)) {
            story().forEach(log::record);
        }

        var events = RunLog.events(library, RUN);

        assertEquals(BEGAN, events.getFirst());
        assertEquals(story(), events.subList(1, events.size()));
        assertEquals(List.of(RUN), RunLog.runs(library));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 60})
    void aTornLineIsNotThereAndTheLogGoesOn(int bytes) throws IOException {
        try (var log = RunLog.begin(library, BEGAN)) {
            log.record(new RunEvent.Refused(1, "whole"));
        }
        var file = library.resolve("runs").resolve(RUN + ".jsonl");
        byte[] next = RunEvent.JSON.write(new RunEvent.Refused(2, "torn".repeat(20)));
        Files.write(file, Arrays.copyOf(next, bytes), StandardOpenOption.APPEND);

        try (var log = RunLog.resume(library, RUN)) {
            assertEquals(2, log.before().size());
            log.record(new RunEvent.Refused(3, "after"));
        }

        assertEquals(
                List.of(BEGAN, new RunEvent.Refused(1, "whole"), new RunEvent.Refused(3, "after")),
                RunLog.events(library, RUN));
    }

    @Test
    void aRunIsTakenUpByOneProgramAndNotAfterItsEnd() throws IOException {
        try (var log = RunLog.begin(library, BEGAN)) {
            var second = assertThrows(IOException.class, () -> RunLog.resume(library, RUN));
            assertTrue(second.toString().contains("another program"), second.getMessage());
            log.record(new RunEvent.Ended(5, true, List.of()));
        }
        var ended = assertThrows(IOException.class, () -> RunLog.resume(library, RUN));
        assertTrue(ended.toString().contains("has ended"), ended.getMessage());
        assertThrows(IOException.class, () -> RunLog.resume(library, "20260101-120000-0002"));
    }

    @Test
    void theEventsAddUpToWhatBecameOfTheMachine() throws IOException {
        try (var log = RunLog.begin(library, BEGAN)) {
            story().forEach(log::record);
        }

        var run = RunRecord.of(library, RUN);

        var machine = run.machines().getFirst();
        assertEquals("one", machine.name());
        assertEquals("S1", machine.diskSerial());
        assertEquals(Phase.DONE, machine.phase());
        assertEquals(7, machine.pieces());
        assertEquals(2000, machine.releasedMillis());
        assertEquals(5000, machine.endedMillis());
        assertEquals(
                List.of(Phase.RECEIVING, Phase.CHECKING, Phase.DONE),
                machine.steps().stream().map(MachineRecord.Step::phase).toList());
        assertEquals(List.of("began anew after receiving"), machine.warnings());
        assertEquals(List.of("a stranger"), run.refused());
        assertTrue(run.proved());
    }

    @Test
    void theExportsHoldALinePerMachineAndNoFormula() throws IOException {
        try (var log = RunLog.begin(library, BEGAN)) {
            story().forEach(log::record);
        }
        var run = RunRecord.of(library, RUN);

        var files = new RunExport(run).write(library);

        var csv = Files.readString(files.getLast());
        var lines = csv.split("\r\n");
        assertEquals(2, lines.length, csv);
        assertTrue(lines[0].startsWith("run,image,signature,machine,"), csv);
        assertTrue(lines[1].contains(",\"Model, \"\"new\"\"\",S1,16777216,"), csv);
        assertTrue(lines[1].contains(",'=1+1,"), csv);
        assertTrue(lines[1].contains(",3.0,receiving@1970-01-01T00:00:03Z "), csv);
        assertTrue(Files.readString(files.getFirst()).contains("\"diskSerial\" : \"S1\""));
    }

    private static List<RunEvent> story() {
        var inventory =
                new Inventory(
                        "",
                        "=1+1",
                        0,
                        BootMode.UEFI,
                        List.of(new Link("eth0", "02:00:00:00:00:01", 1000)),
                        List.of(DISK));
        var hello = new Hello("id1", "one", inventory);
        return List.of(
                new RunEvent.Planned(1500, "192.0.2.7", hello, "is overwritten"),
                new RunEvent.Released(2000, List.of(new Granted("id1", DISK))),
                phased(3000, Phase.RECEIVING, ""),
                new RunEvent.Resumed(3500),
                phased(4000, Phase.CHECKING, ""),
                new RunEvent.Refused(4500, "a stranger"),
                new RunEvent.Measured(4700, 1, 2, 3, 4, 5, 6, 7),
                phased(5000, Phase.DONE, "all right (SHA-256)"),
                new RunEvent.Ended(6000, true, List.of()));
    }

    private static RunEvent phased(long at, Phase phase, String message) {
        var report =
                new MachineReport("id1", "one", 0, phase, 9, 9, 0, 0, 0, "", 7, message, List.of());
        return new RunEvent.Phased(at, "192.0.2.7", report);
    }
}
