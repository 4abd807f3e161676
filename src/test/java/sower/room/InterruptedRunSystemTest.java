package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// A run whose workstation is killed in the middle, and one whose workstation loses half the room,
/// in namespaces: the machines go on, and so does the run.
@Tag("system")
class InterruptedRunSystemTest {
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
        var library = captured();
        try (var network = Network.make("100mbit", "ws", "one", "two", "old")) {
            var deploy =
                    deploy(network, "lab", "--listen", network.address(0), "--release-when", "2");
            var ticket = deploy.afterWord("--ticket", 20);
            var run = deploy.afterWord("run", 5).replace(":", "");
            var agents = receiving(network, ticket, 2);
            deploy.kill();
            Thread.sleep(4000);
            assertTrue(agents.stream().allMatch(agent -> agent.process().isAlive()));

            var again = deploy(network, "--resume", run);
            refusesAnOldTicket(network, again, ticket, run);

            haveTheirProof(agents);
            assertEquals(0, again.exitCode(30), again.said());
            recordTellsAll(library, run);
        }
        nothingElseWasWritten(library);
    }

    /// Half the room does not reach the workstation for a minute. Of that half one machine still
    /// reaches the other half, gets all from there, and must keep its proof until somebody hears
    /// it; the other one reaches nobody, and its neighbours are done and gone when it is back.
    @Test
    void aCutForLongerThanAnyTimeoutCostsNoMachineItsWork() throws Exception {
        var library = captured();
        try (var network = Network.make("100mbit", "ws", "one", "two", "three", "four")) {
            var deploy =
                    deploy(network, "lab", "--listen", network.address(0), "--release-when", "4");
            var agents = receiving(network, deploy.afterWord("--ticket", 20), 4);

            network.apart(0, 3, true);
            network.cable(4, false);
            Thread.sleep(60_000);
            var reached = agents.get(2).said();
            assertTrue(agents.get(2).process().isAlive(), reached);
            assertTrue(agents.get(3).process().isAlive());
            network.apart(0, 3, false);
            network.cable(4, true);

            haveTheirProof(agents);
            assertEquals(0, deploy.exitCode(30), deploy.said());
        }
        nothingElseWasWritten(library);
    }

    private Path captured() throws Exception {
        var library = folder.resolve("library");
        var master = Master.make(folder, 150_000_000);
        try (var loop = LoopDevice.of(master.file(), "-r")) {
            Captured.by(folder, loop.path(), library, "lab");
        }
        return library;
    }

    /// Machines in the middle of it.
    private List<SowerProcess> receiving(Network network, String ticket, int count)
            throws Exception {
        var agents = new ArrayList<SowerProcess>();
        for (int i = 1; i <= count; i++) {
            agents.add(agent(network, i, ticket));
        }
        for (var agent : agents) {
            agent.awaitSaid("receiving: ", 40);
        }
        Thread.sleep(3000);
        return agents;
    }

    private static void haveTheirProof(List<SowerProcess> agents) throws Exception {
        for (var agent : agents) {
            assertEquals(0, agent.exitCode(90), agent.said());
            assertTrue(agent.said().contains("all right (SHA-256)"), agent.said());
            neverFellBack(agent.said());
        }
    }

    private void nothingElseWasWritten(Path library) throws IOException {
        var image = new ImageLibrary(library).open("lab");
        for (int i = 1; Files.exists(folder.resolve(i + ".img")); i++) {
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
