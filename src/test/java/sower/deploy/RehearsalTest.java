package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.deploy.HelloAnswer.Step;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow.State;
import sower.deploy.Verdict.Ready;
import sower.deploy.Verdict.StandsAside;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.swarm.EngineOptions;

/// Who may write what, and when: a real image, machines that are only told of, time by hand.
class RehearsalTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final long ENOUGH = 16L << 20;
    private static final InventoryDisk DISK = SampleDisk.of("/dev/sda", ENOUGH);

    @TempDir private Path folder;
    private Instant now = Instant.EPOCH;
    private Deployment deployment;

    @BeforeEach
    void captureAndSeed() throws IOException {
        var disk = MasterDisk.make(folder.resolve("master.img"));
        CapturePlan plan;
        try (var source = BlockDevice.openSource(disk)) {
            plan = CapturePlan.of(LocalDisks.of().at(disk), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        var image =
                new Capture(plan, library, "lab", "", Capture.Options.of(false))
                        .run(progress -> {}, () -> false);
        InstantSource clock = () -> now;
        deployment = Deployment.start(image, EngineOptions.workstation(HERE, 0), clock);
    }

    @AfterEach
    void stop() throws IOException {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void onlyOneFreeBuiltInDiskThatFitsIsEverReady(int seed) {
        var random = new Random(seed);
        var rules = List.of("only", "smallest", "path=/dev/sda", "serial=S/dev/sdb", "size=1M..1G");
        int ready = 0;
        for (int i = 0; i < 2000; i++) {
            var disks =
                    random.ints(random.nextInt(4), 0, 1)
                            .boxed()
                            .map(zero -> SampleDisk.any(random, random.nextInt(3)))
                            .toList();
            var rule = DiskRule.parse(rules.get(random.nextInt(rules.size())));
            switch (Verdict.of(SampleDisk.machine(disks), rule, manifest(), Assignment.PLAIN)) {
                case Ready(var disk, var spare, var changes) -> {
                    ready++;
                    assertEquals(List.of(disk), rule.matches(disks));
                    assertFalse(disk.system() || disk.removable() || disk.readOnly());
                    assertEquals(List.of(), disk.uses());
                    assertEquals(512, disk.logicalSectorSize());
                    assertTrue(disk.length() >= tableEnd(), () -> "" + disk);
                    assertEquals(disk.length() - volumesEnd(), spare);
                }
                case StandsAside(var reason) -> assertFalse(reason.words().isBlank());
            }
        }
        assertTrue(ready > 100, "enough are ready to mean something: " + ready);
    }

    @Test
    void theSmallestDiskThatFitsIsReadyAndASectorLessIsNot() {
        assertInstanceOf(Ready.class, verdict(SampleDisk.of("/dev/sda", tableEnd())));
        assertInstanceOf(StandsAside.class, verdict(SampleDisk.of("/dev/sda", tableEnd() - 512)));
    }

    @Test
    void sectorsOfAnotherSizeAndAnUnreadableDiskAreReasons() {
        var large = SampleDisk.with("/dev/sda", ENOUGH, 4096, false, false, false, List.of());
        assertTrue(reason(large).contains("sectors of 4,096 bytes"), reason(large));
        var worn = containing(DISK, new Contents("", List.of(), "Input/output error"));
        assertTrue(reason(worn).contains("cannot be read: Input/output error"), reason(worn));
    }

    @Test
    void nobodyWritesBeforeTheReleaseAndThenWhatWasShown() {
        var rehearsal = rehearsal(Late.WAIT);
        assertEquals(Step.WAIT, hello(rehearsal, "one", DISK).step());
        var shown = rehearsal.snapshot();
        var other = SampleDisk.of("/dev/sdb", ENOUGH);
        assertEquals(Step.WAIT, hello(rehearsal, "two", other).step());

        var released = rehearsal.release(shown);

        assertEquals(List.of("one"), released.stream().map(RehearsalRow::name).toList());
        assertEquals(write(DISK), hello(rehearsal, "one", DISK));
        assertEquals(Step.WAIT, hello(rehearsal, "two", other).step());
        assertEquals(
                List.of(State.LATE, State.RELEASED),
                rehearsal.snapshot().stream().map(RehearsalRow::state).toList());
    }

    @Test
    void aPlanThatChangedSinceItWasShownIsNotReleased() {
        var rehearsal = rehearsal(Late.JOIN);
        hello(rehearsal, "one", DISK);
        var shown = rehearsal.snapshot();
        hello(rehearsal, "one", containing(DISK, new Contents("gpt", List.of(), "")));

        assertEquals(List.of(), rehearsal.release(shown));
        assertFalse(rehearsal.released());
    }

    @Test
    void aLateMachineJoinsOnlyWhereThatWasSaid() {
        var rehearsal = rehearsal(Late.JOIN);
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());

        var small = SampleDisk.of("/dev/sda", 512);
        assertEquals(Step.WAIT, hello(rehearsal, "small", small).step());
        assertEquals(write(DISK), hello(rehearsal, "late", DISK));
    }

    @Test
    void aSilentMachineIsNotReleased() {
        var rehearsal = rehearsal(Late.WAIT);
        hello(rehearsal, "one", DISK);
        now = now.plusSeconds(7);

        assertEquals(State.SILENT, rehearsal.snapshot().getFirst().state());
        assertEquals(List.of(), rehearsal.release(rehearsal.snapshot()));
    }

    @Test
    void aMachineThatWasSwitchedOffGoesOnWithWhatItHasWritten() {
        var rehearsal = rehearsal(Late.WAIT);
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());
        var half = containing(DISK, new Contents("gpt", List.of(), ""));
        assertEquals(write(DISK), hello(rehearsal, "one", half), "nothing written yet");

        report("one", Phase.RECEIVING);

        assertEquals(write(half), hello(rehearsal, "one", half));
        var exchanged = SampleDisk.of("/dev/sda", ENOUGH + 512);
        assertEquals(Step.WAIT, hello(rehearsal, "one", exchanged).step());
        assertEquals(State.LATE, rehearsal.snapshot().getFirst().state());
    }

    @Test
    void theRunIsOverWhenAllReleasedHaveEndedAndGoodWhenAllHaveTheirProof() {
        var rehearsal = rehearsal(Late.WAIT);
        hello(rehearsal, "one", DISK);
        hello(rehearsal, "two", DISK);
        hello(rehearsal, "aside", SampleDisk.of("/dev/sda", 512));
        rehearsal.release(rehearsal.snapshot());
        report("one", Phase.DONE);
        report("two", Phase.VERIFYING);
        assertFalse(rehearsal.outcome().finished());

        report("two", Phase.FAILED);
        assertTrue(rehearsal.outcome().finished());
        assertFalse(rehearsal.outcome().allProved());

        report("two", Phase.DONE);
        assertTrue(rehearsal.outcome().allProved());
        assertEquals(Step.LEAVE, hello(rehearsal, "two", DISK).step(), "it has its proof");
    }

    @Test
    void aFailedMachineNeedsAnotherRelease() {
        var rehearsal = rehearsal(Late.JOIN);
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());
        report("one", Phase.FAILED);

        assertEquals(Step.WAIT, hello(rehearsal, "one", DISK).step());
        assertFalse(rehearsal.outcome().allProved());
        assertEquals(1, rehearsal.release(rehearsal.snapshot()).size());
        assertEquals(write(DISK), hello(rehearsal, "one", DISK));
    }

    @Test
    void aMachineThatIsSilentForFiveMinutesEndsTheRunWithoutProof() {
        var rehearsal = rehearsal(Late.WAIT);
        hello(rehearsal, "one", DISK);
        rehearsal.release(rehearsal.snapshot());
        report("one", Phase.RECEIVING);
        now = now.plusSeconds(300);
        assertFalse(rehearsal.outcome().finished());
        now = now.plusSeconds(1);

        assertTrue(rehearsal.outcome().finished());
        assertFalse(rehearsal.outcome().allProved());
    }

    @Test
    void whoIsNotInTheRoomStandsAsideAndWhoIsMissingIsNamed() {
        var rehearsal = rehearsal(Late.JOIN);
        rehearsal.only(new Roster("lab1", List.of("one", "S-two", "02:00:00:00:00:03")));
        assertEquals(List.of("one", "S-two", "02:00:00:00:00:03"), rehearsal.missing());

        hello(rehearsal, "one", DISK);
        var three = machine("", "02:00:00:00:00:03");
        rehearsal.hello(HERE, new Hello("three", "three", three));
        var other = hello(rehearsal, "other", DISK);

        assertEquals(List.of("S-two"), rehearsal.missing());
        assertTrue(other.sentence().contains("not in the room lab1"), other.sentence());
        assertEquals(2, rehearsal.release(rehearsal.snapshot()).size());
        assertEquals(Step.WAIT, hello(rehearsal, "other", DISK).step(), "it may not join late");
        rehearsal.hello(HERE, new Hello("two", "two", machine("S-two", "02:00:00:00:00:02")));
        assertEquals(List.of(), rehearsal.missing());
        now = now.plusSeconds(7);
        assertEquals(List.of(), rehearsal.missing(), "who writes does not say hello");
    }

    private static Inventory machine(String serial, String mac) {
        var links = List.of(new Inventory.Link("eth0", mac, 0));
        return new Inventory("", serial, 0, Inventory.BootMode.UEFI, links, List.of(DISK));
    }

    @Test
    void whoWaitsIsToldThatTheRunIsOver() {
        var rehearsal = rehearsal(Late.WAIT);
        hello(rehearsal, "one", SampleDisk.of("/dev/sda", 512));
        rehearsal.end("over");
        assertFalse(rehearsal.outcome().dismissed());

        assertEquals(HelloAnswer.leave("over"), hello(rehearsal, "one", DISK));
        assertTrue(rehearsal.outcome().dismissed());
    }

    @Test
    void aReleaseHoldsOnlyForTheDiskAsItWas() throws IOException {
        var release = new Release(DISK);
        var neighbour = SampleDisk.of("/dev/sdb", ENOUGH);
        release.check(List.of(DISK, neighbour));

        refuses(release, "not the disk it was", List.of(neighbour));
        refuses(release, "not the disk it was", List.of(SampleDisk.of("/dev/sda", ENOUGH + 512)));
        refuses(release, "not the disk it was", List.of(numbered(DISK, "S-other")));
        refuses(release, "is mounted on", List.of(using("/dev/sda is mounted on /mnt")));
        var changed = containing(DISK, new Contents("mbr", List.of(), ""));
        refuses(release, "has changed since", List.of(changed));
    }

    private static void refuses(Release release, String reason, List<InventoryDisk> disks) {
        var refused = assertThrows(RefusedException.class, () -> release.check(disks));
        assertTrue(refused.toString().contains(reason), refused.getMessage());
        assertTrue(refused.toString().contains("Nothing was written"), refused.getMessage());
    }

    private static InventoryDisk using(String use) {
        return SampleDisk.with("/dev/sda", ENOUGH, 512, false, false, false, List.of(use));
    }

    /// Another disk of the same make in the same bay.
    private static InventoryDisk numbered(InventoryDisk disk, String serial) {
        return like(disk, serial, disk.contents());
    }

    private static InventoryDisk containing(InventoryDisk disk, Contents contents) {
        return like(disk, disk.serial(), contents);
    }

    private static InventoryDisk like(InventoryDisk disk, String serial, Contents contents) {
        return new InventoryDisk(
                disk.path(),
                disk.model(),
                serial,
                disk.wwn(),
                disk.length(),
                disk.logicalSectorSize(),
                disk.physicalSectorSize(),
                disk.removable(),
                disk.readOnly(),
                disk.system(),
                disk.uses(),
                contents);
    }

    private Rehearsal rehearsal(Late late) {
        return new Rehearsal(deployment, new DiskRule.Only(), late, () -> now);
    }

    private static HelloAnswer hello(Rehearsal rehearsal, String name, InventoryDisk... disks) {
        return rehearsal.hello(HERE, new Hello(name, name, SampleDisk.machine(disks)));
    }

    private void report(String id, Phase phase) {
        var report = new MachineReport(id, id, 1, phase, 0, 0, 0, 0, 0, "", 0, "", List.of());
        deployment.machines().report(HERE, report);
    }

    private Verdict verdict(InventoryDisk disk) {
        var machine = SampleDisk.machine(disk);
        return Verdict.of(machine, new DiskRule.Only(), manifest(), Assignment.PLAIN);
    }

    private String reason(InventoryDisk disk) {
        return assertInstanceOf(StandsAside.class, verdict(disk)).reason().words();
    }

    private Manifest manifest() {
        return deployment.image().manifest();
    }

    private long volumesEnd() {
        return manifest().volumes().stream()
                .mapToLong(volume -> volume.offset() + volume.length())
                .max()
                .orElseThrow();
    }

    /// UEFI 5.3: after the last partition come 128 entries of 128 bytes and one header.
    private long tableEnd() {
        return volumesEnd() + 128 * 128 + 512;
    }

    private HelloAnswer write(InventoryDisk disk) {
        return HelloAnswer.write(disk).with("", deployment.fingerprint(), Assignment.PLAIN);
    }
}
