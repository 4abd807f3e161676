package sower.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.control.ControlClient;
import sower.control.ControlServer;
import sower.deploy.Deployment;
import sower.deploy.DiskRule;
import sower.deploy.Hello;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.Phase;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.ImageLibrary;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;

/// An agent over a disk in a file, with a real workstation on loopback.
class RoomAgentTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int LENGTH = 16 << 20;

    @TempDir private Path folder;
    private Path disk;
    private Deployment deployment;
    private Rehearsal rehearsal;
    private ControlServer control;

    @BeforeEach
    void captureAndRehearse() throws IOException {
        var master = MasterDisk.make(folder.resolve("master.img"));
        CapturePlan plan;
        try (var source = BlockDevice.openSource(master)) {
            plan = CapturePlan.of(LocalDisks.of().at(master), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        var image =
                new Capture(plan, library, "lab", "", Capture.Options.of(false))
                        .run(progress -> {}, () -> false);
        disk = Files.write(folder.resolve("target.img"), new byte[LENGTH]);
        var clock = InstantSource.system();
        deployment = Deployment.start(image, EngineOptions.workstation(HERE, 0), clock);
        rehearsal = new Rehearsal(deployment, new DiskRule.Only(), Late.WAIT, clock);
        control = ControlServer.open(deployment, Optional.of(rehearsal), HERE, HERE, 0);
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        deployment.close();
    }

    @Test
    void aReleasedMachineIsWrittenWithProof() throws IOException {
        sayHelloAndRelease();

        var proof = agent().run();

        assertEquals("SHA-256", proof.hash());
        assertTrue(rehearsal.finished());
        assertTrue(rehearsal.allProved());
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
        assertTrue(rehearsal.finished());
        assertEquals(1, deployment.snapshot().count(Phase.FAILED));
    }

    @Test
    void nothingIsHandedOutBeforeTheRelease() throws IOException {
        var client = new ControlClient(control.url());

        var early = assertThrows(IOException.class, client::manifest);
        assertTrue(early.toString().contains("has not been released"), early.getMessage());

        sayHelloAndRelease();
        assertEquals(deployment.image().manifest(), client.manifest());
    }

    @Test
    void aMachineThatTheRunLeavesOutSaysSo() throws IOException {
        rehearsal.end("the run is over");

        var refused = assertThrows(RefusedException.class, () -> agent().run());

        assertEquals("the run is over", refused.getMessage());
        assertArrayEquals(new byte[LENGTH], Files.readAllBytes(disk));
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
        put("sys/class/net/lo/address", "00:00:00:00:00:00\n");
        Files.createDirectories(folder.resolve("root/sys/firmware/efi"));

        var machine = new Hardware(folder.resolve("root")).with(List.of());

        assertEquals("OptiPlex", machine.product());
        assertEquals("ABC123", machine.serial());
        assertEquals(16 << 20, machine.memory());
        assertEquals(BootMode.UEFI, machine.boot());
        assertEquals(
                List.of(
                        new Link("eth0", "02:00:00:00:00:01", 1000),
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
        var hello = new Hello(RoomAgent.id("one", inventory), "one", inventory);
        new ControlClient(control.url()).hello(hello);
        assertEquals(1, rehearsal.release(rehearsal.snapshot()).size());
    }

    private static Survey survey(Path path) {
        return new Survey(LocalDisks.of(), false, List.of(path));
    }

    private RoomAgent agent() {
        var listener =
                new RoomAgent.Listener() {
                    @Override
                    public void says(String sentence) {}

                    @Override
                    public void accept(RestoreProgress progress) {}
                };
        return new RoomAgent(
                control.url(),
                "one",
                survey(disk),
                EngineOptions.target(HERE, 0).withMemory(16 << 20),
                listener,
                () -> false);
    }
}
