package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.image.Image;
import sower.image.ImageLibrary;

/// The whole way with nothing made up: a disk with a real table and real file systems, a
/// workstation and three machines in network namespaces, four processes, three blank disks.
@Tag("system")
class RoomSystemTest {
    @TempDir private Path folder;
    private final List<SowerProcess> started = new ArrayList<>();

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "mkfs.fat", "mcopy", "mkswap", "e2fsck");
        Needs.tool("fsck.fat", "mount", "umount", "ip", "tc", "diff", "cmp", "blkid");
    }

    /// A test that failed leaves no process behind that holds a disk.
    @AfterEach
    void endAll() {
        started.forEach(SowerProcess::close);
    }

    @Test
    void threeMachinesOneLargerOneLateOneKilled() throws Exception {
        var master = Master.make(folder, 150_000_000);
        var library = folder.resolve("library");
        var targets = List.of(blank("one", 0), blank("larger", 64 << 20), blank("late", 0));
        capture(master, library);
        try (var network = Network.make("200mbit", "ws", "one", "larger", "late");
                var loopOne = LoopDevice.of(targets.get(0));
                var loopLarger = LoopDevice.of(targets.get(1));
                var loopLate = LoopDevice.of(targets.get(2));
                var seed = seed(network, library)) {
            var url = "http://" + network.address(0) + ":6969";
            seed.awaitSaid("seeding lab", 20);
            long start = System.nanoTime();
            var one = restore(network, 1, url, loopOne);
            try (var killed = restore(network, 2, url, loopLarger)) {
                killed.awaitSaid("receiving", 20);
                Thread.sleep(3500);
                killed.kill();
            }
            var again = restore(network, 2, url, loopLarger);
            Thread.sleep(Math.max(0, 20_000 - (System.nanoTime() - start) / 1_000_000));
            var late = restore(network, 3, url, loopLate);

            for (var machine : List.of(one, again, late)) {
                assertEquals(0, machine.exitCode(90), machine.said());
                assertTrue(machine.said().contains("all right (SHA-256)"), machine.said());
            }
            assertTrue(firstPercent(again) >= 5, "it went on: " + again.said());
            assertEquals(0, seed.exitCode(30), seed.said());
        }
        var image = new ImageLibrary(library).open("lab");
        for (var target : targets) {
            check(master, image, target);
        }
    }

    private void capture(Master master, Path library) throws Exception {
        try (var loop = LoopDevice.of(master.file(), "-r")) {
            Captured.by(folder, loop.path(), library, "lab");
        }
    }

    private SowerProcess seed(Network network, Path library) throws IOException {
        return SowerProcess.start(
                folder,
                network.machines().get(0),
                "seed",
                "lab",
                "--library",
                library.toString(),
                "--listen",
                network.address(0),
                "--until-done",
                "3");
    }

    private SowerProcess restore(Network network, int machine, String url, LoopDevice disk)
            throws IOException {
        var process =
                SowerProcess.start(
                        folder,
                        network.machines().get(machine),
                        "restore",
                        "--from",
                        url,
                        "--name",
                        network.machines().get(machine),
                        "--to",
                        disk.path().toString());
        started.add(process);
        return process;
    }

    private static int firstPercent(SowerProcess process) throws IOException {
        var found = Pattern.compile("receiving: (\\d+) %").matcher(process.said());
        assertTrue(found.find(), process.said());
        return Integer.parseInt(found.group(1));
    }

    private Path blank(String name, long more) throws IOException {
        return Noise.make(folder.resolve(name + ".img"), Master.LENGTH + more).file();
    }

    private void check(Master master, Image image, Path target) throws IOException {
        Programs.run("sfdisk", "--verify", target.toString());
        try (var efi = LoopDevice.of(target, Master.extent(target, 1))) {
            Programs.run("fsck.fat", "-n", efi.path().toString());
        }
        try (var root = LoopDevice.of(target, Master.extent(target, 2))) {
            Programs.run("e2fsck", "-fn", root.path().toString());
            var point = folder.resolve("mnt").toString();
            Programs.run("mount", "-o", "ro,noload", root.path().toString(), point);
            try {
                Programs.run("diff", "-r", "--no-dereference", "/etc", point + "/etc");
                Programs.run("cmp", folder.resolve("big").toString(), point + "/big");
            } finally {
                Programs.run("umount", point);
            }
        }
        try (var swap = LoopDevice.of(target, Master.extent(target, 3));
                var old = master.partition(3)) {
            assertEquals(label(old), label(swap));
        }
        new Noise(target).assertUntouchedOutside(image);
    }

    private static String label(LoopDevice device) throws IOException {
        return Programs.run(
                "blkid",
                "-p",
                "-s",
                "UUID",
                "-s",
                "LABEL",
                "-s",
                "TYPE",
                "-o",
                "value",
                device.path().toString());
    }
}
