package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.deploy.RunEvent;
import sower.image.ImageLibrary;
import sower.record.RunLog;
import sower.record.RunRecord;

/// A workstation that is killed in the middle of a run, in network namespaces: its machines go on,
/// and it takes up the run where its record ends.
@Tag("system")
class KilledWorkstationSystemTest {
    @TempDir private Path folder;
    private final List<SowerProcess> started = new ArrayList<>();
    private final List<LoopDevice> disks = new ArrayList<>();

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "mkfs.fat", "mcopy", "mkswap", "ip", "tc");
    }

    @AfterEach
    void endAll() throws IOException {
        started.forEach(SowerProcess::close);
        for (var disk : disks) {
            disk.close();
        }
    }

    @Test
    void theRunGoesOnAndNoMachineBeginsAnew() throws Exception {
        var library = folder.resolve("library");
        var master = Master.make(folder, 150_000_000);
        try (var loop = LoopDevice.of(master.file(), "-r")) {
            Captured.by(folder, loop.path(), library, "lab");
        }
        try (var network = Network.make("100mbit", "ws", "one", "two", "old")) {
            var deploy =
                    deploy(network, "lab", "--listen", network.address(0), "--release-when", "2");
            var ticket = deploy.afterWord("--ticket", 20);
            var run = deploy.afterWord("run", 5).replace(":", "");
            var agents = new LinkedHashMap<String, SowerProcess>();
            for (int i = 1; i <= 2; i++) {
                agents.put(i == 1 ? "one" : "two", agent(network, i, ticket));
            }
            for (var agent : agents.values()) {
                agent.awaitSaid("receiving: ", 40);
            }
            Thread.sleep(3000);
            deploy.kill();
            Thread.sleep(4000);
            assertTrue(agents.values().stream().allMatch(agent -> agent.process().isAlive()));

            var again = deploy(network, "--resume", run);
            refusesAnOldTicket(network, again, ticket, run);

            for (var agent : agents.values()) {
                assertEquals(0, agent.exitCode(90), agent.said());
                assertTrue(agent.said().contains("all right (SHA-256)"), agent.said());
                neverFellBack(agent.said());
            }
            assertEquals(0, again.exitCode(30), again.said());
            recordTellsAll(library, run);
        }
        var image = new ImageLibrary(library).open("lab");
        for (int i = 1; i <= 2; i++) {
            new Noise(folder.resolve(i + ".img")).assertUntouchedOutside(image);
        }
    }

    /// A machine that comes with the ticket of another run.
    private void refusesAnOldTicket(Network network, SowerProcess deploy, String ticket, String run)
            throws Exception {
        deploy.awaitSaid("rehearsing lab", 20);
        var old = ticket.replace(run, "20200101-000000-0000");
        var agent = agent(network, 3, old);
        assertEquals(3, agent.exitCode(30), agent.said());
        assertTrue(agent.said().contains("not made by this workstation"), agent.said());
    }

    private void recordTellsAll(Path library, String run) throws IOException {
        var events = RunLog.events(library, run);
        assertTrue(events.stream().anyMatch(RunEvent.Resumed.class::isInstance));
        var told = RunRecord.of(events);
        assertTrue(told.proved());
        assertEquals(2, told.machines().size());
        for (var machine : told.machines()) {
            assertTrue(machine.pieces() > 0 && machine.message().contains("SHA-256"));
            assertEquals(List.of(), machine.warnings(), "it did not begin anew");
        }
        assertEquals(1, told.refused().size(), told.refused().toString());
        assertTrue(Files.exists(library.resolve("runs").resolve(run + ".csv")));
        assertTrue(Files.exists(library.resolve("runs").resolve(run + ".json")));
    }

    private static void neverFellBack(String said) {
        var found = Pattern.compile("receiving: +(\\d+) %").matcher(said);
        int highest = 0;
        int lines = 0;
        while (found.find()) {
            int percent = Integer.parseInt(found.group(1));
            assertTrue(percent >= highest, said);
            highest = percent;
            lines++;
        }
        assertTrue(lines > 3, said);
        assertEquals(1, said.split("released: ", -1).length - 1, said);
        assertFalse(said.contains("stands aside"), said);
    }

    private SowerProcess deploy(Network network, String... args) throws IOException {
        var all =
                Stream.concat(
                        Stream.of("deploy", "--library", folder.resolve("library").toString()),
                        Stream.of(args));
        return started(network.machines().get(0), all);
    }

    private SowerProcess agent(Network network, int machine, String ticket) throws IOException {
        var disk =
                LoopDevice.of(Noise.make(folder.resolve(machine + ".img"), Master.LENGTH).file());
        disks.add(disk);
        return started(
                network.machines().get(machine),
                Stream.of(
                        "target",
                        "--workstation",
                        network.address(0) + ":6969",
                        "--ticket",
                        ticket,
                        "--name",
                        "machine-" + machine,
                        "--among",
                        disk.path().toString()));
    }

    private SowerProcess started(String namespace, Stream<String> args) throws IOException {
        var process = SowerProcess.start(folder, namespace, args.toArray(String[]::new));
        started.add(process);
        return process;
    }
}
