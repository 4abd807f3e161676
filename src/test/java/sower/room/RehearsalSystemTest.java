package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.MasterDisk;
import sower.image.Image;

/// A workstation and five machines in network namespaces, six processes, six disks: everything is
/// said before anything is written.
@Tag("system")
class RehearsalSystemTest {
    private static final int MIB = 1 << 20;
    private static final long MASTER = 16L * MIB;

    @TempDir private Path folder;
    private final List<SowerProcess> started = new ArrayList<>();
    private final Map<String, LoopDevice> disks = new LinkedHashMap<>();
    private Path mountPoint = Path.of("");

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "mke2fs", "mount", "umount", "ip", "tc", "sfdisk", "sha256sum");
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
    void twoAreReadyThreeStandAsideAndNothingIsWrittenBeforeTheRelease() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var image = capture(master);
        makeDisks();
        var before = hashes();
        try (var network = Network.make("200mbit", "ws", "one", "larger", "small", "used", "two")) {
            var deploy = deploy(network);
            var ticket = deploy.afterWord("--ticket", 20);
            var agents = new LinkedHashMap<String, SowerProcess>();
            agents.put("one", agent(network, 1, ticket, "one"));
            agents.put("larger", agent(network, 2, "", "larger"));
            approve(deploy, agents.get("larger"));
            agents.put("small", agent(network, 3, ticket, "small"));
            agents.put("used", agent(network, 4, ticket, "used"));
            agents.put("two", agent(network, 5, ticket, "two-a", "two-b"));
            deploy.awaitSaid("5 of 5 machines have shown their plan, 2 ready", 40);

            saysWhatIsThereAndWhatWouldHappen(deploy.said());
            nobodyGetsTheImage(network);
            assertEquals(before, hashes(), "before the release");

            deploy.type("release\n");
            for (var name : List.of("one", "larger")) {
                var agent = agents.get(name);
                assertEquals(0, agent.exitCode(60), agent.said());
                assertTrue(agent.said().contains("all right (SHA-256)"), agent.said());
            }
            for (var name : List.of("small", "used", "two")) {
                var agent = agents.get(name);
                assertEquals(3, agent.exitCode(20), agent.said());
                assertTrue(agent.said().contains("nothing was written to it"), agent.said());
            }
            assertEquals(0, deploy.exitCode(20), deploy.said());
        }
        var after = hashes();
        for (var name : List.of("small", "used", "two-a", "two-b")) {
            assertEquals(before.get(name), after.get(name), name);
        }
        for (var name : List.of("one", "larger")) {
            Captured.assertHolds(image, master, disks.get(name).path());
            Programs.run("sfdisk", "--verify", disks.get(name).path().toString());
        }
        new Noise(folder.resolve("one.img")).assertUntouchedOutside(image);
    }

    /// The technician stands before a machine without ticket, and goes back to the workstation.
    private static void approve(SowerProcess deploy, SowerProcess agent) throws Exception {
        var code = agent.afterWord("type there: approve", 20);
        deploy.awaitSaid("if its screen shows " + code + ", type: approve " + code, 20);
        deploy.type("approve " + code + "\n");
        deploy.awaitSaid("approved: larger may take part", 10);
    }

    private void saysWhatIsThereAndWhatWouldHappen(String said) {
        var words =
                List.of(
                        disks.get("one").path() + " 16.8 MB",
                        "no partition table; the whole disk: unknown data 16.8 MB",
                        "ready: is overwritten with lab, ",
                        "no partition table; the whole disk: ext4 \"old\" 25.2 MB",
                        disks.get("small").path() + " is too small: volume ",
                        "is in use: %s is mounted on %s"
                                .formatted(disks.get("used").path(), mountPoint),
                        "2 disks match the rule 'only': %s, %s"
                                .formatted(disks.get("two-a").path(), disks.get("two-b").path()));
        for (var phrase : words) {
            assertTrue(said.contains(phrase), "'" + phrase + "' is not in: " + said);
        }
        assertEquals(3, said.split("stands aside: ", -1).length - 1, said);
    }

    /// A machine on which somebody does without the rehearsal.
    private void nobodyGetsTheImage(Network network) throws Exception {
        var url = "http://" + network.address(0) + ":6969";
        var disk = disks.get("one").path().toString();
        var args = new String[] {"restore", "--from", url, "--to", disk};
        try (var impatient = SowerProcess.start(folder, network.machines().get(1), args)) {
            assertEquals(1, impatient.exitCode(20), impatient.said());
            assertTrue(impatient.said().contains("does not answer at"), impatient.said());
        }
    }

    private void makeDisks() throws IOException {
        attach("one", Noise.make(folder.resolve("one.img"), MASTER).file());
        attach("larger", Noise.make(folder.resolve("larger.img"), MASTER + 8 * MIB).file());
        Programs.run("mke2fs", "-q", "-t", "ext4", "-L", "old", disks.get("larger").path() + "");
        attach("small", Noise.make(folder.resolve("small.img"), 8 * MIB).file());
        attach("used", Noise.make(folder.resolve("used.img"), 32 * MIB).file());
        Programs.run("mke2fs", "-q", disks.get("used").path().toString());
        mountPoint = Files.createDirectories(folder.resolve("mnt"));
        // read-only, so that only we could change it
        Programs.run("mount", "-o", "ro", disks.get("used").path() + "", mountPoint.toString());
        attach("two-a", Noise.make(folder.resolve("two-a.img"), MASTER).file());
        attach("two-b", Noise.make(folder.resolve("two-b.img"), MASTER).file());
    }

    private void attach(String name, Path file) throws IOException {
        disks.put(name, LoopDevice.of(file));
    }

    /// Through the devices, because what is written to one is in its file only later.
    private Map<String, String> hashes() throws IOException {
        var hashes = new LinkedHashMap<String, String>();
        for (var disk : disks.entrySet()) {
            var line = Programs.run("sha256sum", disk.getValue().path().toString());
            hashes.put(disk.getKey(), line.split(" ")[0]);
        }
        return hashes;
    }

    private Image capture(Path master) throws Exception {
        return Captured.by(folder, master, folder.resolve("library"), "lab");
    }

    private SowerProcess deploy(Network network) throws IOException {
        return started(
                network.machines().get(0),
                Stream.of(
                        "deploy",
                        "lab",
                        "--library",
                        folder.resolve("library").toString(),
                        "--listen",
                        network.address(0),
                        "--machines",
                        "5"));
    }

    private SowerProcess agent(Network network, int machine, String ticket, String... names)
            throws IOException {
        var args =
                Stream.of(
                        "target",
                        "--workstation",
                        network.address(0) + ":6969",
                        "--name",
                        names[0].split("-")[0]);
        var shown = ticket.isEmpty() ? Stream.<String>of() : Stream.of("--ticket", ticket);
        var among =
                Arrays.stream(names)
                        .flatMap(name -> Stream.of("--among", disks.get(name).path().toString()));
        return started(
                network.machines().get(machine),
                Stream.of(args, shown, among).flatMap(words -> words));
    }

    private SowerProcess started(String namespace, Stream<String> args) throws IOException {
        var process = SowerProcess.start(folder, namespace, args.toArray(String[]::new));
        started.add(process);
        return process;
    }
}
