package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.deploy.Phase;
import sower.deploy.RunEvent;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;
import sower.partition.PartitionTable;
import sower.record.RunLog;
import sower.record.RunRecord;

/// A room as it is: a workstation and eight machines in network namespaces, of which no two are
/// alike. Six end with their proof, two stand aside and are not touched.
@Tag("system")
class EightMachinesSystemTest {
    private static final long MIB = 1 << 20;
    private static final long MASTER = 108 * MIB;
    private static final Extent ROOT = new Extent(17 * MIB, 90 * MIB);
    private static final List<String> NAMES =
            List.of(
                    "ws", "sectors", "larger", "smaller", "small", "used", "killed", "slow",
                    "late");
    private static final List<String> WRITTEN =
            List.of("sectors", "larger", "smaller", "killed", "slow", "late");

    @TempDir private Path folder;
    private final List<SowerProcess> started = new ArrayList<>();
    private final Map<String, LoopDevice> disks = new LinkedHashMap<>();
    private Path mountPoint = Path.of("");

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "e2fsck", "resize2fs", "mkswap", "mount");
        Needs.tool("umount", "ip", "tc", "sha256sum", "cmp");
    }

    @AfterEach
    void endAll() throws IOException {
        started.forEach(SowerProcess::close);
        Programs.attempt("", "umount", mountPoint.toString());
        for (var disk : disks.values()) {
            disk.close();
        }
    }

    @Test
    void sixAreWrittenTwoStandAside() throws Exception {
        Captured.by(folder, master(), folder.resolve("library"), "lab");
        makeDisks();
        var before = hashes();
        try (var network = Network.make("200mbit", NAMES.toArray(String[]::new))) {
            network.shape(NAMES.indexOf("slow"), "16mbit");
            network.shape(NAMES.indexOf("killed"), "40mbit");
            var deploy = deploy(network);
            var ticket = deploy.afterWord("--ticket", 20);
            var run = deploy.afterWord("run", 1).replace(":", "");
            var agents = new LinkedHashMap<String, SowerProcess>();
            for (var name : NAMES.subList(1, NAMES.size() - 1)) {
                agents.put(name, agent(network, name, ticket));
            }
            deploy.awaitSaid("7 of 8 machines have shown their plan, 5 ready", 60);
            saysWhatWouldBecomeOfEach(deploy.said());
            assertEquals(before, hashes(), "before the release");

            deploy.type("release\n");
            for (int i = 0; i < 2; i++) {
                var victim = agents.get("killed");
                victim.awaitSaid("receiving: ", 40);
                awaitRecorded(run, i + 1);
                victim.kill();
                agents.put("killed", agent(network, "killed", ticket));
            }
            agents.put("late", agent(network, "late", ticket));

            for (var name : WRITTEN) {
                var agent = agents.get(name);
                assertEquals(0, agent.exitCode(90), name + ": " + agent.said() + deploy.said());
                assertTrue(agent.said().contains("all right (SHA-256)"), agent.said());
            }
            for (var name : List.of("small", "used")) {
                var agent = agents.get(name);
                assertEquals(3, agent.exitCode(20), agent.said());
                assertTrue(agent.said().contains("nothing was written to it"), agent.said());
            }
            assertEquals(0, deploy.exitCode(20), deploy.said());
            recordTells(run);
        }
        for (var name : List.of("small", "used")) {
            assertEquals(before.get(name), hash(disks.get(name)), name);
        }
        for (var name : WRITTEN) {
            holdsTheSystem(name);
        }
    }

    private void saysWhatWouldBecomeOfEach(String said) {
        var words =
                List.of(
                        "sectors of 4,096 instead of 512 bytes",
                        "partition 2 longer by ",
                        "partition 2 shorter by ",
                        disks.get("small").path() + " is too small: volume ",
                        "is in use: %s is mounted on %s"
                                .formatted(disks.get("used").path(), mountPoint),
                        "host name lab-killed",
                        "host name lab-slow");
        for (var phrase : words) {
            assertTrue(said.contains(phrase), "'" + phrase + "' is not in: " + said);
        }
        assertEquals(2, said.split("stands aside: ", -1).length - 1, said);
    }

    /// Waits until the workstation knows for the so many-th time that the machine receives.
    private void awaitRecorded(String run, int times) throws Exception {
        long known = 0;
        for (int i = 0; known < times && i < 200; i++) {
            Thread.sleep(100);
            known =
                    RunLog.events(folder.resolve("library"), run).stream()
                            .filter(RunEvent.Phased.class::isInstance)
                            .map(event -> ((RunEvent.Phased) event).report())
                            .filter(report -> report.name().equals("killed"))
                            .filter(report -> report.phase() == Phase.RECEIVING)
                            .count();
        }
        assertTrue(known >= times, "it was recorded as receiving " + known + " times");
    }

    private void recordTells(String run) throws IOException {
        var record = RunRecord.of(RunLog.events(folder.resolve("library"), run));
        assertTrue(record.proved());
        assertEquals(8, record.machines().size());
        for (var machine : record.machines()) {
            boolean written = WRITTEN.contains(machine.name());
            assertEquals(written ? Phase.DONE : Phase.WAITING, machine.phase(), machine.name());
            assertEquals(written, machine.message().contains("SHA-256"), machine.message());
            assertTrue(written || machine.plan().startsWith("stands aside: "), machine.toString());
        }
        var killed = record.machines().stream().filter(it -> it.name().equals("killed"));
        assertTrue(killed.findFirst().orElseThrow().warnings().toString().contains("began anew"));
    }

    /// The file systems are sound, the files are there, the machine has its name.
    private void holdsTheSystem(String name) throws IOException {
        var image = folder.resolve(name + ".img");
        int sectorSize = name.equals("sectors") ? 4096 : 512;
        Extent extent;
        try (var disk = BlockDevice.openSource(image)) {
            var found = PartitionTable.look(disk, sectorSize);
            assertTrue(found.flaws().isEmpty(), name + found.flaws());
            extent = found.table().orElseThrow().partitions().getLast().extent();
        }
        assertEquals(ROOT.offset(), extent.offset());
        boolean longer = extent.length() > ROOT.length();
        assertEquals(name.equals("larger"), longer, name);
        assertEquals(name.equals("smaller"), extent.length() < ROOT.length(), name);
        try (var root = LoopDevice.of(image, extent)) {
            Programs.run("e2fsck", "-fn", root.path().toString());
            var point = folder.resolve("root").toString();
            Programs.run("mount", "-o", "ro", root.path().toString(), point);
            try {
                Programs.run("cmp", folder.resolve("big").toString(), point + "/big");
                var host = Files.readString(Path.of(point, "etc/hostname"));
                assertEquals("lab-" + name + "\n", host);
            } finally {
                Programs.run("umount", point);
            }
        }
    }

    /// Swap, and a small Linux system in a partition that is longer than its file system.
    private Path master() throws IOException {
        var file = folder.resolve("master.img");
        FileVolume.sparse(file, MASTER);
        var table = "label: gpt\nstart=1M, size=16M, type=swap\nstart=17M, size=90M, type=linux\n";
        Programs.feed(table, "sfdisk", "-q", file.toString());
        var data = new byte[30_000_000];
        new Random(8).nextBytes(data);
        var big = Files.write(folder.resolve("big"), data).toString();
        var point = Files.createDirectories(folder.resolve("root"));
        try (var swap = LoopDevice.of(file, new Extent(MIB, 16 * MIB));
                var root = LoopDevice.of(file, ROOT)) {
            Programs.run("mkswap", "-q", swap.path().toString());
            var device = root.path().toString();
            Programs.run("mke2fs", "-q", "-t", "ext4", "-b", "4096", device, "66M");
            Programs.run("mount", device, point.toString());
            try {
                Files.createDirectories(point.resolve("etc"));
                Files.writeString(point.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
                Programs.run("cp", big, point.toString());
            } finally {
                Programs.run("umount", point.toString());
            }
        }
        return file;
    }

    private void makeDisks() throws IOException {
        for (var name : NAMES.subList(1, NAMES.size())) {
            long length =
                    switch (name) {
                        case "larger" -> MASTER + 64 * MIB;
                        case "smaller" -> MASTER - 20 * MIB;
                        case "small" -> 40 * MIB;
                        default -> MASTER;
                    };
            var file = Noise.make(folder.resolve(name + ".img"), length).file();
            var sector = name.equals("sectors") ? "4096" : "512";
            disks.put(name, LoopDevice.of(file, "--sector-size", sector));
        }
        var used = disks.get("used").path().toString();
        Programs.run("mke2fs", "-q", used);
        mountPoint = Files.createDirectories(folder.resolve("mnt"));
        // read-only, so that only we could change it
        Programs.run("mount", "-o", "ro", used, mountPoint.toString());
    }

    /// Through the devices, because what is written to one is in its file only later.
    private Map<String, String> hashes() {
        return disks.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, disk -> hash(disk.getValue())));
    }

    private static String hash(LoopDevice disk) {
        try {
            return Programs.run("sha256sum", disk.path().toString()).split(" ")[0];
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SowerProcess deploy(Network network) throws IOException {
        Files.writeString(folder.resolve("lab.steps"), "host-name lab-{name}\n");
        var library = folder.resolve("library").toString();
        return started(
                network.machines().get(0),
                List.of(
                        "deploy",
                        "lab",
                        "--library",
                        library,
                        "--listen",
                        network.address(0),
                        "--machines",
                        "8",
                        "--late",
                        "join",
                        "--grow",
                        "last",
                        "--post",
                        folder.resolve("lab.steps").toString()));
    }

    private SowerProcess agent(Network network, String name, String ticket) throws IOException {
        return started(
                network.machines().get(NAMES.indexOf(name)),
                List.of(
                        "target",
                        "--workstation",
                        network.address(0) + ":6969",
                        "--name",
                        name,
                        "--ticket",
                        ticket,
                        "--among",
                        disks.get(name).path().toString()));
    }

    private SowerProcess started(String namespace, List<String> args) throws IOException {
        var process = SowerProcess.start(folder, namespace, args.toArray(String[]::new));
        started.add(process);
        return process;
    }
}
