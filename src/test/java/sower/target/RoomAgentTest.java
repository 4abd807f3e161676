package sower.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.control.LoopbackRoom;
import sower.deploy.Deployment;
import sower.deploy.Directive;
import sower.deploy.Hello;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.Phase;
import sower.deploy.Rehearsal;
import sower.deploy.RehearsalRow.State;
import sower.disk.Disk;
import sower.disk.Disks;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.image.ManifestFile;
import sower.image.Signature;
import sower.metainfo.Metainfo;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;

/// An agent over a disk in a file, with a real workstation on loopback.
class RoomAgentTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int LENGTH = 16 << 20;

    @TempDir private Path folder;
    private Path disk;
    private LoopbackRoom room;
    private Deployment deployment;
    private Rehearsal rehearsal;

    @BeforeEach
    void captureAndRehearse() throws IOException {
        room = LoopbackRoom.open(folder);
        deployment = room.deployment();
        rehearsal = room.rehearsal();
        disk = Files.write(folder.resolve("target.img"), new byte[LENGTH]);
    }

    @AfterEach
    void stop() throws IOException {
        room.close();
    }

    @Test
    void aReleasedMachineIsWrittenWithProof() throws IOException {
        sayHelloAndRelease();

        var proof = agent().run();

        assertEquals("SHA-256", proof.hash());
        assertTrue(rehearsal.outcome().finished());
        assertTrue(rehearsal.outcome().allProved());
    }

    @Test
    void aDiskThatChangedAfterTheReleaseIsNotWritten() throws IOException {
        sayHelloAndRelease();
        try (var raw = new RandomAccessFile(disk.toFile(), "rw")) {
            raw.write(1); // somebody begins to use it
        }
        byte[] before = Files.readAllBytes(disk);

        var refused = assertThrows(RefusedException.class, () -> agent().run());

        assertTrue(refused.toString().contains("has changed since"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(disk));
        assertTrue(rehearsal.outcome().finished());
        assertEquals(1, deployment.snapshot().count(Phase.FAILED));
    }

    /// Another disk in the same bay, between the release and the first byte.
    @Test
    void aDiskWhoseSerialChangedAfterTheReleaseIsNotWritten() throws IOException {
        sayHelloAndRelease();
        var serial = new AtomicReference<>("");
        var screen = new Sentences();
        screen.then =
                sentence -> {
                    if (sentence.startsWith("released")) {
                        serial.set("ANOTHER");
                    }
                };
        var machine = MachineCredentials.inMemory(Optional.of(room.ticket()));
        var survey = new Survey(withSerial(serial), false, List.of(disk));

        var refused =
                assertThrows(RefusedException.class, () -> agent(machine, survey, screen).run());

        assertTrue(refused.toString().contains("not the disk it was"), refused.getMessage());
        assertArrayEquals(new byte[LENGTH], Files.readAllBytes(disk));
        assertEquals(1, deployment.snapshot().count(Phase.FAILED));
    }

    /// It is shown as it is now, and needs another release.
    @Test
    void aMachineThatFailedTriesAgainWhenItIsToldTo() throws Exception {
        deployment.machines().keepFailed(true);
        sayHelloAndRelease();
        try (var raw = new RandomAccessFile(disk.toFile(), "rw")) {
            raw.write(1); // so that it stands aside
        }
        var id = rehearsal.snapshot().getFirst().id();
        try (var thread = Executors.newSingleThreadExecutor()) {
            var proof = thread.submit(() -> agent().run());
            await(() -> deployment.machines().failedHere() == 1);
            assertEquals(State.RELEASED, rehearsal.snapshot().getFirst().state());

            var refusal = rehearsal.directives().direct(id, Directive.Order.RETRY);
            assertEquals(Optional.empty(), refusal);
            assertTrue(room.server().direct(id, new Directive(Directive.Order.RETRY, "again")));
            await(() -> rehearsal.snapshot().getFirst().state() == State.LATE);
            assertFalse(proof.isDone(), "nothing is written before another release");
            assertEquals(1, rehearsal.release(rehearsal.snapshot()).size());

            assertEquals("SHA-256", proof.get(30, TimeUnit.SECONDS).hash());
        }
        assertTrue(rehearsal.outcome().allProved());
    }

    /// Not while it writes, whatever the workstation says; and not at all where nobody allowed it.
    @Test
    void aMachineThatMayNotIsNotSwitchedOff() throws Exception {
        sayHelloAndRelease();
        var id = rehearsal.snapshot().getFirst().id();
        deployment.limit(1 << 20); // else it is done before it is told
        var off = new Directive(Directive.Order.POWER_OFF, "");
        var screen = new Sentences();
        var machine = MachineCredentials.inMemory(Optional.of(room.ticket()));
        var agent = agent(machine, survey(disk).withPower(), screen);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var proof = thread.submit(agent::run);
            await(() -> !deployment.snapshot().machines().isEmpty());
            var refusal = rehearsal.directives().direct(id, off.order());
            assertTrue(refusal.orElse("").contains("being written"));

            assertTrue(room.server().direct(id, off));
            await(() -> screen.said.toString().contains("not while the disk is written"));
            deployment.limit(0);

            assertEquals("SHA-256", proof.get(30, TimeUnit.SECONDS).hash());
        }
        assertEquals(Optional.empty(), agent.power());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean());
    }

    /// The disks of this machine, under a serial that may change.
    private static Disks withSerial(AtomicReference<String> serial) {
        return new Disks() {
            @Override
            public List<Disk> list(boolean withLoops) {
                return List.of();
            }

            @Override
            public Disk at(Path path) throws IOException {
                var it = LocalDisks.of().at(path);
                return new Disk(
                        it.name(),
                        it.path(),
                        it.model(),
                        serial.get(),
                        it.wwn(),
                        it.length(),
                        it.logicalSectorSize(),
                        it.physicalSectorSize(),
                        it.rotational(),
                        it.removable(),
                        it.readOnly(),
                        it.transport(),
                        it.system(),
                        it.uses());
            }
        };
    }

    @Test
    void aPausedMachineTakesNothingUntilItMayGoOn() throws Exception {
        sayHelloAndRelease();
        var id = rehearsal.snapshot().getFirst().id();
        deployment.limit(2 << 20); // else it is done before it is told
        rehearsal.directives().pause(id, true);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var proof = thread.submit(() -> agent().run());
            for (int i = 0; i < 100 && !told().contains("paused by the technician"); i++) {
                Thread.sleep(100);
            }
            assertTrue(told().contains("paused by the technician"), told());
            long sent = deployment.snapshot().seedBytes();
            Thread.sleep(2000);
            assertEquals(sent, deployment.snapshot().seedBytes(), "it takes nothing");

            deployment.limit(0);
            rehearsal.directives().pause(id, false);

            assertEquals("SHA-256", proof.get(30, TimeUnit.SECONDS).hash());
        }
    }

    private String told() {
        return deployment.snapshot().machines().stream()
                .map(machine -> machine.message())
                .collect(Collectors.joining());
    }

    /// The disk under the workstation, or somebody at it, gives another manifest than the released.
    @Test
    void aForgedManifestIsNotWrittenAndTheRecordSaysSo() throws IOException {
        sayHelloAndRelease();
        var manifest = deployment.image().directory().resolve(ManifestFile.NAME);
        Files.writeString(manifest, Files.readString(manifest).replace("\"lab\"", "\"lob\""));

        isTurnedDown("another manifest than the one that was released");
    }

    @Test
    void aManifestOfAnotherVersionIsNotWrittenHoweverWellSigned() throws IOException {
        var other = LoopbackRoom.captured(folder).directory(); // version 2, with the same key
        sayHelloAndRelease();
        for (var name : List.of(ManifestFile.NAME, Signature.NAME)) {
            Files.copy(
                    other.resolve(name),
                    deployment.image().directory().resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertInstanceOf(Signature.Own.class, Signature.of(deployment.image()));

        isTurnedDown("another manifest than the one that was released");
    }

    private void isTurnedDown(String words) throws IOException {
        byte[] before = Files.readAllBytes(disk);

        var failure = assertThrows(IOException.class, () -> agent().run());

        assertTrue(failure.toString().contains(words), failure.getMessage());
        assertArrayEquals(before, Files.readAllBytes(disk));
        var told = deployment.snapshot().machines().getFirst();
        assertEquals(Phase.FAILED, told.phase());
        assertTrue(told.message().contains(words), told.message());
    }

    @Test
    void aMachineThatTheRunLeavesOutSaysSo() throws IOException {
        rehearsal.end("the run is over");

        var refused = assertThrows(RefusedException.class, () -> agent().run());

        assertEquals("the run is over", refused.getMessage());
        assertArrayEquals(new byte[LENGTH], Files.readAllBytes(disk));
    }

    @Test
    void aMachineWithoutTicketIsLetInByTheCodeOnItsScreen() throws IOException {
        sayHelloAndRelease();
        var screen = new Sentences();
        var code = Pattern.compile("approve ([0-9a-z-]+)");
        screen.then =
                sentence -> {
                    var found = code.matcher(sentence);
                    if (found.find()) {
                        approve(found.group(1));
                    }
                };

        var proof = agent(MachineCredentials.inMemory(Optional.empty()), screen).run();

        assertEquals("SHA-256", proof.hash());
        assertTrue(screen.said.stream().anyMatch(line -> line.contains("not enrolled")));
    }

    @Test
    void aMachineThatKeepsItsCertificateIsNotEnrolledTwice() throws IOException {
        var state = folder.resolve("state");
        sayHelloAndRelease();
        agent(MachineCredentials.kept(state, Optional.of(room.ticket())), new Sentences()).run();

        var again = MachineCredentials.kept(state, Optional.empty());

        var refused =
                assertThrows(RefusedException.class, () -> agent(again, new Sentences()).run());
        assertTrue(refused.toString().contains("has its proof already"), refused.getMessage());
    }

    @Test
    void anOldTicketEndsTheAgentWithoutAByte() throws IOException {
        sayHelloAndRelease();
        var old =
                SiteAuthority.of(room.library().root())
                        .ticket(RunId.next(Instant.EPOCH, new Random(1)));
        var credentials = MachineCredentials.inMemory(Optional.of(old));

        var refused =
                assertThrows(
                        RefusedException.class, () -> agent(credentials, new Sentences()).run());

        assertTrue(refused.toString().contains("which is over"), refused.getMessage());
        assertArrayEquals(new byte[LENGTH], Files.readAllBytes(disk));
        assertEquals(1, room.refusals().size());
    }

    /// Knowing the torrent is not enough: the key comes with the release only.
    @Test
    void aStrangerWithTheTorrentGetsNothingAndIsTold() throws Exception {
        var image = room.library().open("lab");
        var torrent = image.torrent(image.manifest().volumes().getFirst());
        var stranger =
                new TorrentRestore(
                        Metainfo.read(Files.readAllBytes(torrent)),
                        disk,
                        EngineOptions.target(HERE, 0).withMemory(16 << 20),
                        3,
                        List.of("127.0.0.1:" + deployment.port()),
                        false);

        assertThrows(IOException.class, () -> stranger.run(progress -> {}, () -> false));

        assertArrayEquals(new byte[LENGTH], Files.readAllBytes(disk));
        assertEquals(
                List.of(
                        "127.0.0.1 wanted to join the swarm without the key of this run; it was hung up on."),
                room.refusals());
    }

    @Test
    void whatLinuxTellsOfAMachineIsRead() throws IOException {
        put("sys/class/dmi/id/product_name", "OptiPlex\n");
        put("sys/class/dmi/id/product_serial", "ABC123\n");
        put("proc/meminfo", "MemTotal:       16384 kB\nMemFree: 1 kB\n");
        put("sys/class/net/eth0/address", "02:00:00:00:00:01\n");
        put("sys/class/net/eth0/speed", "1000\n");
        put("sys/class/net/wlan0/address", "02:00:00:00:00:02\n");
        put("sys/class/net/wlan0/speed", "-1\n");
        put("sys/class/net/eth0/duplex", "half\n");
        put("sys/class/net/eth0/statistics/rx_errors", "310\n");
        put("sys/class/net/eth0/statistics/tx_errors", "2\n");
        put("sys/class/net/eth0/carrier_down_count", "5\n");
        put("sys/class/net/lo/address", "00:00:00:00:00:00\n");
        Files.createDirectories(folder.resolve("root/sys/firmware/efi"));

        var machine = new Hardware(folder.resolve("root")).with(List.of(), false);

        assertEquals("OptiPlex", machine.product());
        assertEquals("ABC123", machine.serial());
        assertEquals(16 << 20, machine.memory());
        assertEquals(BootMode.UEFI, machine.boot());
        assertEquals(
                List.of(
                        new Link("eth0", "02:00:00:00:00:01", 1000, true, 312, 5),
                        new Link("wlan0", "02:00:00:00:00:02", 0)),
                machine.links());
    }

    @Test
    void whatIsOnADiskIsSeen() throws IOException {
        var master = folder.resolve("master.img");

        var seen = survey(master).look().getFirst().contents();

        assertEquals("gpt", seen.table());
        assertEquals(
                List.of("vfat", "ext4", "swap", "zeros", "zeros"),
                seen.volumes().stream().map(volume -> volume.filesystem()).toList());
        assertEquals(
                "zeros",
                survey(disk).look().getFirst().contents().volumes().getFirst().filesystem());
    }

    private void put(String file, String text) throws IOException {
        var path = folder.resolve("root").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void sayHelloAndRelease() throws IOException {
        var inventory = survey(disk).inventory();
        var identity = MachineIdentity.of("one", inventory);
        rehearsal.hello(HERE, new Hello(identity.id(), "one", inventory));
        assertEquals(1, rehearsal.release(rehearsal.snapshot()).size());
    }

    private void approve(String code) {
        try {
            room.machines().approve(code, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Survey survey(Path path) {
        return new Survey(LocalDisks.of(), false, List.of(path));
    }

    private RoomAgent agent() throws IOException {
        return agent(MachineCredentials.inMemory(Optional.of(room.ticket())), new Sentences());
    }

    private RoomAgent agent(MachineCredentials credentials, RoomAgent.Listener listener) {
        return agent(credentials, survey(disk), listener);
    }

    private RoomAgent agent(
            MachineCredentials credentials, Survey survey, RoomAgent.Listener listener) {
        return new RoomAgent(
                room.address(),
                credentials,
                "one",
                survey,
                EngineOptions.target(HERE, 0).withMemory(16 << 20),
                listener,
                () -> false);
    }

    /// What stands on a machine's screen; does something when it reads so.
    private static final class Sentences implements RoomAgent.Listener {
        private final Queue<String> said = new ConcurrentLinkedQueue<>();
        private volatile Consumer<String> then = _ -> {};

        @Override
        public void says(String sentence) {
            said.add(sentence);
            then.accept(sentence);
        }

        @Override
        public void accept(RestoreProgress progress) {}
    }
}
