package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.deploy.HelloAnswer.Step;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow.State;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.ImageLibrary;
import sower.swarm.EngineOptions;

/// A rehearsal that is kept, and one that takes up where another's journal ends.
class RecallTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InventoryDisk DISK = SampleDisk.of("/dev/sda", 16L << 20);

    @TempDir private Path folder;
    private final List<RunEvent> kept = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1000);
    private Deployment deployment;

    @BeforeEach
    void captureAndSeed() throws IOException {
        var master = MasterDisk.make(folder.resolve("master.img"));
        CapturePlan plan;
        try (var source = BlockDevice.openSource(master)) {
            plan = CapturePlan.of(LocalDisks.of().at(master), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        new Capture(plan, library, "lab", "", Capture.Options.of(false))
                .run(progress -> {}, () -> false);
        start();
    }

    private void start() throws IOException {
        var image = new ImageLibrary(folder.resolve("library")).open("lab");
        deployment = Deployment.start(image, EngineOptions.workstation(HERE, 0), () -> now);
    }

    @AfterEach
    void stop() throws IOException {
        deployment.close();
    }

    @Test
    void whatCannotBeKeptIsNotReleased() {
        var full = new Rehearsal(deployment, new DiskRule.Only(), Late.WAIT, () -> now, this::full);
        hello(full, "one", DISK);

        assertThrows(UncheckedIOException.class, () -> full.release(full.snapshot()));

        assertEquals(Step.WAIT, hello(full, "one", DISK).step());
        assertFalse(full.released());
    }

    @Test
    void aMachineThatWroteGoesOnThoughBothEndsWereSwitchedOff() throws IOException {
        var before = rehearsal();
        hello(before, "one", DISK);
        before.release(before.snapshot());
        before.report(HERE, report("one", Phase.RECEIVING));

        var after = again();
        var half = containing(new Contents("gpt", List.of(), ""));

        assertTrue(after.released());
        assertFalse(after.outcome().finished(), "it is awaited");
        assertEquals(write(half), hello(after, "one", half));
    }

    @Test
    void aMachineThatHasNotBegunWritesOnlyWhatWasReleased() throws IOException {
        var before = rehearsal();
        hello(before, "one", DISK);
        before.release(before.snapshot());

        var after = again();
        var other = containing(new Contents("gpt", List.of(), ""));

        assertEquals(write(DISK), hello(after, "one", other), "and so it refuses");
    }

    @Test
    void whoHasItsProofIsNotWrittenAgainAndWhoHasNoReleaseStillHasNone() throws IOException {
        var before = rehearsal();
        hello(before, "done", DISK);
        before.release(before.snapshot());
        hello(before, "late", DISK);
        before.report(HERE, report("done", Phase.DONE));

        var after = again();

        assertTrue(after.outcome().finished());
        assertTrue(after.outcome().allProved());
        assertEquals(Step.LEAVE, hello(after, "done", DISK).step());
        assertEquals(State.SILENT, after.snapshot().getFirst().state());
        assertEquals(List.of(), after.release(after.snapshot()), "nobody is there");
        assertEquals(Step.WAIT, hello(after, "late", DISK).step());
    }

    @Test
    void aMachineThatIsToldToStopHearsOfItWithItsNextOrders() {
        var rehearsal = rehearsal();
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());
        rehearsal.report(HERE, report("one", Phase.RECEIVING));

        rehearsal.directives().stop("one");

        var orders = rehearsal.report(HERE, report("one", Phase.RECEIVING)).orElseThrow();
        assertTrue(orders.stop().contains("technician"), orders.stop());
        assertTrue(kept.stream().anyMatch(RunEvent.Ordered.class::isInstance));
    }

    @Test
    void aPausedMachineStaysPausedWhenTheWorkstationComesBack() throws IOException {
        var before = rehearsal();
        hello(before, "one", DISK);
        before.release(before.snapshot());
        before.report(HERE, report("one", Phase.RECEIVING));

        before.directives().pause("one", true);

        var receiving = report("one", Phase.RECEIVING);
        assertTrue(before.report(HERE, receiving).orElseThrow().paused());
        var after = again();
        assertTrue(after.report(HERE, receiving).orElseThrow().paused());

        after.directives().pause("one", false);

        assertFalse(after.report(HERE, receiving).orElseThrow().paused());
        assertFalse(again().report(HERE, receiving).orElseThrow().paused());
    }

    @Test
    void eachPhaseIsKeptOnce() {
        var rehearsal = rehearsal();
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());
        for (var phase : List.of(Phase.CHECKING, Phase.RECEIVING, Phase.RECEIVING, Phase.DONE)) {
            rehearsal.report(HERE, report("one", phase));
        }

        assertEquals(3, kept.stream().filter(RunEvent.Phased.class::isInstance).count());
        assertEquals(1, kept.stream().filter(RunEvent.Planned.class::isInstance).count());
    }

    private Rehearsal rehearsal() {
        return new Rehearsal(deployment, new DiskRule.Only(), Late.WAIT, () -> now, kept::add);
    }

    /// Another workstation process, an hour later.
    private Rehearsal again() throws IOException {
        deployment.close();
        now = now.plusSeconds(3600);
        start();
        var again = rehearsal();
        again.recall(List.copyOf(kept));
        return again;
    }

    private void full(RunEvent event) {
        if (event instanceof RunEvent.Released) {
            throw new UncheckedIOException(new IOException("no space left"));
        }
    }

    private static HelloAnswer hello(Rehearsal rehearsal, String name, InventoryDisk disk) {
        return rehearsal.hello(HERE, new Hello(name, name, SampleDisk.machine(disk)));
    }

    private static MachineReport report(String id, Phase phase) {
        return new MachineReport(id, id, 1, phase, 0, 0, 0, 0, 0, "", 0, "", List.of());
    }

    private static InventoryDisk containing(Contents contents) {
        return new InventoryDisk(
                DISK.path(),
                DISK.model(),
                DISK.serial(),
                DISK.wwn(),
                DISK.length(),
                DISK.logicalSectorSize(),
                DISK.physicalSectorSize(),
                false,
                false,
                false,
                List.of(),
                contents);
    }

    private HelloAnswer write(InventoryDisk disk) {
        return HelloAnswer.write(disk).with("", deployment.fingerprint(), Assignment.PLAIN);
    }
}
